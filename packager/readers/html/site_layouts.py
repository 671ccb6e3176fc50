"""Site layouts: where the pages of story sites have the story, its title, its author, its notes.

Only pages that show one chapter, and nothing else by the author, have a layout here. What a layout
does not name is the site's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLayout:
    """The layout of a site's pages, as selectors; an empty one names nothing.

    Attributes:
        site: What the site calls itself.
        story: The text of the chapter; the first element of all, where there are several.
        chapter: The heading of the chapter.
        title: The title of the story; without one, it is what else the page's own title says.
        author: Who wrote it.
        notes: The author's notes, in front of the text and behind it, or within it.
        facts: The line of facts of fanfiction.net.
        summary: What the story is about.
        fandom: What it is about as fan fiction.
        furniture: The site's own parts within the text.
    """

    site: str
    story: str
    chapter: str
    title: str = ""
    author: str = ""
    notes: str = ""
    facts: str = ""
    summary: str = ""
    fandom: str = ""
    furniture: str = ""


_LAYOUTS = (
    SiteLayout(
        site="Royal Road",
        story=".chapter-inner.chapter-content",
        chapter=".fic-header h1",
        title=".fic-header h2",
        author=".fic-header h3 a, .fic-header h4 a",
        notes=".author-note-portlet .author-note, .author-note-portlet > .portlet-body",
        furniture=".bold.uppercase.text-center, .hidden-content",
    ),
    SiteLayout(
        site="Scribble Hub",
        story="#chp_raw",
        chapter=".chapter-title",
        title=".chp_byauthor a",
        author=".chp_byauthor a + a",
        notes=".wi_authornotes_body",
        furniture=".wi_authornotes",
    ),
    SiteLayout(
        site="Wattpad",
        story="p[data-p-id]",
        chapter="h1",
        author=".author a, .author-info a, a.on-navigate[href*='/user/']",
        furniture=".comment-marker, .num-comment, .component-wrapper, button",
    ),
    SiteLayout(
        site="FanFiction.net",
        story="#profile_top ~ * #storytext, #profile_top ~ #storytext, #storytext.storytext",
        chapter="#chap_select option[selected]",
        title="#profile_top b",
        author="#profile_top a[href*='/u/']",
        facts="#profile_top span.xgray",
        summary="#profile_top div.xcontrast_txt",
        fandom="#pre_story_links a:last-of-type",
    ),
    SiteLayout(
        site="小説家になろう",
        story="#novel_honbun",
        chapter=".novel_subtitle",
        title=".contents1 > a[href*='/n']",
        author=".novel_writername a, .contents1 > a:not([href*='/n'])",
        notes="#novel_p, #novel_a",
    ),
    SiteLayout(
        site="小説家になろう",
        story=".p-novel__text:not(.p-novel__text--preface):not(.p-novel__text--afterword)",
        chapter=".p-novel__title",
        title=".c-announce a",
        author=".p-novel__author a",
        notes=".p-novel__text--preface, .p-novel__text--afterword",
    ),
    SiteLayout(
        site="カクヨム",
        story=".widget-episodeBody",
        chapter=".widget-episodeTitle",
        title="#contentMain-header-workTitle",
        author="#contentMain-header-author",
    ),
)


def layout_of(root: LexborNode) -> SiteLayout | None:
    """The layout a page has: the first of which it has the story and the heading of the chapter.

    ``None`` for a page of any other site, and one that only borrows a site's name for its text.
    """
    for layout in _LAYOUTS:
        if root.css_first(layout.story) is None:
            continue
        if any(root.css_first(one) for one in (layout.chapter, layout.facts) if one):
            return layout
    return None
