"""Word processors' files: DOCX, OpenDocument text, RTF."""
