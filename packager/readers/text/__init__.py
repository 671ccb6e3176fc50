"""Plain text: paragraphs, scene breaks, marks, headings, and the markup of forums."""
