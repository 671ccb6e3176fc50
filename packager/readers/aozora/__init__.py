"""Aozora Bunko, the library of Japanese literature."""
