"""What reach adds to the doors' menus."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.ui.menu import Entry
from ibasho.town.people import policies
from ibasho.town.people.permissions import Permission


def _reads(request: HttpRequest) -> bool:
    return policies.may(request.actor, Permission.REACH_READ, day=clock.day(request.at))  # type: ignore[attr-defined]


MENU = (
    Entry("desk", _("空白地区"), "reach:overview", "map", section="fuyasu", order=10, may=_reads),
)  # fmt: skip
