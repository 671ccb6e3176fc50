"""Conformance of finished books: what EPUB, PDF and e-readers ask of a file, and where it fails."""
