"""Checks: what an artifact must satisfy."""
