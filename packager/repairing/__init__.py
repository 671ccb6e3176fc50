"""Repair: an EPUB made valid without reading it as a story; its words stay as they are."""
