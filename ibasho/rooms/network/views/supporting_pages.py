"""What the pages of supporters, wants and offers, grants and reports have in common: whose they are, and behind which door."""

from __future__ import annotations

from typing import Any, TypeVar

from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.ui.request import Request
from ibasho.base.ui.sides import Side
from ibasho.rooms.network import policies
from ibasho.rooms.network.models import GrantUse, Notice, SentReport
from ibasho.rooms.network.queries import register
from ibasho.rooms.network.views.desk_pages import crumbs, pages
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission as P

OPS, DESK = Side.two("network")
T = TypeVar("T", Notice, GrantUse, SentReport)


def own_groups(request: Request) -> list[Organisation]:
    """Those whose own matters this person keeps, or the one staff type in for. Http404 for who keeps none."""
    rows = register.own(request.actor, clock.day(request.at))
    if not rows:
        raise Http404
    return rows


def keeps(request: Request, organisation_id: int) -> bool:
    """Whether it is one of theirs."""
    rows = register.own(request.actor, clock.day(request.at))
    return any(one.pk == organisation_id for one in rows)


def own_group(request: Request) -> Organisation:
    """`?group=` of one's own; the first where none is asked for. Http404 for another's."""
    rows = own_groups(request)
    asked = request.GET.get("group", "")
    found = next((one for one in rows if one.public_id == asked), None if asked else rows[0])
    if found is None:
        raise Http404
    return found


def own_row(request: Request, row: T) -> T:
    """Itself. Http404 where it is another's: the groups' door shows nobody else's."""
    if not keeps(request, row.organisation_id):
        raise Http404
    return row


def sent(request: Request) -> QueryDict | None:
    """What a form is bound to: an empty one that was sent is sent all the same."""
    return request.POST if request.method == "POST" else None


def ops_page(request: Request, group: Organisation, home: str, label: str, title: str = "") -> dict[str, Any]:
    """`home`: the url name of this noun's first page, called `label`; `title` of a page behind it."""
    first = (label, f"{reverse(f'network:{home}')}?group={group.public_id}" if title else "")
    return {
        "side": OPS, "group": group, "groups": own_groups(request), "title": title or label,
        "crumbs": [(_("つながり"), reverse("network:ops_network")), first, *([(title, "")] if title else [])],
        "today": clock.day(request.at),
    }  # fmt: skip


def desk_page(request: Request, home: str, label: str, title: str = "") -> dict[str, Any]:
    first = (label, reverse(f"network:{home}") if title else "")
    return {
        "side": DESK, "title": title or label, "tabs": pages(home, request),
        "crumbs": crumbs(first, *([(title, "")] if title else [])), "today": clock.day(request.at),
        "manages": policies.may(request.actor, P.NETWORK_MANAGE, at=request.at),
        "writes": policies.may(request.actor, P.NETWORK_WRITE, at=request.at),
    }  # fmt: skip
