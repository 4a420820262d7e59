"""Whose page this is: the link a helper was given, kept in a signed cookie of this room's pages alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse

from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.ui.request import Request
from ibasho.rooms.roster.models import Helper
from ibasho.rooms.roster.queries import my_shifts

COOKIE, SALT, PATH = "shifts", "roster.shifts", "/shifts/"
DAYS = 365
BY = Actor.public(Via.LINK)
View = Callable[..., HttpResponse]


def keep(response: HttpResponse, token: str) -> HttpResponse:
    """The phone stays the helper's until they leave or a new link is given."""
    response.set_signed_cookie(
        COOKIE, token, salt=SALT, max_age=DAYS * 86_400, path=PATH, secure=settings.SESSION_COOKIE_SECURE,
        httponly=True, samesite="Lax",
    )  # fmt: skip
    return response


def forget(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")
    return response


def holder(request: Request) -> Helper | None:
    """None: no link, one that was changed, or one that no longer opens anything."""
    token = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=DAYS * 86_400)
    return my_shifts.by_token(token or "")


def held(view: View) -> View:
    """The view gets the helper; without a link that holds there is no such page."""

    @wraps(view)
    def given(request: Request, *args: Any, **named: Any) -> HttpResponse:
        helper = holder(request)
        if helper is None:
            raise Http404
        return private(view(request, helper, *args, **named))

    return given


def private(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
