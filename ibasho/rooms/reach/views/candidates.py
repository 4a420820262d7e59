"""候補の場所 at the desk: the list, one of them, and a file looked at before it is taken in."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError, Invalid
from ibasho.base.ui import doors, exports, presses
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.reach.actions import candidates as actions
from ibasho.rooms.reach.datasets.candidates import Kind, Read, Row, read
from ibasho.rooms.reach.forms.candidates import CandidateForm, CandidatesFilter, ListForm
from ibasho.rooms.reach.models import Candidate
from ibasho.rooms.reach.queries import candidates as queries
from ibasho.rooms.reach.views.seeing import may_plan, planning, reading
from ibasho.town.areas import queries as areas
from ibasho.town.areas.actions.intake.asked import city_code

PAGE, SAMPLE = 50, 20
SALT, LOOKED_AT_SECONDS = "reach.candidates", 3600


@doors.desk
@reading
@require_safe
def desk_candidates(request: Request) -> HttpResponse:
    today = clock.day(request.at)
    form = CandidatesFilter(request.GET, day=today)
    found = queries.candidates(form.wanted())
    if exports.wanted(request):
        return exports.answer(request, _table(found, today, whole=True), "candidates")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form, "table": _table(page.object_list, today), "paged": page, "total": page.paginator.count,
        "may_plan": may_plan(request), "crumbs": _crumbs(),
        "off": Candidate.objects.filter(usable=False).count(), "sources": queries.sources(),
    }  # fmt: skip
    return render(request, "reach/candidates/list.html", context)


def _table(rows: Any, today: date, *, whole: bool = False) -> Table:
    districts = {row.code: row.name for row in areas.named_districts(today)}
    columns = [
        Column(_("名前"), lambda row: row.name, href=lambda row: reverse("reach:candidate", args=[row.public_id])),
        Column(_("種類"), lambda row: row.get_kind_display()),
        Column(_("小学校区"), lambda row: districts.get(row.district_code, "")),
        Column(_("定員"), lambda row: row.capacity, number=True),
        Column(_("候補にする"), lambda row: _("する") if row.usable else _("しない")),
        Column(_("メモ"), lambda row: row.note),
    ]  # fmt: skip
    if whole:
        columns += [
            Column(_("住所"), lambda row: row.address),
            Column(_("緯度"), lambda row: row.lat, number=True),
            Column(_("経度"), lambda row: row.lng, number=True),
            Column(_("出典"), lambda row: row.source),
        ]
    return Table(gettext_lazy("候補の場所"), columns, rows)


@doors.desk
@planning
@require_http_methods(["GET", "HEAD", "POST"])
def desk_candidate_new(request: Request) -> HttpResponse:
    form = CandidateForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _done(request, form, None):
        messages.success(request, _("候補に 加えました。"))
        return redirect("reach:candidates")
    context = {"form": form, "title": _("候補を 加える"), "crumbs": _crumbs(_("加える"))}
    return render(request, "reach/candidates/edit.html", context)


@doors.desk
@planning
@require_http_methods(["GET", "HEAD", "POST"])
def desk_candidate(request: Request, public_id: str) -> HttpResponse:
    row = get_object_or_404(Candidate, public_id=public_id)
    form = CandidateForm(request.POST or None, instance=get_object_or_404(Candidate, pk=row.pk))
    if request.method == "POST" and form.is_valid() and _done(request, form, row):
        messages.success(request, _("「%(name)s」を 直しました。") % {"name": form.cleaned_data["name"]})
        return redirect("reach:candidates")
    context = {"form": form, "title": row.name, "row": row, "crumbs": _crumbs(row.name)}
    return render(request, "reach/candidates/edit.html", context)


def _done(request: Request, form: CandidateForm, row: Candidate | None) -> bool:
    """Written; a refusal stands beside its field."""
    given: dict[str, Any] = {"values": form.cleaned_data, "by": request.actor, "at": request.at}
    try:
        if row is None:
            presses.once(request, lambda: actions.add(**given))
        else:
            actions.change(candidate=row, **given)
    except DomainError as error:
        for name, sentence in (error.fields or {"name": error.message}).items():
            form.add_error(name, sentence)
        return False
    return True


@doors.desk
@planning
@require_POST
def desk_candidate_switch(request: Request, public_id: str) -> HttpResponse:
    row = get_object_or_404(Candidate, public_id=public_id)
    row = actions.switch(candidate=row, usable=not row.usable, by=request.actor, at=request.at)
    words = _("「%(name)s」を 候補にします。") if row.usable else _("「%(name)s」を 候補から 外しました。")
    messages.success(request, words % {"name": row.name})
    return redirect("reach:candidate", public_id=public_id)


@doors.desk
@planning
@require_http_methods(["GET", "HEAD", "POST"])
@limited("reach.candidates", times=30, seconds=3600)
def desk_candidates_import(request: Request) -> HttpResponse:
    """Choose a file and look at what it holds; nothing is written."""
    form = ListForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "crumbs": _crumbs(_("一覧表から 入れる"))}
    if request.method == "POST" and form.is_valid():
        try:
            context |= _looked_at(form, request)
        except DomainError as error:
            form.add_error("file", error.message)
    return render(request, "reach/candidates/import.html", context)


def _looked_at(form: ListForm, request: Request) -> dict[str, Any]:
    """What the preview shows. The rows travel in the page, signed: no half-loaded list is kept anywhere."""
    given = form.cleaned_data
    kind = Kind(given["kind"]) if given["kind"] else None
    found = read(given["file"].read(), given["file"].name or "", code=city_code(), kind=kind)
    source = given["source"].strip() or found.source
    if not source:
        raise Invalid("reach.no_source", _("この資料の 出典を 下の欄に 書いてください。"))
    here, outside = actions.inside(found.rows, request.at)
    if not here:
        raise Invalid(
            "reach.all_outside",
            _("%(count)s行とも 市の境の外です。この市の 一覧を えらんでください。")
            % {"count": len(found.rows)},
        )
    return {
        "found": found, "outside": outside, "source": source, "count": len(here),
        "left_out": found.left_out, "off": sum(row.outdoor for row, _code in here),
        "sample": _sample(found), "more": max(0, len(found.rows) - SAMPLE),
        "rows": signing.dumps([asdict(row) for row in found.rows], salt=SALT, compress=True),
    }  # fmt: skip


def _sample(found: Read) -> Table:
    columns = (
        Column(_("名前"), lambda row: row.name),
        Column(_("種類"), lambda row: Candidate.Kind(row.kind).label),
        Column(_("住所"), lambda row: row.address),
        Column(_("定員"), lambda row: row.capacity, number=True),
        Column(_("候補にする"), lambda row: _("しない（屋外）") if row.outdoor else _("する")),
    )
    return Table(gettext_lazy("入れるもの"), columns, found.rows[:SAMPLE])


@doors.desk
@planning
@require_POST
def desk_candidates_take(request: Request) -> HttpResponse:
    """The list just looked at, unchanged."""
    try:
        told = signing.loads(request.POST.get("rows", ""), salt=SALT, max_age=LOOKED_AT_SECONDS)
    except signing.BadSignature:
        messages.error(request, _("1時間が すぎました。ファイルを もう一度 えらんでください。"))
        return redirect("reach:candidates_import")
    rows = [Row(**{**row, "kind": Kind(row["kind"])}) for row in told]
    try:
        taken = actions.take_in(
            rows=rows, source=request.POST.get("source", "")[:200], by=request.actor, at=request.at
        )
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("reach:candidates_import")
    words = _("候補に 入れました: 新しい %(new)s、変わった %(changed)s、同じ %(same)s。")
    messages.success(request, words % asdict(taken))
    return redirect("reach:candidates")


def _crumbs(here: str = "") -> list[tuple[str, str]]:
    there = [(_("候補の場所"), reverse("reach:candidates"))]
    return [*there, (here, "")] if here else there
