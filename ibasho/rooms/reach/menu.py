"""What reach adds to the doors' menus."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.ui.menu import Entry
from ibasho.rooms.reach.queries import waiting
from ibasho.town.people import policies
from ibasho.town.people.permissions import Permission


def _reads(request: HttpRequest) -> bool:
    return policies.may(request.actor, Permission.REACH_READ, day=clock.day(request.at))  # type: ignore[attr-defined]


def _visits_waiting(request: HttpRequest) -> int:
    found = waiting.waiting_for(request.actor, request.at)  # type: ignore[attr-defined]
    return sum(one.count for one in found if one.url == "reach:rotas")


MENU = (
    Entry("desk", _("空白地区"), "reach:overview", "map", section="fuyasu", order=10, may=_reads),
    Entry(
        "desk", _("出張開設"), "reach:rotas", "bus", section="fuyasu", order=30, may=_reads, count=_visits_waiting,
    ),
)  # fmt: skip
