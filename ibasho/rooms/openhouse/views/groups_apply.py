"""A group looks for a space and asks for it: its own days, the spaces, one week with what is free, the form, the paper."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors, presses
from ibasho.base.ui.papers import answer as pdf_file
from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse.actions import applications as actions
from ibasho.rooms.openhouse.forms.groups import ApplyForm, SlotForm
from ibasho.rooms.openhouse.models import Application, Space
from ibasho.rooms.openhouse.queries import applications as queries
from ibasho.rooms.openhouse.queries import group_papers as papers
from ibasho.rooms.openhouse.queries import slots
from ibasho.rooms.openhouse.rules.slots import DaysRefused
from ibasho.rooms.openhouse.views.groups_seeing import applying, crumbs

FORMS = ["GET", "HEAD", "POST"]
PAGE = 20


@doors.operator
@applying
@require_safe
def group_home(request: Request) -> HttpResponse:
    """The next days, every application, and the spaces one may ask for."""
    groups = queries.groups_of(request.actor, request.at)
    page = Paginator(queries.of_groups(groups), PAGE).get_page(request.GET.get("page"))
    context = {
        "days": queries.next_days(groups, request.at), "paged": page,
        "total": page.paginator.count, "spaces": slots.for_groups(),
        "lending": [] if request.actor.acting_for else queries.lending(request.actor, request.at),
    }  # fmt: skip
    return render(request, "openhouse/groups/home.html", context)


@doors.operator
@applying
@require_http_methods(FORMS)
def group_apply(request: Request, public_id: str) -> HttpResponse:
    """The week, and the form below it. A refusal keeps what was typed and offers what is free."""
    space = _space(public_id)
    slot = SlotForm(request.GET).known()
    form = _form(request, space, slot)
    refused: DomainError | None = None
    if request.method == "POST" and form.is_valid():
        try:
            row = presses.once(request, lambda: _apply(request, space, form))
        except DomainError as error:
            form.refuse(error)
            refused = error
        else:
            messages.success(request, _("申請を おくりました。決まったら メールで お知らせします。"))
            return redirect("openhouse:group_application", public_id=row.public_id)
    context = {
        "space": space, "form": form, "terms": queries.terms_of(space.place), "crumbs": crumbs(space.name),
        **_refusal(request, form, refused), **_week(space, request, slot),
    }  # fmt: skip
    return render(request, "openhouse/groups/apply.html", context)


@doors.operator
@applying
@require_safe
def group_paper(request: Request, public_id: str) -> HttpResponse:
    space = _space(public_id)
    made = papers.form(space, day=clock.day(request.at))
    return pdf_file(made, f"{papers.FORM}_{space.place.name}_{space.name}")


def _space(public_id: str) -> Space:
    found = slots.find(public_id)
    if found is None:
        raise Http404
    return found


def _form(request: Request, space: Space, slot: dict[str, Any]) -> ApplyForm:
    """`take=2026-12-03 11:00 13:00` is the button of a free slot: it takes the place of what was typed, once."""
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None and len(taken := data.get("take", "").split()) == 3:
        data["day"], data["starts"], data["ends"] = taken
        data["repeat"] = "once"
    groups = list(queries.groups_of(request.actor, request.at))
    return ApplyForm(
        data, groups=groups, things=queries.things(space), terms=queries.terms_of(space.place), initial=slot
    )


def _apply(request: Request, space: Space, form: ApplyForm) -> Application:
    return actions.apply(
        space=space, organisation=form.organisation_chosen(), about=form.about(), when=form.when(),
        things=form.wanted_things(), skip=_left_out(request), by=request.actor, at=request.at,
    )  # fmt: skip


def _left_out(request: Request) -> list[date]:
    """The days of the series the person chose to leave out, as the button below the refusal sends them."""
    found = []
    for told in request.POST.get("leave_out", "").split(",")[:60]:
        try:
            found.append(date.fromisoformat(told))
        except ValueError:
            continue
    return sorted(set(found))


def _refusal(request: Request, form: ApplyForm, refused: DomainError | None) -> dict[str, Any]:
    """What the page offers after days that can't be: to leave them out, or to take what is free."""
    if not isinstance(refused, DaysRefused):
        return {}
    out = sorted({*_left_out(request), *(one.day for one in refused.problems)})
    series = form.cleaned_data["repeat"] != "once"
    free = [
        (one.label, f"{one.day.isoformat()} {one.starts.isoformat()} {one.ends.isoformat()}")
        for one in refused.free
    ]
    return {
        "problems": refused.problems, "free": free,
        "leave_out": ",".join(day.isoformat() for day in out) if series else "",
    }  # fmt: skip


def _week(space: Space, request: Request, slot: dict[str, Any]) -> dict[str, Any]:
    today = clock.day(request.at)
    of = slot.get("week") or slot.get("day") or today
    monday = max(of, today - timedelta(days=7)) - timedelta(days=of.weekday())
    here = reverse("openhouse:group_apply", args=[space.public_id])
    return {
        "week": slots.week(space, monday, request.at),
        "before": f"{here}?week={(monday - timedelta(days=7)).isoformat()}" if monday > today else "",
        "after": f"{here}?week={(monday + timedelta(days=7)).isoformat()}",
    }
