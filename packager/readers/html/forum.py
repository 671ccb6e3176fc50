"""Stories in the threads of forums: a post a chapter, its threadmark the heading.

Saved pages of XenForo (SpaceBattles, Sufficient Velocity, Questionable Questing) hold each post in
an ``article.message``; beside the text stand its author, the day, and what readers pressed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from packager.diagnostics import Code
from packager.readers.html.page_nodes import attribute, words_of
from packager.readers.left_out import LeftOut

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_FURNITURE = (
    ".message-user, .message-attribution, .message-footer, .message-signature, .message-actionBar,"
    " .message-lastEdit, .reactionsBar, .message-cell--user, .message-cell--threadmark-footer,"
    " .message-threadmarks, .threadmark-control, .message-cell--threadmark-header ul,"
    " .message-cell--threadmark-header nav"
)
_AROUND = (
    ".p-breadcrumbs, .p-description, .block-outer, .p-title-pageAction, .p-sectionLinks,"
    " .p-header, .p-nav, .p-footer, .threadmarkListingHeader, .block-formSectionHeader,"
    " .p-body-sidebar, .notices"
)
_MARK = ".threadmarkLabel"


def with_threadmarks(root: LexborNode, left_out: LeftOut) -> str:
    """Leave of a forum's thread its posts, each below its threadmark as a heading.

    Posts without a threadmark are readers' where others have one, and are left out; where none has
    one, those of others are, if the one who began the thread wrote most of it.

    Args:
        root: The tree of the page, which is changed.
        left_out: Told of the words that were removed.

    Returns:
        The name of the author of the first post; empty for a page of another kind.
    """
    posts = root.css("article.message")
    if not posts or root.css_first(".bbWrapper") is None:
        return ""
    marked = [post for post in posts if post.css_first(_MARK) is not None]
    kept = marked or _by_starter(posts)
    names = {post.mem_id for post in kept}
    for post in posts:
        if post.mem_id not in names:
            left_out.add(Code.TEXT_REMOVED, "posts of readers", words_of(post))
            post.decompose()
    for node in root.css(_AROUND):
        left_out.add(Code.TEXT_REMOVED, "parts of the page around the story", words_of(node))
        node.decompose()
    author = attribute(kept[0], "data-author")
    for post in kept:
        _only_text(post, left_out)
    return author


def _by_starter(posts: list[LexborNode]) -> list[LexborNode]:
    """The posts of who began a thread, or all of one that several wrote."""
    starter = attribute(posts[0], "data-author")
    own = [post for post in posts if attribute(post, "data-author") == starter]
    words = [sum(len(words_of(node)) for node in _texts(group)) for group in (own, posts)]
    return own if 2 * words[0] > words[1] else posts


def _texts(posts: list[LexborNode]) -> list[LexborNode]:
    return [node for post in posts for node in post.css(".bbWrapper")]


def _only_text(post: LexborNode, left_out: LeftOut) -> None:
    for node in post.css(_FURNITURE):
        left_out.add(Code.TEXT_REMOVED, "what a forum writes beside a post", words_of(node))
        node.decompose()
    mark = post.css_first(_MARK)
    if mark is None:
        return
    for label in post.css(".message-cell--threadmark-header label, .threadmarkLabel--label"):
        left_out.add(Code.TEXT_REMOVED, "what a forum writes beside a post", words_of(label))
        label.decompose()
    heading = mark.parser.create_node("h2")
    heading.insert_child(words_of(mark))
    mark.replace_with(heading)
