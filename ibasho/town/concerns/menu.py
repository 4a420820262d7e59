"""What the centre's inbox adds to the desk's menu: for the centre alone, the number of what nobody has taken beside it."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.menu import Entry
from ibasho.town.concerns import policies
from ibasho.town.concerns.queries import concerns


def _sees(request: HttpRequest) -> bool:
    return policies.may(request.actor, at=request.at)  # type: ignore[attr-defined]


def _waits(request: HttpRequest) -> int:
    return concerns.waiting().count()


MENU: tuple[Entry, ...] = (
    Entry("desk", _("こどもの 声の 知らせ"), "concerns:desk_inbox", "mail", section="tsunagu", order=5, may=_sees, count=_waits),
)  # fmt: skip
