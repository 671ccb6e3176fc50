"""Checks: what can be proved of a book, by looking at it and at its source."""
