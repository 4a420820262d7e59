"""The numbers beside a menu's entries: what waits for whoever looks.

To count them for every page took four fifths of a page of the desk. They stay as they are until somebody does something — every
deed stands in the journal — or the minute is over, and no longer than `MENU_SECONDS`: for what no deed brought (a letter that
did not go out), and for the rare deed whose entry was numbered before another's and committed after it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from time import monotonic

from django.conf import settings
from django.http import HttpRequest

from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.request import Request

KEPT_MAX = 4_096
Key = tuple[Actor, str]


@dataclass(frozen=True, slots=True)
class _Said:
    moment: tuple[int, datetime]  # the journal's last entry before it was counted, and the minute
    at: float  # of a clock that never goes back
    number: int


_kept: OrderedDict[Key, _Said] = OrderedDict()
_journals: list[Callable[[], int]] = []  # one, once the journal is there
_lock = Lock()


def since(last_deed: Callable[[], int]) -> None:
    """Called by the journal, which stands above: the number of its newest entry."""
    _journals[:] = [last_deed]


def number(request: Request, name: str, count: Callable[[HttpRequest], int]) -> int:
    """What `count` says, or said just now to the same person. `name` of the entry."""
    if not settings.MENU_SECONDS or not _journals:
        return count(request)
    key, now = (request.actor, name), monotonic()
    moment = (_last_deed(request), request.at.replace(second=0, microsecond=0))
    said = _kept.get(key)
    if said is None or said.moment != moment or now - said.at > settings.MENU_SECONDS:
        said = _Said(moment, now, count(request))
        _keep(key, said)
    return said.number


def forget() -> None:
    """As if nobody had looked."""
    with _lock:
        _kept.clear()


def _keep(key: Key, said: _Said) -> None:
    with _lock:
        _kept[key] = said
        _kept.move_to_end(key)
        while len(_kept) > KEPT_MAX:
            _kept.popitem(last=False)


def _last_deed(request: Request) -> int:
    """Asked once a page."""
    if "_last_deed" not in request.__dict__:
        request.__dict__["_last_deed"] = _journals[0]()
    return int(request.__dict__["_last_deed"])
