"""What a piece of a book is: by its semantics, its landmarks, its file's name, what it is called.

EPUB 3 Structural Semantics Vocabulary 1.1: https://www.w3.org/TR/epub-ssv-11/
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

from packager.book.section import Role

Apparatus = Literal["cover", "titlepage", "imprint", "contents"]
"""A page that belongs to the old book as a product, and that the new one has of its own."""

_APPARATUS: dict[str, Apparatus] = {
    "cover": "cover", "titlepage": "titlepage", "title-page": "titlepage",
    "halftitlepage": "titlepage", "halftitle": "titlepage", "half-title-page": "titlepage",
    "fulltitle": "titlepage", "imprint": "imprint", "imprimatur": "imprint", "colophon": "imprint",
    "copyright-page": "imprint", "copyright": "imprint", "other-credits": "imprint",
    "credits": "imprint", "contributors": "imprint", "toc": "contents", "toc-brief": "contents",
    "landmarks": "contents", "loi": "contents", "lot": "contents", "loa": "contents",
    "lov": "contents", "page-list": "contents",
}  # fmt: skip

_ROLES: dict[str, Role] = {
    "chapter": Role.CHAPTER, "part": Role.PART, "volume": Role.PART, "division": Role.PART,
    "prologue": Role.PROLOGUE, "epilogue": Role.EPILOGUE, "foreword": Role.FOREWORD,
    "preface": Role.PREFACE, "preamble": Role.PREFACE, "introduction": Role.INTRODUCTION,
    "dedication": Role.DEDICATION, "epigraph": Role.EPIGRAPH,
    "acknowledgments": Role.ACKNOWLEDGMENTS, "acknowledgements": Role.ACKNOWLEDGMENTS,
    "afterword": Role.AFTERWORD, "appendix": Role.APPENDIX, "bibliography": Role.APPENDIX,
    "glossary": Role.APPENDIX, "index": Role.APPENDIX, "footnotes": Role.APPENDIX,
    "endnotes": Role.APPENDIX, "rearnotes": Role.APPENDIX, "notes": Role.APPENDIX,
    "errata": Role.APPENDIX, "conclusion": Role.CHAPTER,
}  # fmt: skip

_TITLES: dict[Apparatus, str] = {
    "cover": (
        "cover|cover page|front cover|back cover|book cover|umschlag|einband|couverture|cubierta"
        "|portada|copertina|omslag|okładka|обложка|封面|表紙|표지"
    ),
    "titlepage": (
        "title page|titlepage|half title|half title page|halftitlepage|titelseite|titelblatt"
        "|page de titre|página de título|frontespizio|титульный лист|扉|書名頁|书名页"
    ),
    "imprint": (
        "copyright|copyright page|copyright notice|copyright information|imprint|colophon"
        "|uncopyright|legal|legal notice|credits|impressum|mentions légales|créditos|derechos"
        "|авторские права|版权|版权页|版權頁|奥付|판권"
    ),
    "contents": (
        "contents|table of contents|toc|index of chapters|inhalt|inhaltsverzeichnis|sommaire"
        "|table des matières|índice|indice|sumário|содержание|оглавление|зміст|inhoud|spis treści"
        "|目录|目錄|目次|もくじ|차례|목차"
    ),
}


@cache
def _by_title() -> dict[str, Apparatus]:
    return {title: kind for kind, titles in _TITLES.items() for title in titles.split("|")}


@cache
def _by_name() -> re.Pattern[str]:
    """File names of apparatus: ``cover.xhtml``, ``Section0001_titlepage.html``, ``toc.html``."""
    return re.compile(
        r"(?:^|[/_.\d-])(?:(?P<cover>cover(?:[_-]?page|[_-]?image)?|coverpage)"
        r"|(?P<titlepage>title[_-]?page|half[_-]?title(?:[_-]?page)?|titlepg|tp)"
        r"|(?P<imprint>copyright|copyrightpage|imprint|colophon|uncopyright|cop|credits)"
        r"|(?P<contents>toc|contents|nav|navigation|tableofcontents|table[_-]of[_-]contents))"
        r"[_-]?\d{0,4}\.\w+$",
        re.IGNORECASE,
    )


@cache
def _role_by_name() -> re.Pattern[str]:
    names = "|".join(sorted(_ROLES, key=len, reverse=True))
    return re.compile(rf"(?:^|[/_.\d-])({names})[_-]?\d{{0,4}}\.\w+$", re.IGNORECASE)


def apparatus_of(kinds: Iterable[str]) -> Apparatus | None:
    """The apparatus these semantics name; ``None`` when they name none."""
    found = [kind for kind in kinds if kind in _APPARATUS]
    return _APPARATUS[min(found)] if found else None


def apparatus_called(title: str) -> Apparatus | None:
    """The apparatus a page with this title is likely to be."""
    return _by_title().get(" ".join(title.casefold().split()).strip(" .:"))


def apparatus_named(path: str) -> Apparatus | None:
    """The apparatus a file of this name is likely to be."""
    found = _by_name().search(path)
    if found is None:
        return None
    return _APPARATUS[{"cover": "cover", "titlepage": "titlepage", "imprint": "imprint",
                       "contents": "toc"}[str(found.lastgroup)]]  # fmt: skip


def role_of(kinds: Iterable[str]) -> Role | None:
    """The role these semantics name, the more special of two; ``None`` when they name none."""
    found = [kind for kind in kinds if kind in _ROLES]
    special = [kind for kind in found if kind != "chapter"]
    return _ROLES[min(special or found)] if found else None


def role_named(path: str) -> Role | None:
    """The role a file of this name is likely to have: ``dedication.xhtml``."""
    found = _role_by_name().search(path)
    if found is None or found[1].lower() in {"index", "part", "chapter", "division"}:
        return None
    return _ROLES[found[1].lower()]
