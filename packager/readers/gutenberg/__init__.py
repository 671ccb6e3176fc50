"""Texts of Project Gutenberg; its HTML is in ``html``."""
