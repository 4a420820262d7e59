"""What network adds to the doors' menus. At the groups' door one entry, whose page leads to every other of the room."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.ui.menu import Entry
from ibasho.base.ui.waiting import once
from ibasho.rooms.network import policies
from ibasho.rooms.network.queries import group_waiting, register, starting
from ibasho.town.people.permissions import Permission as P


def _reads(request: HttpRequest) -> bool:
    return policies.may(request.actor, P.NETWORK_READ, at=request.at)  # type: ignore[attr-defined]


def _own(request: HttpRequest) -> bool:
    return bool(register.own(request.actor, clock.day(request.at)))  # type: ignore[attr-defined]


def _waits_for_group(request: HttpRequest) -> int:
    return sum(one.count for one in once(request, group_waiting.waiting_for))


def _starters_wait(request: HttpRequest) -> int:
    return starting.asked_count()


MENU: tuple[Entry, ...] = (
    # --- register ---
    Entry("operator", _("つながり"), "network:ops_network", "friends", order=12, may=_own, count=_waits_for_group),
    Entry("desk", _("つながり"), "network:desk_groups", "friends", section="tsunagu", order=25, may=_reads),
    # --- starting ---
    Entry("desk", _("立ち上げ"), "network:desk_starting", "sprout", section="fuyasu", order=26, may=_reads, count=_starters_wait),
    # --- supporting, grants ---
    Entry("desk", _("応援"), "network:desk_supporting", "hands", section="tsunagu", order=27, may=_reads),
    Entry("desk", _("助成金・報告"), "network:desk_grants", "yen", section="furikaeru", order=40, may=_reads),
)  # fmt: skip
