"""The desk's pages of surplus beside each other."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.request import Request
from ibasho.rooms.surplus import policies
from ibasho.town.people.permissions import Permission

Crumbs = list[tuple[str, str]]
Tab = tuple[str, str, bool]
_PAGES: tuple[tuple[str, str | Promise], ...] = (
    ("desk_board", _("おすそわけ")),
    ("desk_offers", _("出す人")),
    ("desk_receivers", _("うけとる所")),
    ("desk_carrying", _("運ぶ")),
    ("desk_records", _("記録")),
)


def require(request: Request, permission: Permission) -> None:
    """Raises NotFound (404) for who may not know of the page."""
    policies.require(request.actor, permission, at=request.at)


def may(request: Request, permission: Permission) -> bool:
    return policies.may(request.actor, permission, at=request.at)


def pages(current: str) -> list[Tab]:
    """(label, address, is this page) for the row of tabs. `current`: the url name without its namespace."""
    return [(str(label), reverse(f"surplus:{name}"), name == current) for name, label in _PAGES]


def crumbs(*pairs: tuple[str, str]) -> Crumbs:
    """Behind the board; the last pair is the page itself and has no address."""
    return [(str(_("おすそわけ")), reverse("surplus:desk_board")), *pairs]
