"""つながり for a group: what it has to do, its own papers, what others ask and lend. Put together from the nouns' parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.network import policies
from ibasho.rooms.network.actions import papers as actions
from ibasho.rooms.network.forms.papers import FORMS as KINDS
from ibasho.rooms.network.forms.papers import MODELS, OWN, Paper
from ibasho.rooms.network.queries import papers
from ibasho.rooms.network.queries import register as queries
from ibasho.rooms.network.views import grants_ops, meetings_home, starting_home, supporting_ops
from ibasho.rooms.network.views.register_frame import FORMS, answered, go_on
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission


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
    """Of one group; who is in several chooses by `?of=`."""
    mine = queries.own(request.actor, clock.day(request.at))
    if not mine:
        policies.require(request.actor, Permission.NETWORK_OWN, at=request.at)
        raise Http404
    asked = request.GET.get("of", "")
    now = next((one for one in mine if one.public_id == asked), mine[0])
    here = reverse("network:ops_network")
    context = {
        "organisation": now, "parts": [part(request, now) for part in PARTS],
        "tabs": [(one.name, f"{here}?of={one.public_id}", one == now) for one in mine] if len(mine) > 1 else [],
    }  # fmt: skip
    return render(request, "network/register/ops.html", context)


@doors.operator
@require_http_methods(FORMS)
def paper_new(request: Request, public_id: str, kind: str) -> HttpResponse:
    organisation = _own(request, Organisation.objects.filter(public_id=public_id).first(), kind)
    form = KINDS[kind](request.POST or None, organisation=organisation)
    return answered(
        request, form, lambda: actions.add(organisation=organisation, given=form.given(), by=request.actor, at=request.at),
        thanks=_("入れました。市と CSWにも 見えます。"), back=_back(organisation),
        words=_words(kind, organisation, _("{paper}を 入れる")),
    )  # fmt: skip


@doors.operator
@require_http_methods(FORMS)
def paper(request: Request, kind: str, public_id: str) -> HttpResponse:
    found = _found(request, kind, public_id)
    form = KINDS[kind](request.POST or None, organisation=found.organisation, paper=found)
    words = {
        **_words(kind, found.organisation, _("{paper}を 直す")), "kind": kind, "paper": found,
        "remove": "network:ops_paper_remove", "do": "network:ops_paper_do",
    }  # fmt: skip
    return answered(
        request, form, lambda: actions.change(paper=found, given=form.given(), by=request.actor, at=request.at),
        thanks=_("直しました。市と CSWにも 見えます。"), back=_back(found.organisation), words=words,
    )  # fmt: skip


@doors.operator
@require_POST
def paper_remove(request: Request, kind: str, public_id: str) -> HttpResponse:
    found = _found(request, kind, public_id)
    done(
        request, lambda: actions.remove(paper=found, by=request.actor, at=request.at),
        thanks=_("入れまちがいを 消しました。"),
    )  # fmt: skip
    return redirect(_back(found.organisation))


@doors.operator
@require_POST
def paper_do(request: Request, kind: str, public_id: str) -> HttpResponse:
    found = _found(request, kind, public_id)
    go_on(request, found)
    return redirect(_back(found.organisation))


def _own(request: Request, organisation: Organisation | None, kind: str) -> Organisation:
    """Its own group, for a kind that it keeps itself; otherwise 404."""
    mine = queries.own(request.actor, clock.day(request.at))
    if organisation is None or organisation not in mine or kind not in OWN:
        raise Http404
    return organisation


def _found(request: Request, kind: str, public_id: str) -> Paper:
    if kind not in OWN:
        raise Http404
    rows: Any = MODELS[kind].objects
    found: Paper | None = rows.select_related("organisation").filter(public_id=public_id).first()
    _own(request, found.organisation if found else None, kind)
    assert found is not None
    return found


def _back(organisation: Organisation) -> str:
    return f"{reverse('network:ops_network')}?of={organisation.public_id}#papers"


def _words(kind: str, organisation: Organisation, heading: str) -> dict[str, Any]:
    form = KINDS[kind]
    return {
        "layout": "ui/operator.html", "heading": heading.format(paper=form.heading), "text": form.text,
        "group": organisation.name,
    }  # fmt: skip
