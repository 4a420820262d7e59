"""What mealtickets adds to the doors' menus: at the desk one entry, whose page leads to every other of the room."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.ui.menu import Entry
from ibasho.base.ui.waiting import if_asked, once
from ibasho.rooms.mealtickets.queries import shops, work
from ibasho.town.people import policies
from ibasho.town.people.permissions import Permission


def _reads(request: HttpRequest) -> bool:
    return policies.may(request.actor, Permission.MEALS_READ, day=clock.day(request.at))  # type: ignore[attr-defined]


def _has_shop(request: HttpRequest) -> bool:
    found = if_asked(request, shops.own)
    return shops.has_shop(request.actor, request.at) if found is None else bool(found)  # type: ignore[attr-defined]


def _waiting(request: HttpRequest) -> int:
    found = once(request, work.waiting_for)
    return sum(one.count for one in found)


MENU = (
    Entry("operator", _("こどもの食事"), "mealtickets:ops_shops", "ticket", order=14, may=_has_shop),
    Entry("desk", _("食事チケット"), "mealtickets:desk_meals", "ticket", section="migaku", order=10, may=_reads, count=_waiting),
)  # fmt: skip
