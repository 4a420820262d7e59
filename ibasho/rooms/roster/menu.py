"""What roster adds to the doors' menus. Each noun keeps its own entries; at the groups' door one, whose page leads to every
other of the room: a phone shows few."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.ui.menu import Entry
from ibasho.base.ui.waiting import once
from ibasho.rooms.roster.queries import hours_waiting, joining_waiting, shifts_waiting
from ibasho.town.people import policies
from ibasho.town.people.permissions import Permission


def _sees(request: HttpRequest) -> bool:
    return policies.may(request.actor, Permission.ROSTER_SEE, day=clock.day(request.at))  # type: ignore[attr-defined]


def _short(request: HttpRequest) -> int:
    return shifts_waiting.how_many(request.actor, request.at)  # type: ignore[attr-defined]


def _keeps_people(request: HttpRequest) -> bool:
    return policies.may(request.actor, Permission.ROSTER_MANAGE, day=clock.day(request.at))  # type: ignore[attr-defined]


def _people_wait(request: HttpRequest) -> int:
    told = once(request, joining_waiting.figures)
    return told.applied + told.due


def _keeps_hours(request: HttpRequest) -> bool:
    return policies.may(request.actor, Permission.ROSTER_HOURS, day=clock.day(request.at))  # type: ignore[attr-defined]


def _hours_wait(request: HttpRequest) -> int:
    found = hours_waiting.waiting_for(request.actor, request.at)  # type: ignore[attr-defined]
    return sum(one.count for one in found)


MENU: tuple[Entry, ...] = (
    # --- shifts ---
    Entry("operator", _("見守りの名簿"), "roster:ops_rosters", "friends", order=16, may=_sees, count=_people_wait),
    Entry("desk", _("見守りの名簿"), "roster:desk_rosters", "friends", section="tsunagu", order=20, may=_sees, count=_short),
    # --- joining ---
    Entry("desk", _("手伝う人"), "roster:desk_people", "hands", section="tsunagu", order=21, may=_keeps_people, count=_people_wait),
    # --- turns ---
    Entry("desk", _("手伝う人の番"), "roster:desk_open_shifts", "link", section="tsunagu", order=22, may=_keeps_people),
    # --- hours ---
    Entry("desk", _("見守りの時間と謝礼"), "roster:desk_hours", "clock", section="migaku", order=34, may=_keeps_hours, count=_hours_wait),
)  # fmt: skip
