"""Calendars and news to subscribe to. Whoever holds an older copy is told so without sending it again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import quote

import segno
from django.http import Http404, HttpResponse
from django.utils.http import http_date
from django.views.decorators.http import conditional_page, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui.doors import child, shared
from ibasho.base.ui.request import Request
from ibasho.town.places.datasets import ical, syndication
from ibasho.town.places.datasets.syndication import Channel
from ibasho.town.places.queries import directory, feeds, news, published

FRESH_SECONDS = 300
View = Callable[..., HttpResponse]


def open_data(view: View) -> View:
    """For everybody and every program: GET only, with ETag, readable from other pages, kept for five minutes."""

    @child
    @shared(query=("encoding", "generation"))
    @require_safe
    @conditional_page
    @wraps(view)
    def given(request: Request, **named: str) -> HttpResponse:
        response = view(request, **named)
        response.headers.setdefault("Cache-Control", f"public, max-age={FRESH_SECONDS}")
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Last-Modified"] = http_date(int(directory.changed_at(request.at).timestamp()))
        return response

    return given


def answer(body: bytes, kind: str, *, filename: str = "") -> HttpResponse:
    """A file as it goes out; with a `filename` it is saved, without it is shown."""
    response = HttpResponse(body, content_type=kind)
    if filename:
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(filename)}"
    return response


@open_data
def place(request: Request, public_id: str) -> HttpResponse:
    return _calendar(feeds.of_place(public_id, clock.day(request.at)), public_id)


@open_data
def event(request: Request, public_id: str) -> HttpResponse:
    return _calendar(feeds.of_event(public_id), public_id)


@open_data
def district(request: Request, code: str) -> HttpResponse:
    if "\x00" in code:
        raise Http404
    return _calendar(feeds.of_district(code, clock.day(request.at)), code)


@open_data
def city(request: Request) -> HttpResponse:
    return _calendar(feeds.of_city(clock.day(request.at)), "ibasho")


def _calendar(feed: ical.Feed, name: str) -> HttpResponse:
    response = answer(ical.write(feed), "text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}.ics"
    return response


@open_data
def news_rss(request: Request) -> HttpResponse:
    return _news(request, syndication.rss, "application/rss+xml")


@open_data
def news_atom(request: Request) -> HttpResponse:
    return _news(request, syndication.atom, "application/atom+xml")


def _news(request: Request, write: Callable[[Channel], bytes], kind: str) -> HttpResponse:
    channel = news.channel(request.at, directory.absolute(request.path))
    return answer(write(channel), f"{kind}; charset=utf-8")


@open_data
def qr(request: Request, public_id: str) -> HttpResponse:
    """The address of the page as a QR code, for a poster or another phone."""
    found = published.listed().filter(public_id=public_id).first()
    if found is None:
        raise Http404
    code = segno.make(directory.page_of(found), error="m", micro=False)
    body = code.svg_inline(scale=6, border=4, light="#fff").encode()
    return answer(body.replace(b"<svg ", b'<svg xmlns="http://www.w3.org/2000/svg" ', 1), "image/svg+xml")
