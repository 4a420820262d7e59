"""One visit at the desk and, on a phone, at the hall: pair, kit, moving, calling off, numbers, the sheet for paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.actor import Via
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.forms import Form
from ibasho.base.ui.request import Request
from ibasho.rooms.reach.actions import visits as actions
from ibasho.rooms.reach.forms.mobile import CountForm, KitForm, MoveForm, PairForm, ReasonForm
from ibasho.rooms.reach.models import Visit
from ibasho.rooms.reach.queries import rotas as queries
from ibasho.rooms.reach.views.rotas import may_visit, visiting
from ibasho.rooms.reach.views.seeing import reading
from ibasho.town.areas import queries as areas

PAPER = "paper"  # ?from=paper: the desk types a pile of sheets in, one after another


@doors.desk
@reading
@require_safe
def visit(request: Request, public_id: str) -> HttpResponse:
    found = _find(public_id)
    return render(request, "reach/mobile/visit.html", _context(request, found))


def _context(request: Request, found: Visit, **forms: Any) -> dict[str, Any]:
    today = clock.day(request.at)
    return {
        "visit": found,
        "pair_form": PairForm(visit=found),
        "kit_form": KitForm(visit=found),
        "names": queries.names_used(found.rota),
        "district": areas.district(found.hall.district_code, today),
        "may_visit": may_visit(request),
        "countable": found.state != Visit.State.CANCELLED and found.day <= today,
        "crumbs": _crumbs(found),
        **forms,
    }


@doors.desk
@visiting
@require_POST
def visit_pair(request: Request, public_id: str) -> HttpResponse:
    found = _find(public_id)
    form = PairForm(request.POST, visit=found)
    if form.is_valid():
        given = form.cleaned_data
        try:
            written = actions.pair(
                visit=found, first=given["first_staff"], second=given["second_staff"], onwards=given["onwards"],
                by=request.actor, at=request.at,
            )  # fmt: skip
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("%(n)s回に 書きました。") % {"n": written})
            return redirect("reach:visit", public_id=public_id)
    return render(request, "reach/mobile/visit.html", _context(request, found, pair_form=form))


@doors.desk
@visiting
@require_POST
def visit_pack(request: Request, public_id: str) -> HttpResponse:
    found = _find(public_id)
    things = request.POST.getlist("packed")
    row = actions.pack(visit=found, things=things, by=request.actor, at=request.at)
    left = len(row.rota.kit) - len(row.packed)
    messages.success(
        request, _("のこりは %(n)sつです。") % {"n": left} if left else _("ぜんぶ そろいました。")
    )
    return redirect("reach:visit", public_id=public_id)


@doors.desk
@visiting
@require_http_methods(["GET", "HEAD", "POST"])
def visit_count(request: Request, public_id: str) -> HttpResponse:
    """The numbers of the day. From the pile of paper, the next one that is not written follows."""
    found = _find(public_id)
    paper = PAPER in (request.GET.get("from"), request.POST.get("from"))
    form = CountForm(request.POST or None, visit=found)
    if request.method == "POST" and form.is_valid():
        by = replace(request.actor, via=Via.PAPER) if paper else request.actor
        try:
            actions.count(visit=found, **form.cleaned_data, by=by, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("書きこみました。ありがとうございます。"))
            return redirect(_next(request, found, paper))
    context = {
        "visit": found, "form": form, "paper": paper,
        "crumbs": [*_crumbs(found)[:-1], (_crumbs(found)[-1][0], _url("visit", found)), (_("数を 書く"), "")],
    }  # fmt: skip
    return render(request, "reach/mobile/count.html", context)


def _next(request: Request, done: Visit, paper: bool) -> str:
    following = queries.unwritten(request.at).first() if paper else None
    if following is not None:
        return f"{_url('visit_count', following)}?from={PAPER}"
    return reverse("reach:rotas") if paper else _url("visit", done)


@doors.desk
@visiting
@require_http_methods(["GET", "HEAD", "POST"])
def visit_move(request: Request, public_id: str) -> HttpResponse:
    found = _find(public_id)
    form = MoveForm(request.POST or None, visit=found)
    heading = _("%(day)s %(hall)sを うつす") % {"day": wareki.day_label(found.day), "hall": found.hall.name}
    text = _("お知らせも いっしょに かわります。申しこんだ人が いれば 知らせます。") if found.event else ""

    def deed() -> None:
        actions.move(visit=found, **form.cleaned_data, by=request.actor, at=request.at)

    return _asked(
        request, found, form, deed, _("うつしました。"), heading=heading, text=text, submit=_("うつす")
    )


@doors.desk
@visiting
@require_http_methods(["GET", "HEAD", "POST"])
def visit_cancel(request: Request, public_id: str) -> HttpResponse:
    found = _find(public_id)
    form = ReasonForm(request.POST or None)
    heading = _("%(day)s %(hall)sを 中止に しますか") % {
        "day": wareki.day_label(found.day),
        "hall": found.hall.name,
    }
    text = _("お知らせの この日も「お休み」に なります。") if found.event else ""

    def deed() -> None:
        actions.cancel(visit=found, reason=form.cleaned_data["reason"], by=request.actor, at=request.at)

    return _asked(
        request, found, form, deed, _("中止に しました。"), heading=heading, text=text, submit=_("中止に する"),
        tone="danger",
    )  # fmt: skip


def _asked(
    request: Request, found: Visit, form: Form, deed: Callable[[], None], done: str, **words: str
) -> HttpResponse:
    """A page with a question; what is refused stands on it."""
    if request.method == "POST" and form.is_valid():
        try:
            deed()
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, done)
            return redirect("reach:visit", public_id=found.public_id)
    return render(request, "ui/confirm.html", {"form": form, "cancel": _url("visit", found), **words})


@doors.desk
@visiting
@require_POST
def visit_restore(request: Request, public_id: str) -> HttpResponse:
    found = _find(public_id)
    try:
        actions.restore(visit=found, by=request.actor, at=request.at)
    except DomainError as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, _("中止を 取り消しました。"))
    return redirect("reach:visit", public_id=public_id)


@doors.desk
@reading
@require_safe
def visit_sheet(request: Request, public_id: str) -> HttpResponse:
    """A4: kit to tick off, and boxes for the numbers, for halls where no phone is at hand."""
    found = _find(public_id)
    context = {
        "visit": found,
        "kit": found.rota.kit,
        "era_day": wareki.full_label(found.day),
        "back": _url("visit", found),
    }
    return render(request, "reach/mobile/sheet.html", context)


def _find(public_id: str) -> Visit:
    rows = Visit.objects.select_related("rota", "hall", "event", "reported_by")
    return get_object_or_404(rows, public_id=public_id)


def _url(name: str, found: Visit) -> str:
    return reverse(f"reach:{name}", args=[found.public_id])


def _crumbs(found: Visit) -> list[tuple[str, str]]:
    return [
        (_("出張開設"), reverse("reach:rotas")),
        (found.rota.title, reverse("reach:rota", args=[found.rota.public_id])),
        (f"{wareki.day_label(found.day)} {found.hall.name}", ""),
    ]
