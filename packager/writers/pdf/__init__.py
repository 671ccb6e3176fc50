"""The PDF writer: one document out of the spine, laid out by WeasyPrint."""
