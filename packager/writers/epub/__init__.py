"""The EPUB writer: a Publication as one EPUB 3.3 file, with an NCX and a guide for old readers."""
