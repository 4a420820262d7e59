"""Notices as RSS and Atom, for everybody and for one's own districts: `?district=M01&district=M02`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.utils.http import http_date
from django.views.decorators.http import conditional_page, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin.queries import news, options
from ibasho.town.places.datasets import syndication
from ibasho.town.places.datasets.syndication import Channel
from ibasho.town.places.queries.directory import absolute

FRESH_SECONDS = 60  # a closure is no news an hour later
View = Callable[[Request], HttpResponse]


def _open(view: View) -> View:
    """For every program: GET only, with ETag, readable from other pages."""

    @doors.child
    @doors.shared(query=("district",))
    @require_safe
    @conditional_page
    @wraps(view)
    def given(request: Request) -> HttpResponse:
        response = view(request)
        response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return given


@_open
def rss(request: Request) -> HttpResponse:
    return _feed(request, syndication.rss, "application/rss+xml")


@_open
def atom(request: Request) -> HttpResponse:
    return _feed(request, syndication.atom, "application/atom+xml")


def districts(request: Request) -> list[str]:
    """Those of `?district=` that this city has."""
    known = {one.code for one in options.districts(clock.day(request.at))}
    return sorted({code for code in request.GET.getlist("district") if code in known})


def _feed(request: Request, write: Callable[[Channel], bytes], kind: str) -> HttpResponse:
    codes = districts(request)
    own = request.path + ("?" + "&".join(f"district={code}" for code in codes) if codes else "")
    channel = news.channel(codes, absolute(own))
    response = HttpResponse(write(channel), content_type=f"{kind}; charset=utf-8")
    if channel.changed_at is not None:
        response.headers["Last-Modified"] = http_date(int(channel.changed_at.timestamp()))
    return response
