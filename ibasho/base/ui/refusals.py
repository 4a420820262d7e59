"""Refusals a view did not catch become pages: NotFound is 404, NotAllowed 403, Unavailable 503. Others are a view's own matter.

An address with a NUL in it names nothing: PostgreSQL refuses to look, and the answer is given here for all pages.
"""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.defaults import page_not_found, permission_denied

from ibasho.base.kernel.errors import NotAllowed, NotFound, Unavailable
from ibasho.base.ui import limits, security_log
from ibasho.base.ui.views import unavailable


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotFound):
            return page_not_found(request, Http404(error.code))
        if isinstance(error, NotAllowed):
            security_log.note("not-allowed", request, limits.sender(request), code=error.code)
            return permission_denied(request, PermissionDenied(error.code))
        if isinstance(error, Unavailable):
            return unavailable(request)
        if isinstance(error, (ValueError, DataError)) and _holds_nul(request):
            return page_not_found(request, Http404("nul"))
        return None


def _holds_nul(request: HttpRequest) -> bool:
    return "\0" in request.path or "%00" in request.META.get("QUERY_STRING", "")
