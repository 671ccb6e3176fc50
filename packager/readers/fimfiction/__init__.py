"""FIMFiction: its flattened text, its text and HTML downloads; its EPUB is in ``epub``."""
