"""Headings, numerals and contents lists, in many languages, for every dialect."""
