"""Where WeasyPrint gets pictures from: bytes in memory, and nowhere else.

Imports WeasyPrint: only after :func:`packager.writers.pdf.engine.load_engine`.
"""

from __future__ import annotations

from collections.abc import Mapping

from weasyprint.urls import URLFetcher, URLFetcherResponse

from packager.publication.publication import Resource
from packager.writers.pdf.document import asset_url

Headers = Mapping[str, str] | None


class AssetFetcher(URLFetcher):
    """Serves the publication's pictures; every other address is refused, whatever its scheme.

    WeasyPrint asks it for everything it would read: pictures, ``@import``, ``@font-face``,
    ``url()``, attachments. A subclass is the only form of a fetcher that WeasyPrint respects when
    it raises.

    Args:
        resources: What can be served, each under its :func:`asset_url`.
    """

    def __init__(self, resources: tuple[Resource, ...]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._resources = {asset_url(resource): resource for resource in resources}

    def fetch(self, url: str, headers: Headers = None) -> URLFetcherResponse:  # noqa: ARG002
        """Serve a picture of the publication.

        Raises:
            PermissionError: The address is not that of a picture of the publication.
        """
        resource = self._resources.get(url)
        if resource is None:
            raise PermissionError("a book may only show its own pictures")
        return URLFetcherResponse(url, resource.data, {"Content-Type": resource.media_type})
