import cssselect2
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

class HTML:
    base_url: str | None
    url_fetcher: URLFetcher
    media_type: str
    wrapper_element: cssselect2.ElementWrapper
    etree_element: object

class CSS:
    def __init__(
        self,
        *,
        string: str,
        base_url: str | None = ...,
        url_fetcher: URLFetcher | None = ...,
        font_config: FontConfiguration | None = ...,
    ) -> None: ...

DEFAULT_OPTIONS: dict[str, object]
