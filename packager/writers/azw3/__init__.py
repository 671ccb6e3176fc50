"""The AZW3 writer: the EPUB of a publication, converted by calibre for Kindles on a cable."""
