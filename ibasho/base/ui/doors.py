"""The four doors of people and the one of machines. A view carries exactly one: it decides the look; who may pass is
decided by people.middleware."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from django.http import HttpRequest, HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Door(StrEnum):
    CHILD = "child"
    FAMILY = "family"
    OPERATOR = "operator"
    DESK = "desk"
    MACHINE = "machine"


_PREFIXES = {"/accounts/": Door.FAMILY, "/my/": Door.FAMILY, "/ops/": Door.OPERATOR, "/desk/": Door.DESK}


def _through(door: Door) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.door = door  # type: ignore[attr-defined]
        return view

    return mark


child = _through(Door.CHILD)  # child and citizen: no account
family = _through(Door.FAMILY)  # /my/ : any signed-in person
operator = _through(Door.OPERATOR)  # /ops/ : group, shop, farm
desk = _through(Door.DESK)  # /desk/ : the city


def machine(view: View) -> View:
    """For a machine that proves by a key of its own who it is: no cookie is read on the way (web.machine_door), so a
    forged form has nothing to ride on. The view keeps its own limits."""
    view.csrf_exempt = True  # type: ignore[attr-defined]
    return _through(Door.MACHINE)(view)


def anew(view: View) -> View:
    """Beside a door: what gives power away or takes protection away asks for the second factor again when it was
    shown some time ago (settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)."""
    view.anew = True  # type: ignore[attr-defined]
    return view


@dataclass(frozen=True, slots=True)
class Shared:
    """What a shared page is found by, besides address, language and furigana."""

    query: frozenset[str]
    cookies: tuple[str, ...]


def shared(*, query: tuple[str, ...] = (), cookies: tuple[str, ...] = ()) -> Callable[[View], View]:
    """Beside `child`: the page is the same for everybody who asks alike, and may be some seconds old (page_cache). Names
    what else the view reads: an address with another parameter is answered anew, another cookie is kept from the view.
    Not for what must be exact, and not for words somebody typed."""

    def mark(view: View) -> View:
        view.shared = Shared(frozenset(query), cookies)  # type: ignore[attr-defined]
        return view

    return mark


def door_of(request: HttpRequest) -> Door:
    """The door of the page asked for; on an error page, where no view answered, the one its address lies behind."""
    match = request.resolver_match
    chosen = getattr(match.func, "door", None) if match else None
    if chosen is not None:
        return Door(chosen)
    return next((door for prefix, door in _PREFIXES.items() if request.path.startswith(prefix)), Door.CHILD)
