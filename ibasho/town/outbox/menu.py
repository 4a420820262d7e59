"""Entries of the outbox in the doors' menus."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.ui.menu import Entry
from ibasho.base.ui.request import Request
from ibasho.base.ui.waiting import once
from ibasho.town.outbox.queries import waiting
from ibasho.town.people import policies
from ibasho.town.people.permissions import Permission


def _manages(request: HttpRequest) -> bool:
    known = cast(Request, request)
    return policies.may(known.actor, Permission.OUTBOX_MANAGE, day=clock.day(known.at))


def _waiting(request: HttpRequest) -> int:
    return sum(one.count for one in once(request, waiting.waiting_for))


MENU = (
    Entry("family", _("おしらせ"), "outbox:own", "bell", order=80, may=lambda r: r.user.is_authenticated),
    Entry(
        "desk", _("未送信"), "outbox:unsent", "mail", section="migaku", order=90, may=_manages, count=_waiting
    ),
)
