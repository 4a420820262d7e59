"""The desk takes a file in: choose, look, confirm."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
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
from ibasho.town.areas.actions import files as actions
from ibasho.town.areas.actions.intake import Upload
from ibasho.town.areas.datasets.preview import Weight
from ibasho.town.areas.forms.files import AreaFileForm
from ibasho.town.areas.models import AreaFile, Boundary
from ibasho.town.areas.queries import files as queries
from ibasho.town.areas.queries.overview import ground, versions
from ibasho.town.areas.queries.pictures import picture
from ibasho.town.areas.rules.kinds import ABOUT, FileKind
from ibasho.town.areas.views.standing import crumbs, for_managers, manages

SHOWN = 200
State = AreaFile.State


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
@limited("areas.file", times=40, seconds=3600)
def desk_kind(request: Request, kind: str) -> HttpResponse:
    """One kind: what is loaded of it, where the file is to be had, and the file to choose."""
    which = _kind(kind)
    if request.method == "POST":
        return _upload(request, which)
    form = AreaFileForm(kind=which, bounded=_bounded())
    return render(request, "areas/kind.html", _about(request, which, form))


@for_managers
def _upload(request: Request, kind: FileKind) -> HttpResponse:
    form = AreaFileForm(request.POST, request.FILES, kind=kind, bounded=_bounded())
    if form.is_valid():
        files = [Upload(file.name or "", file.read()) for file in form.cleaned_data["file"]]
        try:
            found = actions.upload(
                kind=kind, files=files, options=form.options(), by=request.actor, at=request.at
            )
        except DomainError as error:
            form.add_error("file", error.message)
        else:
            return redirect("areas:desk_file", public_id=found.public_id)
    return render(request, "areas/kind.html", _about(request, kind, form))


def _bounded() -> bool:
    """Whether the outline of the city tells its squares from its neighbours'."""
    return Boundary.objects.exists()


def _about(request: Request, kind: FileKind, form: AreaFileForm) -> dict[str, Any]:
    today = clock.day(request.at)
    return {
        "ground": ground(kind, today),
        "picture": picture(kind, today),
        "versions": versions(kind),
        "form": form,
        "may_manage": manages(request),
        "crumbs": crumbs((ABOUT[kind].label, "")),
    }


@doors.desk
@for_managers
@require_safe
def desk_file(request: Request, public_id: str) -> HttpResponse:
    """One file: what it would do, what it is doing, or what it did."""
    file = _file(public_id)
    problems = file.look.get("problems", [])
    if exports.wanted(request):
        return exports.answer(request, _problems_table(problems), "area_file")
    kind = FileKind(file.kind)
    context = {
        "file": file,
        "about": ABOUT[kind],
        "look": file.look,
        "table": _problems_table(problems[:SHOWN]),
        "total": len(problems),
        "more": max(0, len(problems) - SHOWN),
        "waits": file.state in {State.LOOKING, State.RUNNING},
        "may_take": file.state == State.LOOKED or (file.state == State.FAILED and "figures" in file.look),
        "is_stuck": actions.is_stuck(file, request.at),
        "versions": [one for one in versions(kind) if one.may_use],
        "crumbs": crumbs(
            (ABOUT[kind].label, reverse("areas:desk_kind", args=[file.kind])), (file.filename, "")
        ),
    }
    return render(request, "areas/file.html", context)


@doors.desk
@for_managers
@require_POST
def desk_file_take(request: Request, public_id: str) -> HttpResponse:
    try:
        actions.start(file=_file(public_id), by=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("areas:desk_file", public_id=public_id)


@doors.desk
@for_managers
@require_POST
def desk_file_drop(request: Request, public_id: str) -> HttpResponse:
    file = _file(public_id)
    try:
        actions.drop(file=file, by=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("areas:desk_file", public_id=public_id)
    messages.success(request, _("取りこまずに やめました。ファイルは 消しました。"))
    return redirect("areas:desk_kind", kind=file.kind)


def _kind(code: str) -> FileKind:
    try:
        return FileKind(code)
    except ValueError as error:
        raise Http404 from error


def _file(public_id: str) -> AreaFile:
    found = queries.file(public_id)
    if found is None:
        raise NotFound(
            "areas.no_file", _("このファイルは 見つかりません。一覧から もう一度 えらんでください。")
        )
    return found


def _problems_table(found: list[dict[str, Any]]) -> Table:
    columns = (
        Column(gettext_lazy("行"), lambda one: one["row"], number=True),
        Column(gettext_lazy("区分"), lambda one: Weight(one["weight"]).label),
        Column(gettext_lazy("列"), lambda one: one["column"]),
        Column(gettext_lazy("値"), lambda one: one["value"]),
        Column(gettext_lazy("どうした"), lambda one: one["message"]),
        Column(gettext_lazy("どうすればよいか"), lambda one: one["remedy"]),
        Column(gettext_lazy("行の数"), lambda one: one["count"], number=True),
    )
    return Table(gettext_lazy("知らせ"), columns, found)
