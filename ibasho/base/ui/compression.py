"""Pages that are the same for everybody go out compressed: a month of the calendar is a tenth of itself."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

_WORDS = ("text/", "application/json", "application/geo+json", "application/xml", "application/rss+xml",
          "application/atom+xml", "image/svg+xml")  # fmt: skip


class CompressionMiddleware(GZipMiddleware):
    """Never where a session is: the length of a compressed page that holds both a secret and what a stranger wrote
    tells of the secret (BREACH). Pictures and workbooks are small already."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES or response.cookies:
            return response
        if not response.headers.get("Content-Type", "").startswith(_WORDS):
            return response
        return super().process_response(request, response)
