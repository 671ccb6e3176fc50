"""What several tests need: a reader of EPUB files, EPUBCheck."""
