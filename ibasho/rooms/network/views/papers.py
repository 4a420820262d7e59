"""Agreements, insurance, 保健所 of a group: typed in by the city or the CSW; insurance and 保健所 by the group itself too."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.base.ui.sides import Side
from ibasho.rooms.network.actions import papers as actions
from ibasho.rooms.network.forms.papers import FORMS as KINDS
from ibasho.rooms.network.forms.papers import OWN
from ibasho.rooms.network.queries.papers import MODELS, Paper
from ibasho.rooms.network.views.register_frame import FORMS, answered, find_group, frame, group_page
from ibasho.rooms.network.views.supporting_pages import DESK, OPS, own_groups
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission


@doors.desk
@require_http_methods(FORMS)
def desk_paper_new(request: Request, public_id: str, kind: str) -> HttpResponse:
    return _new(request, DESK, public_id, kind)


@doors.operator
@require_http_methods(FORMS)
def ops_paper_new(request: Request, public_id: str, kind: str) -> HttpResponse:
    return _new(request, OPS, public_id, kind)


@doors.desk
@require_http_methods(FORMS)
def desk_paper(request: Request, kind: str, public_id: str) -> HttpResponse:
    return _change(request, DESK, kind, public_id)


@doors.operator
@require_http_methods(FORMS)
def ops_paper(request: Request, kind: str, public_id: str) -> HttpResponse:
    return _change(request, OPS, kind, public_id)


@doors.desk
@require_POST
def desk_paper_remove(request: Request, kind: str, public_id: str) -> HttpResponse:
    return _remove(request, DESK, kind, public_id)


@doors.operator
@require_POST
def ops_paper_remove(request: Request, kind: str, public_id: str) -> HttpResponse:
    return _remove(request, OPS, kind, public_id)


@doors.desk
@require_POST
def desk_paper_do(request: Request, kind: str, public_id: str) -> HttpResponse:
    return _go_on(request, DESK, kind, public_id)


@doors.operator
@require_POST
def ops_paper_do(request: Request, kind: str, public_id: str) -> HttpResponse:
    return _go_on(request, OPS, kind, public_id)


def _new(request: Request, side: Side, public_id: str, kind: str) -> HttpResponse:
    organisation = _group(request, side, public_id, kind)
    form = KINDS[kind](request.POST or None, organisation=organisation)
    return answered(
        request, form, lambda: actions.add(organisation=organisation, given=form.given(), by=request.actor, at=request.at),
        thanks=_thanks(side, _("入れました。")), back=_back(side, organisation, kind),
        words=_words(request, side, organisation, kind, _("{paper}を 入れる")),
    )  # fmt: skip


def _change(request: Request, side: Side, kind: str, public_id: str) -> HttpResponse:
    found = _found(request, side, kind, public_id)
    form = KINDS[kind](request.POST or None, organisation=found.organisation, paper=found)
    words = {
        **_words(request, side, found.organisation, kind, _("{paper}を 直す")), "paper": found,
        "remove": side.url("paper_remove", kind, public_id), "do": side.url("paper_do", kind, public_id),
    }  # fmt: skip
    return answered(
        request, form, lambda: actions.change(paper=found, given=form.given(), by=request.actor, at=request.at),
        thanks=_thanks(side, _("直しました。")), back=_back(side, found.organisation, kind), words=words,
    )  # fmt: skip


def _remove(request: Request, side: Side, kind: str, public_id: str) -> HttpResponse:
    found = _found(request, side, kind, public_id)
    done(
        request, lambda: actions.remove(paper=found, by=request.actor, at=request.at),
        thanks=_("入れまちがいを 消しました。"),
    )  # fmt: skip
    return redirect(_back(side, found.organisation, kind))


def _go_on(request: Request, side: Side, kind: str, public_id: str) -> HttpResponse:
    """`let_go` or `keep_on`, as the button said."""
    found = _found(request, side, kind, public_id)
    if request.POST.get("do") == "keep_on":
        done(
            request, lambda: actions.keep_on(paper=found, by=request.actor, at=request.at),
            thanks=_("もどしました。おわりの日が 近づいたら お知らせします。"),
        )  # fmt: skip
    else:
        done(
            request, lambda: actions.let_go(paper=found, by=request.actor, at=request.at),
            thanks=_("つづけないことに しました。まちがえたときは「なおす」から もどせます。"),
        )  # fmt: skip
    return redirect(_back(side, found.organisation, kind))


def _group(request: Request, side: Side, public_id: str, kind: str) -> Organisation:
    """Any group at the desk; behind the groups' door its own, for a kind that it keeps itself. Http404 or NotFound otherwise."""
    if kind not in KINDS or (kind not in OWN and not side.is_desk):
        raise Http404
    if side.is_desk:
        needed = Permission.NETWORK_WRITE if kind in OWN else Permission.NETWORK_MANAGE
        return find_group(request, public_id, needed)
    found = next((one for one in own_groups(request) if one.public_id == public_id), None)
    if found is None:
        raise Http404
    return found


def _found(request: Request, side: Side, kind: str, public_id: str) -> Paper:
    rows: Any = MODELS[kind].objects if kind in MODELS else None
    found: Paper | None = rows and rows.select_related("organisation").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    _group(request, side, found.organisation.public_id, kind)
    return found


def _back(side: Side, organisation: Organisation, kind: str) -> str:
    if side.is_desk:
        return group_page(organisation, kind)
    return f"{reverse('network:ops_network')}?group={organisation.public_id}#papers"


def _thanks(side: Side, words: str) -> str:
    return words if side.is_desk else words + _("市と CSWにも 見えます。")


def _words(
    request: Request, side: Side, organisation: Organisation, kind: str, heading: str
) -> dict[str, Any]:
    form = KINDS[kind]
    told = heading.format(paper=form.heading)
    page = frame(request, organisation, (told, "")) if side.is_desk else {}
    return {**page, "layout": side.layout, "heading": told, "text": form.text, "group": organisation.name}
