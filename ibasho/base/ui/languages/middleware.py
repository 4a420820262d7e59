"""The language of a page: chosen here once, else what the browser asks for. Staff doors speak Japanese only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers

from ibasho.base.ui.doors import Door
from ibasho.base.ui.languages.marking import marked
from ibasho.base.ui.languages.saying import SOURCE, is_japanese

TRANSLATED = frozenset({Door.CHILD, Door.FAMILY})


class LanguageMiddleware(LocaleMiddleware):
    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> None:
        """The door stands on the view, so it is known only now. What has no door of ours (sign-in) is a family's."""
        if getattr(view, "door", Door.FAMILY) not in TRANSLATED:
            translation.activate(SOURCE)
            request.LANGUAGE_CODE = SOURCE

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """A page goes out marked; a cache keeps one for each language, whether a browser asked for it or a cookie."""
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ("Cookie",))
            if isinstance(response, HttpResponse) and not is_japanese():
                _mark(response)
        return super().process_response(request, response)


def _mark(response: HttpResponse) -> None:
    response.content = marked(response.content.decode()).encode()
    if response.has_header("Content-Length"):
        response.headers["Content-Length"] = str(len(response.content))
