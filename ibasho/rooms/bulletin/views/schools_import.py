"""Schools from a table: a file is looked at first, then taken in."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Invalid
from ibasho.base.ui import deeds, doors
from ibasho.base.ui.forms import TableForm
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.bulletin.actions import schools as actions
from ibasho.rooms.bulletin.models import School
from ibasho.rooms.bulletin.queries import schools as queries
from ibasho.rooms.bulletin.rules import school_rows
from ibasho.rooms.bulletin.rules.school_rows import Found, Told
from ibasho.rooms.bulletin.views.desk_pages import require
from ibasho.rooms.bulletin.views.schools_pages import FORMS, page
from ibasho.town.people.permissions import Permission as P

SALT = "bulletin.schools.import"
HELD_SECONDS = 3_600
SHOWN = 200
GONE = gettext_lazy(
    "見てから 時間が たちました。ファイルを もう一度 えらんでください。何も 取りこんでいません。"
)


@doors.desk
@require_http_methods(FORMS)
@limited("bulletin.schools_import", times=60, seconds=3600)
def desk_schools_import(request: Request) -> HttpResponse:
    require(request, P.BULLETIN_WRITE)
    form = TableForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {
        **page(request, (_("表から 取りこむ"), "")), "form": form, "header": school_rows.HEADER,
    }  # fmt: skip
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        codes = queries.district_names(clock.day(request.at))
        try:
            found = school_rows.read(file.read(), file.name or "", codes)
        except Invalid as refusal:
            form.add_error("file", refusal.message)
        else:
            context |= _looked(request, found, file.name or "")
    return render(request, "bulletin/schools/import.html", context)


@doors.desk
@require_POST
def desk_schools_import_take(request: Request) -> HttpResponse:
    require(request, P.BULLETIN_WRITE)
    try:
        told = signing.loads(request.POST.get("told", ""), salt=_salt(request), max_age=HELD_SECONDS)
    except signing.BadSignature:
        messages.error(request, str(GONE))
        return redirect("bulletin:desk_schools_import")
    lines = [Told(**one) for one in told]
    counts = deeds.done(request, lambda: actions.take_in(lines=lines, by=request.actor, at=request.at))
    if counts is None:
        return redirect("bulletin:desk_schools_import")
    words = _("新しい 学校 %(new)s校、変わった 学校 %(changed)s校を 取りこみました。")
    messages.success(request, words % {"new": counts[0], "changed": counts[1]})
    return redirect("bulletin:desk_schools")


def _looked(request: Request, found: Found, name: str) -> dict[str, Any]:
    """What the file would do, or what is wrong with it."""
    columns = (
        Column(_("行"), lambda one: one.row, number=True), Column(_("列"), lambda one: one.column),
        Column(_("値"), lambda one: one.value), Column(_("どうすればよいか"), lambda one: one.sentence),
    )  # fmt: skip
    wrong = Table(_("なおす ところ"), columns, found.problems[:SHOWN])
    told = [asdict(one) for one in found.lines]
    return {
        "name": name, "looked": True, "fates": _fates(found), "problems": wrong if found.problems else None,
        "more": max(0, len(found.problems) - SHOWN),
        "told": signing.dumps(told, salt=_salt(request), compress=True) if told and not found.problems else "",
    }  # fmt: skip


def _fates(found: Found) -> Table:
    """Each school of the file beside what stands now."""
    known = {one.name: one for one in School.objects.filter(name__in=[line.name for line in found.lines])}
    columns = (
        Column(_("学校名"), lambda one: one.name),
        Column(_("どうなるか"), lambda one: _fate(one, known.get(one.name))),
        Column(_("学級の数"), lambda one: one.classes, number=True),
        Column(_("くばる まい数"), lambda one: one.copies, number=True),
    )
    return Table(_("取りこむ 学校"), columns, found.lines[:SHOWN])


def _fate(line: Told, known: School | None) -> str:
    if known is None:
        return _("新しい")
    same = all(getattr(known, name) == value for name, value in line.words.items())
    return _("変わらない") if same else _("なおす")


def _salt(request: Request) -> str:
    """What one person looked at, that person takes in."""
    return f"{SALT}:{request.actor.person_id}"
