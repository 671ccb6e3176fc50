"""Readers: one file a dialect, Source to Book, beside what they share."""
