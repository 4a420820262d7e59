"""The door of machines: shops' tills, the payment provider, mail programs that stop a mail. Each proves by a key of its own who it is.

No cookie is read here, so there is no session, no account, no language and no form to forge; what needs those is not
asked at all. A till answers a child at the counter: it must not wait for what only people need.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.http import HttpResponse
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation

from ibasho.base.kernel import clock
from ibasho.base.ui.doors import Door
from ibasho.base.ui.request import Request
from ibasho.front.web import api

_API = tuple(f"{api.PREFIX}{name}" for name in ("payments/", "till/", "redemptions"))
PREFIXES = (*_API, "/stop/mail/", "/line/webhook/")
HEADERS = {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'", "X-Frame-Options": "DENY"}


class MachineMiddleware:
    """Stands before everything that knows people. A path of machines without such a view goes on as any other does."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        match = _machine(request.path_info)
        if match is None:
            return self.get_response(request)
        request.resolver_match, request.at = match, clock.now()
        translation.activate(settings.LANGUAGE_CODE)  # whoever was answered before may have spoken another
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        for name, value in HEADERS.items():
            response.headers[name] = value
        response.headers.setdefault("Content-Length", str(len(response.content)))  # or it goes out in chunks
        return response


@lru_cache(maxsize=64)
def _machine(path: str) -> ResolverMatch | None:
    """Kept for the few paths that every till asks: to walk all addresses of the copy takes longer than to answer."""
    if not path.startswith(PREFIXES):
        return None
    try:
        match = resolve(path)
    except Resolver404:
        return None
    return match if getattr(match.func, "door", None) == Door.MACHINE else None
