"""What mealtickets adds to the doors' menus."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.ui.menu import Entry
from ibasho.rooms.mealtickets.queries import shops
from ibasho.town.people import policies
from ibasho.town.people.permissions import Permission


def _reads(request: HttpRequest) -> bool:
    return policies.may(request.actor, Permission.MEALS_READ, day=clock.day(request.at))  # type: ignore[attr-defined]


def _has_shop(request: HttpRequest) -> bool:
    return shops.has_shop(request.actor, request.at)  # type: ignore[attr-defined]


def _applications(request: HttpRequest) -> int:
    found = shops.waiting_for(request.actor, request.at)  # type: ignore[attr-defined]
    return sum(one.count for one in found)


MENU = (
    # --- shops ---
    Entry("operator", _("こどもの食事"), "mealtickets:ops_shops", "ticket", order=14, may=_has_shop),
    Entry(
        "desk", _("協力飲食店"), "mealtickets:desk_shops", "noren", section="migaku", order=20, may=_reads,
        count=_applications,
    ),
)  # fmt: skip
