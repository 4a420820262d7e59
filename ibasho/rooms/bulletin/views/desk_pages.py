"""The desk's pages of bulletin beside each other."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin import policies
from ibasho.town.people.permissions import Permission

Crumbs = list[tuple[str, str]]
Tab = tuple[str, str, bool]
_PAGES: tuple[tuple[str, str | Promise], ...] = (
    ("desk_home", _("おしらせ")),
    ("desk_stories", _("活動だより")),
    ("desk_papers", _("紙・QR")),
    ("desk_schools", _("学校")),
    ("desk_line", _("LINE・ほかの道具")),
    ("desk_reach", _("とどいたか")),
    ("desk_readings", _("よみ")),
)


def require(request: Request, permission: Permission) -> None:
    """Raises NotFound (404) for who may not know of the page."""
    policies.require(request.actor, permission, at=request.at)


def may(request: Request, permission: Permission) -> bool:
    return policies.may(request.actor, permission, at=request.at)


def pages(current: str) -> list[Tab]:
    """(label, address, is this page) for the row of tabs. `current`: the url name without its namespace."""
    return [(str(label), reverse(f"bulletin:{name}"), name == current) for name, label in _PAGES]


def crumbs(*pairs: tuple[str, str]) -> Crumbs:
    """Behind the room's first page; the last pair is the page itself and has no address."""
    return [(str(_("知らせる")), reverse("bulletin:desk_home")), *pairs]
