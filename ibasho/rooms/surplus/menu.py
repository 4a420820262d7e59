"""What surplus adds to the doors' menus. Each noun keeps its own entries; at the groups' door one, whose page leads to every
other of the room."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.menu import Entry
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.queries import sharing
from ibasho.town.people.permissions import Permission as P


def _takes_part(request: HttpRequest) -> bool:
    return any(policies.may(request.actor, one, at=request.at) for one in (P.SURPLUS_OWN, P.SURPLUS_HAND))  # type: ignore[attr-defined]


def _reads(request: HttpRequest) -> bool:
    return policies.may(request.actor, P.SURPLUS_READ, at=request.at)  # type: ignore[attr-defined]


def _to_confirm(request: HttpRequest) -> int:
    return sharing.to_confirm(request.at).count()  # type: ignore[attr-defined]


MENU: tuple[Entry, ...] = (
    # --- offers ---
    Entry("operator", _("おすそわけ"), "surplus:ops_home", "carrot", order=13, may=_takes_part),
    # --- sharing ---
    Entry("desk", _("おすそわけ"), "surplus:desk_board", "carrot", section="tsunagu", order=30, may=_reads, count=_to_confirm),
)  # fmt: skip
