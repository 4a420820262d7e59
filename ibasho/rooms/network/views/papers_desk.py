"""Agreements, insurance, 保健所 of a group, typed in by the city or the CSW."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.network import policies
from ibasho.rooms.network.actions import papers as actions
from ibasho.rooms.network.forms.papers import FORMS as KINDS
from ibasho.rooms.network.forms.papers import MODELS, OWN, Paper
from ibasho.rooms.network.views.register_frame import FORMS, answered, find_group, frame, go_on, group_page
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission


@doors.desk
@require_http_methods(FORMS)
def paper_new(request: Request, public_id: str, kind: str) -> HttpResponse:
    organisation = find_group(request, public_id, _needed(kind))
    form = KINDS[kind](request.POST or None, organisation=organisation)
    return answered(
        request, form, lambda: actions.add(organisation=organisation, given=form.given(), by=request.actor, at=request.at),
        thanks=_("入れました。"), back=group_page(organisation, kind),
        words=_words(request, organisation, kind, _("{paper}を 入れる")),
    )  # fmt: skip


@doors.desk
@require_http_methods(FORMS)
def paper(request: Request, kind: str, public_id: str) -> HttpResponse:
    found = _found(request, kind, public_id)
    form = KINDS[kind](request.POST or None, organisation=found.organisation, paper=found)
    words = {
        **_words(request, found.organisation, kind, _("{paper}を 直す")), "kind": kind, "paper": found,
        "remove": "network:desk_paper_remove", "do": "network:desk_paper_do",
    }  # fmt: skip
    return answered(
        request, form, lambda: actions.change(paper=found, given=form.given(), by=request.actor, at=request.at),
        thanks=_("直しました。"), back=group_page(found.organisation, kind), words=words,
    )  # fmt: skip


@doors.desk
@require_POST
def paper_remove(request: Request, kind: str, public_id: str) -> HttpResponse:
    found = _found(request, kind, public_id)
    done(
        request, lambda: actions.remove(paper=found, by=request.actor, at=request.at),
        thanks=_("入れまちがいを 消しました。"),
    )  # fmt: skip
    return redirect(group_page(found.organisation, kind))


@doors.desk
@require_POST
def paper_do(request: Request, kind: str, public_id: str) -> HttpResponse:
    found = _found(request, kind, public_id)
    go_on(request, found)
    return redirect(group_page(found.organisation, kind))


def _needed(kind: str) -> Permission:
    if kind not in KINDS:
        raise Http404
    return Permission.NETWORK_WRITE if kind in OWN else Permission.NETWORK_MANAGE


def _found(request: Request, kind: str, public_id: str) -> Paper:
    policies.require(request.actor, _needed(kind), at=request.at)
    rows: Any = MODELS[kind].objects
    found: Paper | None = rows.select_related("organisation").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _words(request: Request, organisation: Organisation, kind: str, heading: str) -> dict[str, Any]:
    form = KINDS[kind]
    told = heading.format(paper=form.heading)
    return {
        **frame(request, organisation, (told, "")),
        "heading": told,
        "text": form.text,
        "group": organisation.name,
    }
