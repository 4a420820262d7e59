"""For who helps starters: blank areas as spots to begin, buildings near, places like the one that is wanted."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.front.reports.forms.start import ChooseForm, SpotsForm
from ibasho.front.reports.queries import start_spots as queries
from ibasho.rooms.network import policies
from ibasho.rooms.network.actions import starting
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission as P

CELL_MAX = 16


@doors.desk
@require_safe
def desk_start(request: Request) -> HttpResponse:
    """`?cell=` opens one spot."""
    _require(request)
    today = clock.day(request.at)
    form = SpotsForm(request.GET, today=today)
    found = queries.ground(form.ages_chosen)
    context: dict[str, Any] = {
        "form": form, "ground": found, "crumbs": crumbs((_("はじめる場所"), "")),
        "may_write": policies.may(request.actor, P.NETWORK_WRITE, at=request.at),
    }  # fmt: skip
    code = request.GET.get("cell", "")[:CELL_MAX]
    if found is not None and code:
        return _cell(request, form, found, code, context)
    if found is not None:
        context["spots"] = queries.spots(found, today, district=form.district_chosen)
    return render(request, "reports/start/spots.html", context)


@doors.desk
@require_POST
def desk_start_choose(request: Request) -> HttpResponse:
    """A starter who asked already begins in this cell."""
    _require(request)
    policies.require(request.actor, P.NETWORK_MANAGE, at=request.at)
    code, found = request.POST.get("cell", "")[:CELL_MAX], queries.ground(queries.AGES[0])
    spot = queries.spot(found, code, clock.day(request.at)) if found else None
    form = ChooseForm(request.POST, startups=queries.waiting_starters())
    if spot is None or not form.is_valid():
        raise Http404
    values = {"cell_code": code, "district_code": spot.cell.district_code or form.chosen.district_code}
    done(
        request, lambda: starting.change(startup=form.chosen, values=values, by=request.actor, at=request.at),
        thanks=_("この場所で すすめます。"),
    )  # fmt: skip
    return redirect("network:desk_start", public_id=form.chosen.public_id)


def _cell(
    request: Request, form: SpotsForm, found: queries.Ground, code: str, context: dict[str, Any]
) -> HttpResponse:
    today = clock.day(request.at)
    spot = queries.spot(found, code, today)
    if spot is None:
        raise Http404
    context |= {
        "spot": spot, "kind": form.kind_chosen, "alike": queries.alike(found, spot.cell, form.kind_chosen, today),
        "choose": ChooseForm(startups=queries.waiting_starters()),
        "may_manage": policies.may(request.actor, P.NETWORK_MANAGE, at=request.at),
        "crumbs": crumbs((_("はじめる場所"), reverse("reports:desk_start")), (spot.label, "")),
    }  # fmt: skip
    return render(request, "reports/start/spot.html", context)


def _require(request: Request) -> None:
    """Both what reach knows and what network knows."""
    policies.require(request.actor, P.NETWORK_READ, at=request.at)
    people.require_seen(request.actor, P.REACH_READ, day=clock.day(request.at))


def crumbs(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
    """Behind the board of start-ups, where both pages are entered."""
    return [(str(_("立ち上げ")), reverse("network:desk_starting")), *pairs]
