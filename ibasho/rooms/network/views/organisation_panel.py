"""On the page of an organisation's name and accounts: the way to its card, for who may read it."""

from __future__ import annotations

from django.template.loader import render_to_string

from ibasho.base.ui.request import Request
from ibasho.rooms.network import policies
from ibasho.rooms.network.queries.register import NOT_LISTED
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission


def panel(request: Request, organisation: Organisation) -> str:
    """Safe HTML, or nothing."""
    if organisation.kind in NOT_LISTED or not policies.may(
        request.actor, Permission.NETWORK_READ, at=request.at
    ):
        return ""
    return render_to_string("network/register/_organisation.html", {"organisation": organisation}, request)
