"""What FanFicFare writes: text and HTML; its EPUB is in ``epub``."""
