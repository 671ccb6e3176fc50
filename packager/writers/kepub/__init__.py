"""The KEPUB writer: an EPUB with the sentence spans that Kobo's own renderer reads by."""
