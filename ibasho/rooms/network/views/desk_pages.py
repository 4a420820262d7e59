"""The desk's pages of network beside each other."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.request import Request
from ibasho.rooms.network import policies
from ibasho.town.people.permissions import Permission as P

Crumbs = list[tuple[str, str]]
Tab = tuple[str, str, bool]
_PAGES: tuple[tuple[str, str | Promise], ...] = (
    ("desk_groups", _("団体")),
    ("desk_sheets", _("実態把握")),
    ("desk_meetings", _("交流会")),
    ("desk_starting", _("立ち上げ")),
    ("desk_supporting", _("応援")),
    ("desk_grants", _("助成金・報告")),
)


def pages(current: str, request: Request) -> list[Tab]:
    """(label, address, is this page) for the row of tabs. `current`: the url name without its namespace."""
    if not policies.may(request.actor, P.NETWORK_READ, at=request.at):
        return []
    return [(str(label), reverse(f"network:{name}"), name == current) for name, label in _PAGES]


def crumbs(*pairs: tuple[str, str]) -> Crumbs:
    """Behind the register; the last pair is the page itself and has no address."""
    return [(str(_("つながり")), reverse("network:desk_groups")), *pairs]
