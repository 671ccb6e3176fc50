"""Transforms: Book to Book, plain functions; their order is one visible tuple."""
