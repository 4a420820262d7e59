"""Refusals a view did not catch become pages: NotFound is 404, NotAllowed is 403. Others are a view's own matter.

A NUL names nothing, in an address, a form or a cookie: PostgreSQL refuses to look, and the answer is given here for
all pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.defaults import page_not_found, permission_denied

from ibasho.base.kernel.errors import NotAllowed, NotFound


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: Any, named: dict[str, Any]
    ) -> HttpResponse | None:
        if hasattr(view, "door") and any("\x00" in text for text in _told(request, named)):
            return page_not_found(request, Http404("nul"))
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotFound):
            return page_not_found(request, Http404(error.code))
        if isinstance(error, NotAllowed):
            return permission_denied(request, PermissionDenied(error.code))
        return None


def _told(request: HttpRequest, named: dict[str, Any]) -> Iterator[str]:
    """Every text that came with the request."""
    yield from map(str, named.values())
    yield from request.COOKIES.values()
    for told in (request.GET, request.POST):
        for _name, values in told.lists():
            yield from map(str, values)
