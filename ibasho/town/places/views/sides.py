"""One page behind two doors: a group sees its own, the city everyone's. The door gives layout and addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path

from ibasho.base.ui import doors
from ibasho.base.ui.doors import Door, door_of
from ibasho.base.ui.request import Request
from ibasho.base.ui.sides import Side

View = Callable[..., HttpResponse]
Page = tuple[str, View, str]


OPERATOR, DESK = Side.two("places")


def side(request: Request) -> Side:
    return DESK if door_of(request) is Door.DESK else OPERATOR


def paths(here: Side, pages: Iterable[Page]) -> list[URLPattern]:
    """Each page as `/ops/…` or `/desk/…`, named `ops_…` or `desk_…`, carrying that door."""
    return [
        path(f"{here.code}/{route}", _behind(here, view), name=f"{here.code}_{name}")
        for route, view, name in pages
    ]


def _behind(here: Side, view: View) -> View:
    """A view of its own for each door, for a door is a mark on the function."""

    @wraps(view)
    def passed(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs)

    return doors.desk(passed) if here is DESK else doors.operator(passed)
