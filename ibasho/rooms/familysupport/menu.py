"""What family support adds to the doors' menus. At the desk one entry leads to the board; its tabs lead on (views/desk_pages)."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.ui.menu import Entry
from ibasho.base.ui.waiting import once
from ibasho.rooms.familysupport.queries import dropin, waiting
from ibasho.town.people import policies
from ibasho.town.people.permissions import Permission


def _sees(request: HttpRequest) -> bool:
    return policies.may(request.actor, Permission.SUPPORT_FIGURES, day=clock.day(request.at))  # type: ignore[attr-defined]


def _takes_in(request: HttpRequest) -> bool:
    """Whose organisation runs a place of 一時預かり."""
    by, at = request.actor, request.at  # type: ignore[attr-defined]
    return policies.may(by, Permission.SESSIONS_RUN, day=clock.day(at)) and dropin.places(by, at).exists()


def _waits(request: HttpRequest) -> int:
    found = once(request, waiting.waiting_for)
    return sum(one.count for one in found)


MENU: tuple[Entry, ...] = (
    Entry("desk", _("ファミリーサポート"), "familysupport:desk_board", "hands", section="tsunagu", order=30, may=_sees, count=_waits),
    # --- figures ---
    Entry("operator", _("一時預かり"), "familysupport:ops_drop_in", "baby", order=18, may=_takes_in),
)  # fmt: skip
