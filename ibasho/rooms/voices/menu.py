"""What voices adds to the doors' menus. At the desk one entry leads to the hearings; its tabs lead on (views/desk_pages)."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.ui.menu import Entry
from ibasho.town.people import policies
from ibasho.town.people.permissions import Permission as P


def _collects(request: HttpRequest) -> bool:
    return policies.may(request.actor, P.VOICES_COLLECT, day=clock.day(request.at))  # type: ignore[attr-defined]


def _reads(request: HttpRequest) -> bool:
    return policies.may(request.actor, P.VOICES_READ, day=clock.day(request.at))  # type: ignore[attr-defined]


MENU: tuple[Entry, ...] = (
    Entry("operator", _("こどもの声"), "voices:ops", "voice", order=16, may=_collects),
    Entry("child", _("こえ"), "voices:home", "voice", order=50),
    Entry("desk", _("こどもの声"), "voices:desk_hearings", "voice", section="migaku", order=60, may=_reads),
)
