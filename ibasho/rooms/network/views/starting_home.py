"""What a group's own page of the network shows of start-ups it is part of, and of what was handed on to or from it."""

from __future__ import annotations

from django.template.loader import render_to_string

from ibasho.base.kernel import clock
from ibasho.base.ui.request import Request
from ibasho.rooms.network.queries import handing
from ibasho.rooms.network.queries import starting as queries
from ibasho.town.people.models import Organisation


def part(request: Request, organisation: Organisation) -> str:
    """Safe HTML, or nothing where there is neither."""
    paths = queries.of_organisation(organisation.pk, clock.day(request.at))
    handed = list(handing.of_organisation(organisation.pk))
    if not paths and not handed:
        return ""
    context = {"paths": paths, "handed": handed, "organisation": organisation}
    return render_to_string("network/starting/_ops_part.html", context, request=request)
