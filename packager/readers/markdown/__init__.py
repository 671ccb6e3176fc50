"""Markdown: CommonMark and what people add to it, read into the blocks of a book.

In the order a reader uses them::

    text = markdown_text(source, report)             # source_text.py: bytes to text
    header, body = split_header(text)                # front_matter.py: YAML, TOML, title blocks
    reading = MarkdownReading(source=source, ...)    # reading.py: one for a whole book
    document = reading.document(body)                # blocks, and where the headings are
    divided = divide(document, ...)                  # division.py: the sections of a book

Text is taken apart by ``pieces.py``: what is surely a paragraph never sees a parser, the rest goes
to markdown-it (``parser.py``), and both ways lead to the same blocks.
"""
