"""Delivery: a finished book handed over: to a file, an e-reader, a catalog."""
