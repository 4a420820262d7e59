"""What the front adds to the doors' menus: their home pages."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.ui.menu import Entry
from ibasho.base.ui.request import Request
from ibasho.base.ui.waiting import once
from ibasho.town.people import policies
from ibasho.town.people.permissions import Permission
from ibasho.town.places.queries import ops as places


def _leads(request: HttpRequest) -> bool:
    known = cast(Request, request)
    return policies.may_city(known.actor, Permission.PEOPLE_MANAGE, day=clock.day(known.at))


def _has_places(request: HttpRequest) -> bool:
    return once(request, places.has_places)


def _has_none(request: HttpRequest) -> bool:
    return not _has_places(request)


MENU = (
    Entry("operator", _("わたしたちの場所"), "ops_home", "house", order=5, may=_has_places),
    Entry("operator", _("わたしたちの ページ"), "ops_home", "house", order=5, may=_has_none),
    Entry("desk", _("きょうの机"), "desk_home", "sun", order=1),
    Entry(
        "desk",
        _("個人情報ファイル簿"),
        "desk_files",
        "list",
        section="furikaeru",
        order=95,
        may=_leads,
        also=("desk_impact",),
    ),
)
