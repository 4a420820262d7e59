"""What reach adds to the doors' menus."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.ui.menu import Entry
from ibasho.base.ui.waiting import once
from ibasho.rooms.reach.queries import waiting
from ibasho.town.people import policies
from ibasho.town.people.permissions import Permission


def _reads(request: HttpRequest) -> bool:
    return policies.may(request.actor, Permission.REACH_READ, day=clock.day(request.at))  # type: ignore[attr-defined]


def _visits_waiting(request: HttpRequest) -> int:
    found = once(request, waiting.waiting_for)
    return sum(one.count for one in found if one.url == "reach:rotas")


MENU = (
    Entry("desk", _("空白地区"), "reach:overview", "map", section="fuyasu", order=10, may=_reads),
    Entry("desk", _("もし ここで 開いたら"), "reach:whatif", "pin", section="fuyasu", order=20, may=_reads),
    Entry("desk", _("計画"), "reach:plans", "sprout", section="fuyasu", order=22, may=_reads),
    Entry("desk", _("候補の場所"), "reach:candidates", "arch", section="fuyasu", order=24, may=_reads),
    Entry("desk", _("くらべる・これから"), "reach:compare", "chart", section="fuyasu", order=26, may=_reads),
    Entry(
        "desk", _("出張開設"), "reach:rotas", "bus", section="fuyasu", order=30, may=_reads, count=_visits_waiting,
    ),
)  # fmt: skip
