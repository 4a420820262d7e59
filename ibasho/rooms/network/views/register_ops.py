"""つながり for a group: what it has to do, its own papers, what others ask and lend. Put together from the nouns' parts."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.network.queries import papers
from ibasho.rooms.network.views import grants_ops, meetings_home, starting_home, supporting_ops
from ibasho.rooms.network.views.supporting_pages import own_group, own_groups
from ibasho.town.people.models import Organisation


def papers_part(request: Request, organisation: Organisation) -> str:
    """Its insurance and 保健所 facts, which it keeps itself, and agreements to read."""
    today = clock.day(request.at)
    found = papers.lines(organisation, today)
    context = {
        "organisation": organisation, "papers": found, "today": today,
        "endings": [one for rows in found.values() for one in rows if one.ends_alone],
        "home_uncovered": papers.home_uncovered(organisation.pk, today),
    }  # fmt: skip
    return render_to_string("network/register/_own_papers.html", context, request)


# One line per noun: safe HTML or nothing, in the order of what waits most.
PARTS: tuple[Callable[[Request, Organisation], str], ...] = (
    meetings_home.part,
    starting_home.part,
    papers_part,
    supporting_ops.part,
    grants_ops.part,
)


@doors.operator
@require_safe
def home(request: Request) -> HttpResponse:
    """Of one group; who is in several chooses by `?group=`."""
    now, mine = own_group(request), own_groups(request)
    here = reverse("network:ops_network")
    context = {
        "organisation": now, "parts": [part(request, now) for part in PARTS],
        "tabs": [(one.name, f"{here}?group={one.public_id}", one == now) for one in mine] if len(mine) > 1 else [],
    }  # fmt: skip
    return render(request, "network/register/ops.html", context)
