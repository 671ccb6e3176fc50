"""Markup: HTML of any origin, read into the blocks of a book.

Three things, in the order a reader uses them::

    text = html_source_text(source, report)             # tree.py: bytes to text
    root = parse_html(text, where, report)              # text to a tree, as a browser builds it
    pictures = Pictures(source, report)                 # pictures.py: what the text shows
    markup = Markup(source=source.name, report=report, pictures=pictures)
    for chapter in root.css("article.chapter"):
        title = markup.title(chapter.css_first("h1"))   # reading.py: one line of plain text
        blocks = markup.blocks(chapter)                 # the children of a node ...
        blocks = markup.blocks([first, second])         # ... or these nodes themselves
    footnotes = markup.footnotes                        # of what was read
    markup.finish()                                     # says once what was left out
    Book(..., footnotes=footnotes, assets=pictures.assets)

One ``Markup`` reads a whole book, so that footnotes have ids of their own and each kind of thing
that was left out is one diagnostic. ``blocks`` is given whole texts: scene breaks at either end
part nothing and are dropped, headings count from 1 within it, blank lines are judged by their
neighbours.

A book of many documents

- sets ``markup.base`` to the path of the one it reads, from which pictures are found;
- sets ``markup.resolve``, which turns an address into ``#section-id`` or one on the web;
- calls ``markup.link_notes`` with all trees by their paths before it reads any, where footnotes
  may stand in another document than the text;
- calls ``markup.add_styles`` with style sheets that lie beside the documents.

Nodes are selectolax's ``LexborNode``: ``node.css(selector)`` and ``node.css_first(selector)``,
which look at the node itself too; ``node.tag``, ``node.attributes``, ``node.first_child``,
``node.next``, ``node.parent``; ``node.iter(include_text=True)`` for its children;
``node.decompose()`` frees what a reader has dealt with, after which no name may hold it.
Trees may be deep: walk them from node to node, never by recursion.

A footnote that was found is written on the tree as attributes (see footnotes.py): a heading with
the attribute ``LABEL`` heads a list of notes and opens no chapter. Footnotes are found when a
document is first read, or by ``markup.open_document(node)``.
"""
