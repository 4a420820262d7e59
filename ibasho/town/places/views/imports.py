"""The desk takes a published file in: choose, look, confirm, and for half an hour take back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError, NotFound
from ibasho.base.ui import doors, exports
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places.actions import imports as actions
from ibasho.town.places.datasets.rows import Severity
from ibasho.town.places.forms.imports import UploadForm
from ibasho.town.places.models import ImportRun
from ibasho.town.places.queries import imports as queries

View = Callable[..., HttpResponse]

SHOWN = 200
FATES = {"new": gettext_lazy("新しい"), "changed": gettext_lazy("変わる")}


def _for_importers(view: View) -> View:
    """Who may not take files in does not learn that these pages exist."""

    @wraps(view)
    def passed(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        people.require_seen(request.actor, Permission.PLACES_IMPORT, day=clock.day(request.at))
        return view(request, *args, **kwargs)

    return passed


@doors.desk
@_for_importers
@require_http_methods(["GET", "HEAD", "POST"])
@limited("places.import", times=30, seconds=3600)
def desk_imports(request: Request) -> HttpResponse:
    """Choose a file; what was taken in before stands below."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = actions.upload(
                data=file.read(),
                filename=file.name or "",
                source=form.source(),
                by=request.actor,
                at=request.at,
            )
        except DomainError as error:
            form.add_error("file", error.message)
        else:
            return redirect("places:desk_import", public_id=run.public_id)
    context = {"form": form, "runs": queries.recent(request.actor), "crumbs": _crumbs()}
    return render(request, "places/imports/list.html", context)


@doors.desk
@_for_importers
@require_safe
def desk_import(request: Request, public_id: str) -> HttpResponse:
    """One file: what it would do, what it is doing, or what it did."""
    run = _run(request, public_id)
    found = queries.problems(run)
    if exports.wanted(request):
        return exports.answer(request, _problems_table(found), "import_problems")
    context: dict[str, Any] = {
        "run": run,
        "table": _problems_table(found[:SHOWN]),
        "total": len(found),
        "more": max(0, len(found) - SHOWN),
        "sample": [{**line, "fate_label": FATES[line["fate"]]} for line in run.details.get("sample", ())],
        "many_missing": run.counts.get("missing", 0) > run.counts.get("read", 0) // 2,
        "is_stuck": actions.is_stuck(run, request.at),
        "may_undo": actions.may_undo(run, request.at),
        "crumbs": _crumbs(run),
        "is_events": run.dataset == "event",
    }
    if run.state == ImportRun.State.DONE:
        context |= {verb: queries.made(run, verb) for verb in ("places", "changed", "missing")}
        context["events"] = queries.made_events(run)
    return render(request, "places/imports/run.html", context)


@doors.desk
@_for_importers
@require_POST
def desk_import_take(request: Request, public_id: str) -> HttpResponse:
    run = _run(request, public_id)
    try:
        actions.start(run=run, by=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("places:desk_import", public_id=public_id)


@doors.desk
@_for_importers
@require_POST
def desk_import_drop(request: Request, public_id: str) -> HttpResponse:
    run = _run(request, public_id)
    try:
        actions.drop(run=run, by=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("places:desk_import", public_id=public_id)
    messages.success(request, _("取りこまずに やめました。ファイルは 消しました。"))
    return redirect("places:desk_imports")


@doors.desk
@_for_importers
@require_POST
def desk_import_undo(request: Request, public_id: str) -> HttpResponse:
    run = _run(request, public_id)
    try:
        back, kept = actions.undo(run=run, by=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        words = _("新しく入れた %(back)s件を 下書きに もどしました。") % {"back": f"{back:,}"}
        if kept:
            words += _("そのあと だれかが直した %(kept)s件は そのままです。") % {"kept": f"{kept:,}"}
        messages.success(request, words)
    return redirect("places:desk_import", public_id=public_id)


def _run(request: Request, public_id: str) -> ImportRun:
    found = queries.run(public_id, request.actor)
    if found is None:
        raise NotFound(
            "places.no_import", _("この取り込みは 見つかりません。一覧から もう一度 えらんでください。")
        )
    return found


def _crumbs(run: ImportRun | None = None) -> list[tuple[str, str]]:
    here = [
        (_("居場所"), reverse("places:desk_places")),
        (_("資料を取りこむ"), reverse("places:desk_imports")),
    ]
    return [*here, (run.filename, "")] if run else here


def _problems_table(found: list[dict[str, Any]]) -> Table:
    columns = (
        Column(gettext_lazy("行"), lambda one: one["row"]),
        Column(gettext_lazy("区分"), lambda one: Severity(one["severity"]).label),
        Column(gettext_lazy("列"), lambda one: one["column"]),
        Column(gettext_lazy("値"), lambda one: one["value"]),
        Column(gettext_lazy("どうした"), lambda one: one["message"]),
        Column(gettext_lazy("どうすればよいか"), lambda one: one["remedy"]),
    )
    return Table(gettext_lazy("知らせ"), columns, found)
