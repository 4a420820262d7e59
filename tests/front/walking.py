"""Every page of children and families, each asked for as somebody who may see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve, reverse

from ibasho.base.kernel import clock
from ibasho.base.ui.holding import Holding
from ibasho.base.ui.languages.middleware import TRANSLATED
from ibasho.base.ui.links import Link
from ibasho.rooms.familysupport.models import Member
from ibasho.rooms.familysupport.queries import holders
from ibasho.rooms.familysupport.views import holding as support
from ibasho.rooms.roster.models import Helper
from ibasho.rooms.roster.queries import my_shifts
from ibasho.rooms.roster.views import holding as roster
from tests import objects
from tests.people import Cast, cast
from tests.signing_in import sign_in
from tests.test_access import expected, matrix

_WHO = ("anonymous", "tamotsu", "hana", "fumi", "aoi", "megumi", "tomoe", "sumi", "mado", "tsubaki", "ken")
_FILES = ("pdf", "poster", "calendar", "feed", "data_file", "icon", "photo", "paper")


@dataclass
class Walk:
    """`clients`: who walks; `paths`: the name of each address, whose client sees it, and where it is."""

    people: Cast
    clients: dict[str, Client] = field(default_factory=dict)
    pages: list[tuple[str, str, str]] = field(default_factory=list)

    def read(self, language: str, every: int = 1) -> Iterator[tuple[str, str]]:
        """(name of the address, page) of every n-th, in a language."""
        for name, who, path in self.pages[::every]:
            self.clients[who].cookies["language"] = language
            response = _asked(self.clients[who], path)
            if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
                yield name, response.content.decode()


def walk() -> Walk:
    """The world of the access matrix, with those who hold links beside the cast."""
    people = cast()
    made = objects.Objects(people)
    found = Walk(people)
    for who in _WHO:
        found.clients[who] = Client(raise_request_exception=False)
        if who != "anonymous":
            sign_in(found.clients[who], getattr(people, who))
    rows = {name: (row, made.kwargs(row.get("object"))) for name, row in matrix().items()}
    found.clients |= _link_holders()
    for name, (row, kwargs) in sorted(rows.items()):
        path = reverse(name, kwargs=kwargs)
        door = getattr(resolve(path).func, "door", None)
        if row.get("method") == "skip" or door not in TRANSLATED or any(one in name for one in _FILES):
            continue
        who = next((who for who in _WHO if expected(row, who) == 200), "") or _holder(found.clients, path)
        if who:
            found.pages.append((name, who, path))
    return found


def _link_holders() -> dict[str, Client]:
    helpers = {
        f"helper {row.pk}": _holding(roster._pages, my_shifts.LINK, row) for row in Helper.objects.all()
    }
    members = {
        f"member {row.pk}": _holding(support._pages, holders.LINK, row) for row in Member.objects.all()
    }
    return helpers | members


def _holding(pages: Holding[Any], link: Link, row: Any) -> Client:
    link.renew(row, clock.now())
    response = pages.keep(HttpResponse(), link.token(row))
    client = Client(raise_request_exception=False)
    client.cookies.update(response.cookies)
    return client


def _holder(clients: dict[str, Client], path: str) -> str:
    """Who of those with a link opens a page that none of the cast does."""
    kind = {"/support/": "member", "/shifts/": "helper"}
    wanted = next((who for start, who in kind.items() if path.startswith(start)), None)
    if wanted is None:
        return ""
    return next(
        (
            who
            for who, client in clients.items()
            if who.startswith(wanted) and _asked(client, path).status_code == 200
        ),
        "",
    )


def _asked(client: Client, path: str) -> Any:
    with transaction.atomic():  # what a page writes by being looked at is gone for the next
        response = client.get(path)
        transaction.set_rollback(True)
    return response
