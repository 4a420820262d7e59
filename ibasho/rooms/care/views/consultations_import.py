"""相談の数 from the centre's own system: a file is looked at first, then taken in month by month."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.errors import Invalid
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions import consultations as actions
from ibasho.rooms.care.forms.consultations import FileForm
from ibasho.rooms.care.queries import consultations as queries
from ibasho.rooms.care.rules import importing
from ibasho.rooms.care.rules.importing import Found
from ibasho.rooms.care.views import consultations_pages as here
from ibasho.rooms.care.views.quietly import quietly
from ibasho.town.people.permissions import Permission

SALT = "care.consultations.import"
HELD_SECONDS = 3_600
PROBLEMS_SHOWN = 200
GONE = gettext_lazy(
    "見てから 時間が たちました。ファイルを もう一度 えらんでください。何も 取りこんでいません。"
)


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
@limited("care.import", times=60, seconds=3600)
@quietly
def desk_consultations_import(request: Request) -> HttpResponse:
    policies.require(request.actor, Permission.CARE_HANDLE, at=request.at)
    form = FileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {
        **here.page(request, _("ファイルから")),
        "form": form,
        "header": importing.HEADER,
    }
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            found = importing.read(file.read(), file.name or "", clock.day(request.at))
        except Invalid as refusal:
            form.add_error("file", refusal.message)
        else:
            context |= _looked(request, found, file.name or "")
    return render(request, "care/consultations/import.html", context)


@doors.desk
@require_POST
@quietly
def desk_consultations_import_take(request: Request) -> HttpResponse:
    policies.require(request.actor, Permission.CARE_HANDLE, at=request.at)
    try:
        told = signing.loads(request.POST.get("told", ""), salt=_salt(request), max_age=HELD_SECONDS)
    except signing.BadSignature:
        messages.error(request, str(GONE))
        return redirect("care:desk_consultations_import")
    months = [date.fromisoformat(one) for one in told["months"]]
    lines = importing.from_rows(told["lines"])
    changed = done(
        request, lambda: actions.total_months(months=months, lines=lines, by=request.actor, at=request.at)
    )  # fmt: skip
    if changed is None:
        return redirect("care:desk_consultations_import")
    words = (
        _("%(n)sか月ぶんを 取りこみました。") % {"n": len(changed)}
        if changed
        else _("変わった月は ありませんでした。")
    )
    messages.success(request, words)
    return redirect(f"{reverse('care:desk_consultations_year')}?nendo={years.nendo(months[-1])}")


def _looked(request: Request, found: Found, name: str) -> dict[str, Any]:
    """What the file would do, or what is wrong with it."""
    columns = (
        Column(_("行"), lambda one: one.row, number=True), Column(_("列"), lambda one: one.column),
        Column(_("値"), lambda one: one.value), Column(_("どうすればよいか"), lambda one: one.sentence),
    )  # fmt: skip
    problems = Table(_("なおす ところ"), columns, found.problems[:PROBLEMS_SHOWN])
    told = {"months": [one.isoformat() for one in found.months], "lines": importing.as_rows(found.lines)}
    return {
        "name": name, "looked": True, "months": _months(found), "problems": problems if found.problems else None,
        "more": max(0, len(found.problems) - PROBLEMS_SHOWN),
        "told": signing.dumps(told, salt=_salt(request), compress=True) if found.months and not found.problems else "",
    }  # fmt: skip


def _months(found: Found) -> list[dict[str, Any]]:
    """Each month of the file beside what stands now."""
    standing = queries.totals_of(found.months)
    rows = []
    for month in found.months:
        new, old = [one for one in found.lines if one.on == month], standing.get(month)
        fate = _("新しい") if old is None else _("変わらない") if set(old) == set(new) else _("入れかわる")
        rows.append({
            "words": here.month_words(month), "fate": fate, "count": sum(one.count for one in new),
            "firsts": sum(one.firsts for one in new), "before": None if old is None else sum(one.count for one in old),
        })  # fmt: skip
    return rows


def _salt(request: Request) -> str:
    """What one person looked at, that person takes in."""
    return f"{SALT}:{request.actor.person_id}"
