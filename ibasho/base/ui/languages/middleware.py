"""The language of a page: chosen here once, else what the browser asks for. Staff doors speak Japanese only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from ibasho.base.ui.doors import Door
from ibasho.base.ui.languages.saying import SOURCE

TRANSLATED = frozenset({Door.CHILD, Door.FAMILY})


class LanguageMiddleware(LocaleMiddleware):
    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> None:
        """The door stands on the view, so it is known only now. What has no door of ours (sign-in) is a family's."""
        if getattr(view, "door", Door.FAMILY) not in TRANSLATED:
            translation.activate(SOURCE)
            request.LANGUAGE_CODE = SOURCE
