"""Staff give a helper the link: on paper, by mail, or read out on the telephone."""

from __future__ import annotations

import segno
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.links import grouped
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.roster.actions import link_letters
from ibasho.rooms.roster.actions import links as actions
from ibasho.rooms.roster.queries import links as queries
from ibasho.rooms.roster.queries import veiled
from ibasho.rooms.roster.views.sides import DESK, OPS, Side, pages
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]


@doors.operator
@require_safe
def ops_links(request: Request) -> HttpResponse:
    return _links(request, OPS)


@doors.desk
@require_safe
def desk_links(request: Request) -> HttpResponse:
    return _links(request, DESK)


@doors.operator
@require_http_methods(FORMS)
def ops_link(request: Request, public_id: str) -> HttpResponse:
    return _link(request, public_id, OPS)


@doors.desk
@require_http_methods(FORMS)
def desk_link(request: Request, public_id: str) -> HttpResponse:
    return _link(request, public_id, DESK)


def _links(request: Request, side: Side) -> HttpResponse:
    people.require_seen(request.actor, Permission.ROSTER_MANAGE, day=clock.day(request.at))
    shown = veiled.named(queries.helpers(request.actor, request.at), by=request.actor, at=request.at)
    found = [(one, side.url("link", one.public_id)) for one in shown]
    page = {
        "helpers": found,
        "layout": side.layout,
        "pages": pages(side, "links", manages=True),
        "crumbs": side.crumbs((_("手伝う人の 番"), "")),
    }
    return render(request, "roster/mine/links.html", page)


def _link(request: Request, public_id: str, side: Side) -> HttpResponse:
    """Asks first: a new link ends the old one. The link itself is shown once, here."""
    helper = queries.own_helper(request.actor, public_id, request.at)
    veiled.require(helper, by=request.actor, at=request.at)
    page = {
        "helper": helper, "layout": side.layout, "back": side.url("links"),
        "reachable": link_letters.reachable(helper),
        "crumbs": side.crumbs((_("手伝う人の リンク"), side.url("links")), (helper.call_name, "")),
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "roster/mine/link.html", page)
    given = actions.give(
        helper=helper, mail=request.POST.get("mail") == "yes", by=request.actor, at=request.at
    )
    shown = {
        **page,
        "given": given,
        "letters": grouped(given.token),
        "site": settings.PUBLIC_URL,
        "qr": _qr(given.address),
    }
    return render(request, "roster/mine/link_given.html", shown)


def _qr(address: str) -> SafeString:
    return SafeString(
        segno.make(address, error="m", micro=False).svg_inline(omitsize=True, border=2, light="#fff")
    )
