"""What reports adds to the doors' menus."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.ui.menu import Entry
from ibasho.base.ui.request import Request
from ibasho.front.reports.queries import reviews
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission as P


def _finds_spots(request: HttpRequest) -> bool:
    day = clock.day(request.at)  # type: ignore[attr-defined]
    return all(people.may(request.actor, one, day=day) for one in (P.NETWORK_READ, P.REACH_READ))  # type: ignore[attr-defined]


def _looks_back(request: HttpRequest) -> bool:
    known = cast(Request, request)
    return bool(reviews.own_groups(known.actor, known.at))


def _reads(request: HttpRequest) -> bool:
    return people.may(request.actor, P.REPORTS_READ, day=clock.day(request.at))  # type: ignore[attr-defined]


_TABS = (
    "reports:desk_pilots", "reports:desk_issues", "reports:desk_decisions", "reports:desk_figures", "reports:desk_reviews",
    "reports:desk_yearly", "reports:desk_rehearsals",
)  # fmt: skip
_APRIL = ("reports:desk_handovers", "reports:desk_deputies")
MENU: tuple[Entry, ...] = (
    Entry("desk", _("はじめる場所"), "reports:desk_start", "map", section="fuyasu", order=27, may=_finds_spots),
    Entry("operator", _("ふりかえり"), "reports:ops_reviews", "review", order=46, may=_looks_back),
    Entry("desk", _("計画と ふりかえり"), "reports:desk_plan", "calendar", section="furikaeru", order=10, may=_reads, also=_TABS),
    Entry("desk", _("4月の 手順"), "reports:desk_april", "list", section="furikaeru", order=20, may=_reads, also=_APRIL),
)  # fmt: skip
