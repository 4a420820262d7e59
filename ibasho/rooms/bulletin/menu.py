"""What bulletin adds to the doors' menus, one entry at each; its page leads to every other of the room."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.menu import Entry
from ibasho.base.ui.request import Request
from ibasho.base.ui.waiting import once
from ibasho.rooms.bulletin import policies
from ibasho.rooms.bulletin.queries import stories, waiting
from ibasho.town.people.permissions import Permission as P


def _reads(request: HttpRequest) -> bool:
    known = cast(Request, request)
    return policies.may(known.actor, P.BULLETIN_READ, at=known.at)


def _waiting(request: HttpRequest) -> int:
    return sum(one.count for one in once(request, waiting.waiting_for))


def _tells(request: HttpRequest) -> bool:
    known = cast(Request, request)
    return bool(stories.own_groups(known.actor, known.at))


def _back(request: HttpRequest) -> int:
    return once(request, stories.back)


MENU: tuple[Entry, ...] = (
    Entry("desk", _("知らせる"), "bulletin:desk_home", "bell", section="tsunagu", order=60, may=_reads, count=_waiting),
    Entry("operator", _("活動だより"), "bulletin:ops_stories", "photo", order=14, may=_tells, count=_back),
    Entry("family", _("おしらせを えらぶ"), "bulletin:my", "bell", order=81, may=lambda request: request.user.is_authenticated),
)  # fmt: skip
