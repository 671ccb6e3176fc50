"""HTML pages: the element that holds the story, and what of the site stands around and within it.

A saved page names its parts by elements (``nav``, ``article``) or by classes and ids. What has such
a name and little prose is the site's; what has neither is the story's, as nothing says otherwise.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from packager.diagnostics import Code
from packager.readers.html.contents import is_turning
from packager.readers.html.page_nodes import attribute, words_of
from packager.readers.left_out import LeftOut
from packager.readers.markup.looks import names
from packager.readers.markup.tree import visible_text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_SITE_WORDS = names(
    "nav navbar navigation navigate menu submenu sidebar comments commentlist footer share sharing "
    "sharedaddy social breadcrumb breadcrumbs cookie cookies ad ads adsense advert advertisement "
    "related widget pagination pager toolbar login signup subscribe newsletter searchform search "
    "masthead topbar disqus respond jp skiplink skip sitemap recommendations bookmarks kudos "
    "toolbox popup modal overlay patreon donate noprint screen"
)
"""Words that classes and ids of a site's own parts have."""

_STORY_WORDS = names(
    "story chapter chapters storytext userstuff content entry post article text body main prose "
    "fic fiction novel book reader reading"
)
_MAX_SHARE = 0.25
"""The share of a page's words above which a part is the story's, whatever it is called."""

_MIN_SHARE = 0.5
"""The share of a page's words the element that says it is the story's must hold."""

_ROOTS = (
    "[itemprop=articleBody]",
    "#storytext",
    "#storycontent",
    "#story",
    ".storytext",
    "#chapters",
    ".chapter-content",
    ".chapter-inner",
    ".entry-content",
    ".post-content",
    ".post-body",
    ".article-body",
    "#content",
    ".userstuff",
    "article",
    "main",
    "[role=main]",
    "#main",
)


def story_of(root: LexborNode, left_out: LeftOut) -> LexborNode:
    """The element that holds the story; the parts of the site within it are taken off the tree.

    Args:
        root: The tree of the page; what is not the story's is removed from it.
        left_out: Told of the words that were removed.
    """
    body = root.css_first("body") or root
    total = _weight(body)
    story = body
    for selector in _ROOTS:
        found = body.css(selector)
        if len(found) == 1 and _weight(found[0]) >= _MIN_SHARE * total > 0:
            story = found[0]
            break
    if story.mem_id != body.mem_id:
        story = _with_title(story, body)
    for part in _site_parts(story, total):
        left_out.add(Code.TEXT_REMOVED, "parts of the page around the story", words_of(part))
        part.decompose()
    for line in _lines_with_links(story):
        within = any(one.mem_id != line.mem_id for one in line.css("p, div"))
        if not within and is_turning(line):
            left_out.add(Code.TEXT_REMOVED, "links to other chapters", words_of(line))
            line.decompose()
    if story.mem_id != body.mem_id:
        rest = visible_text(body, lambda node: node.mem_id == story.mem_id)
        left_out.add(Code.TEXT_REMOVED, "parts of the page around the story", rest)
    return story


def _lines_with_links(story: LexborNode) -> list[LexborNode]:
    """The innermost blocks that have links within them, in order."""
    lines: dict[int, LexborNode] = {}
    for link in story.css("a[href]"):
        line = link.parent
        while line is not None and line.mem_id != story.mem_id:
            if line.tag in {"p", "div", "center"}:
                lines.setdefault(line.mem_id, line)
                break
            line = line.parent
    return list(lines.values())


def _weight(node: LexborNode) -> int:
    """Characters of text within a node, less those of its links."""
    links = sum(len(a.text(strip=True)) for a in node.css("a[href]"))
    scripts = sum(len(one.text()) for one in node.css("script, style, noscript, textarea"))
    return max(0, len(node.text()) - links - scripts)


def _with_title(story: LexborNode, body: LexborNode) -> LexborNode:
    """The element, or the article around it that has the title of the chapter too."""
    if story.css_first("h1, h2, h3") is not None:
        return story
    above = story.parent
    for _ in range(4):
        if above is None or above.mem_id == body.mem_id:
            return story
        if above.css_first("h1, h2") is not None:
            return above if _weight(above) <= (1 + _MAX_SHARE) * _weight(story) else story
        above = above.parent
    return story


def _site_parts(story: LexborNode, total: int) -> list[LexborNode]:
    """The outermost elements that are the site's."""
    found: list[LexborNode] = []
    taken: set[int] = set()
    for node in story.css("nav, aside, footer, header, form, [class], [id], [role], dialog"):
        if node.mem_id == story.mem_id or not _is_site(node):
            continue
        above = node.parent
        while above is not None and above.mem_id not in taken:
            above = above.parent
        if above is None and len(words_of(node)) <= max(_MAX_SHARE * total, 200):
            taken.add(node.mem_id)
            found.append(node)
    return found


def _is_site(node: LexborNode) -> bool:
    tag = node.tag or ""
    if tag in {"nav", "dialog"}:
        return True
    if attribute(node, "role") in {"navigation", "banner", "contentinfo", "search", "dialog"}:
        return True
    if tag in {"p", "span", "i", "em", "b", "strong", "a", "h1", "h2", "h3", "h4", "h5", "h6"}:
        return False
    if tag == "footer":
        return node.css_first("p, blockquote") is None or _is_linked(node)
    if len(words_of(node)) < _MAX_META and _meta().search(attribute(node, "class").lower()):
        return True
    said = names(_apart().sub(" ", f"{attribute(node, 'class')} {attribute(node, 'id')}".lower()))
    return bool(said & _SITE_WORDS) and not said & _STORY_WORDS


def _is_linked(node: LexborNode) -> bool:
    words = len(words_of(node))
    return sum(len(a.text(strip=True)) for a in node.css("a[href]")) * 2 >= words


_MAX_META = 200
"""Characters of what a blog writes of a post: who, when, under which tags."""


@cache
def _meta() -> re.Pattern[str]:
    return re.compile(
        r"(?:^|\s)(?:entry|post)-(?:meta|utility|footer|tags|navigation)(?:$|\s)"
        r"|(?:^|\s)(?:posted-on|cat-links|tags-links|chapter-nav|num-comments?)(?:$|\s)"
    )


@cache
def _apart() -> re.Pattern[str]:
    return re.compile(r"[^a-z0-9]+")
