"""The desk's pages of voices beside each other."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.request import Request
from ibasho.rooms.voices import policies
from ibasho.town.people.permissions import Permission as P

Crumbs = list[tuple[str, str]]
Tab = tuple[str, str, bool]
_PAGES: tuple[tuple[str, str | Promise, P], ...] = (
    ("desk_hearings", _("きく"), P.VOICES_READ),
    ("desk_reading", _("読む"), P.VOICES_MODERATE),
    ("desk_themes", _("答える"), P.VOICES_READ),
    ("desk_heard", _("だれに きいたか"), P.VOICES_READ),
    ("desk_wishes", _("ほしいもの"), P.VOICES_READ),
)


def pages(current: str, request: Request) -> list[Tab]:
    """(label, address, is this page) for the row of tabs. `current`: the url name without its namespace."""
    return [
        (str(label), reverse(f"voices:{name}"), name == current)
        for name, label, permission in _PAGES
        if policies.may(request.actor, permission, at=request.at)
    ]


def crumbs(*pairs: tuple[str, str]) -> Crumbs:
    """Behind the list of hearings; the last pair is the page itself and has no address."""
    return [(str(_("こどもの声")), reverse("voices:desk_hearings")), *pairs]
