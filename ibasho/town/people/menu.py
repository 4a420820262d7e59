"""Entries of people in the doors' menus."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.ui.menu import Entry
from ibasho.base.ui.request import Request
from ibasho.town.people import policies
from ibasho.town.people.permissions import Permission


def _may(request: HttpRequest, permission: Permission) -> bool:
    known = cast(Request, request)
    return policies.may(known.actor, permission, day=clock.day(known.at))


def _reads(request: HttpRequest) -> bool:
    return _may(request, Permission.PEOPLE_READ)


def _protects(request: HttpRequest) -> bool:
    return _may(request, Permission.PEOPLE_PROTECT)


def _leads(request: HttpRequest) -> bool:
    return _may(request, Permission.PEOPLE_MANAGE)


def _leads_city(request: HttpRequest) -> bool:
    known = cast(Request, request)
    return policies.may_city(known.actor, Permission.PEOPLE_MANAGE, day=clock.day(known.at))


MENU = (
    Entry("family", _("わたし"), "people:account", "user", order=90, may=lambda r: r.user.is_authenticated),
    Entry("operator", _("なかま"), "people:ops_organisations", "friends", order=80, may=_leads),
    Entry(
        "desk", _("団体・店"), "people:desk_organisations", "noren", section="tsunagu", order=60, may=_reads
    ),
    Entry("desk", _("ひと"), "people:desk_people", "user", section="tsunagu", order=61, may=_reads),
    Entry(
        "desk",
        _("見せて・直して・消して"),
        "people:desk_asks",
        "question",
        section="tsunagu",
        order=89,
        may=_leads_city,
    ),
    Entry("desk", _("保護"), "people:desk_protections", "lock", section="tsunagu", order=90, may=_protects),
)
