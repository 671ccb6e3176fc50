from collections.abc import Callable, Sequence

import cssselect2
import pydyf
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

class HTML:
    base_url: str | None
    url_fetcher: URLFetcher
    media_type: str
    wrapper_element: cssselect2.ElementWrapper
    etree_element: object
    def render(
        self,
        font_config: FontConfiguration | None = ...,
        *,
        stylesheets: Sequence[CSS] | None = ...,
    ) -> Document: ...

class CSS:
    def __init__(
        self,
        *,
        string: str,
        base_url: str | None = ...,
        url_fetcher: URLFetcher | None = ...,
        font_config: FontConfiguration | None = ...,
    ) -> None: ...

class Page:
    anchors: dict[str, tuple[float, float]]

class Document:
    pages: Sequence[Page]
    def write_pdf(
        self,
        target: None = ...,
        zoom: float = ...,
        finisher: Callable[[Document, pydyf.PDF], None] | None = ...,
        *,
        pdf_identifier: bytes | bool | None = ...,
        pdf_tags: bool = ...,
    ) -> bytes: ...
