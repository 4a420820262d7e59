"""What payouts adds to the doors' menus."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.ui.menu import Entry
from ibasho.base.ui.waiting import once
from ibasho.town.payouts.queries import waiting
from ibasho.town.people import policies
from ibasho.town.people.permissions import Permission


def _reads(request: HttpRequest) -> bool:
    return policies.may(request.actor, Permission.PAYOUTS_READ, day=clock.day(request.at))  # type: ignore[attr-defined]


def _waiting(request: HttpRequest) -> int:
    found = once(request, waiting.waiting_for)
    return sum(one.count for one in found)


MENU = (
    Entry("desk", _("支払い"), "payouts:runs", "yen", section="migaku", order=40, may=_reads, count=_waiting),
)
