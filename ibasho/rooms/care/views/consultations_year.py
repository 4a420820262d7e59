"""The 年度 as the centre sees it, whole: tables and picture; a month's totals; the table that leaves the centre."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.disclosure.disclosure import why_hidden
from ibasho.base.ui import doors, exports
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions import consultations as actions
from ibasho.rooms.care.actions import releasing
from ibasho.rooms.care.forms.consultations import MonthForm, ReleaseForm
from ibasho.rooms.care.queries import consultation_pictures as pictures
from ibasho.rooms.care.queries import consultations as queries
from ibasho.rooms.care.queries import figures
from ibasho.rooms.care.rules import consultation_tables as tables
from ibasho.rooms.care.rules import consultations as rules
from ibasho.rooms.care.rules.categories import CHOICES
from ibasho.rooms.care.rules.consultations import Sum, Year
from ibasho.rooms.care.rules.kinds import SMALL, Channel
from ibasho.rooms.care.views import consultations_pages as here
from ibasho.rooms.care.views.quietly import quietly
from ibasho.town.people.permissions import Permission

KINDS = {"category": "種別ごとの 延べ", "channel": "方法ごとの 延べ", "firsts": "種別ごとの 実"}
Row = tuple[str, Sequence[Sum]]  # label, its twelve months and their sum


@doors.desk
@require_safe
@quietly
def desk_consultations_year(request: Request) -> HttpResponse:
    """`?nendo=`, `?kind=` one of KINDS."""
    policies.require(request.actor, Permission.CARE_HANDLE, at=request.at)
    nendo, kind = here.asked_nendo(request), request.GET.get("kind", "category")
    if kind not in KINDS:
        raise Http404
    year = queries.year(nendo)
    table = _table(year, kind, clock.day(request.at), on_page=not exports.wanted(request))
    if exports.wanted(request):
        return exports.answer(request, table, f"soudan-{nendo}-{kind}")
    context = {
        **here.page(request, _("年度の表")), "year": year, "label": years.label(nendo), "table": table,
        "kinds": [(words, f"?nendo={nendo}&kind={code}", code == kind) for code, words in KINDS.items()],
        "years": [(years.label(one), one, one == nendo) for one in queries.nendos(clock.day(request.at))],
        "picture": pictures.own(year), "months": _months(year, clock.day(request.at)), "published": figures.published(nendo),
        "releases": list(figures.releases(nendo)), "through": _next_through(year, clock.day(request.at)),
    }  # fmt: skip
    return render(request, "care/consultations/year.html", context)


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
@quietly
def desk_consultations_month(request: Request) -> HttpResponse:
    """`?month=` (the last one that is over): its totals, kind by way."""
    policies.require(request.actor, Permission.CARE_HANDLE, at=request.at)
    month = here.asked_month(request, "month")
    back = f"{reverse('care:desk_consultations_year')}?nendo={years.nendo(month)}"
    standing = queries.totals_of([month]).get(month, [])
    form = MonthForm(here.sent(request), month=month, standing=standing)
    if request.method == "POST" and form.is_valid():
        changed = done(
            request, lambda: actions.total_months(months=[month], lines=form.lines(), by=request.actor, at=request.at),
            form=form, thanks=_("入れました。この月は、この まとめで 数えます。"),
        )  # fmt: skip
        if changed is not None:
            return redirect(back)
    context = {
        **here.page(request, here.month_words(month)), "form": form, "month": month, "channels": list(Channel), "back": back,
        "has_totals": bool(standing), "singles": queries.singles(month),
    }  # fmt: skip
    return render(request, "care/consultations/month.html", context)


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
@quietly
def desk_consultations_release(request: Request) -> HttpResponse:
    """`?through=` (up to the last month that is over): the table as it would be seen outside the centre, and the press that lets it out."""
    policies.require(request.actor, Permission.CARE_LEAD, at=request.at)
    through = here.asked_month(request, "through")
    nendo, form = years.nendo(through), ReleaseForm(here.sent(request))
    if request.method == "POST" and form.is_valid():
        out = done(
            request, lambda: releasing.release(nendo=nendo, through=through, by=request.actor, at=request.at),
            thanks=_("出しました。市の 管理者と 担当が「相談の数」で 見られます。"), form=form,
        )  # fmt: skip
        if out is not None:
            return redirect(f"{reverse('care:desk_figures')}?nendo={nendo}")
    raw, shown = figures.protected(nendo, through)
    grids = [
        tables.grid(one, through, why_hidden(table, one, SMALL))
        for table, one in zip(raw, shown, strict=True)
    ]
    context = {
        **here.page(request, _("センターの外へ 出す表")), "form": form, "grids": grids, "small": SMALL,
        "label": here.month_words(through), "gaps": _gaps(nendo, through), "back": f"{reverse('care:desk_consultations_year')}?nendo={nendo}",
    }  # fmt: skip
    return render(request, "care/consultations/release.html", context)


def _table(year: Year, kind: str, today: date, *, on_page: bool) -> Table:
    """Months to come, and those nobody has counted yet, are empty: nought is said only where it was counted."""
    months = rules.months_of(year.nendo)
    choices = Channel.choices() if kind == "channel" else CHOICES
    name = "channel" if kind == "channel" else "category"
    rows: list[Row] = [(words, _line(year, **{name: code})) for code, words in choices]
    rows.append((str(_("合計")), _line(year)))
    first = Column(_("受けた方法") if kind == "channel" else _("相談種別"), lambda row: row[0])
    columns = [first]
    for at, month in enumerate(months):
        blank = _("まだ") if on_page and month <= today else None
        columns.append(_column(f"{month.month}月", at, kind, told=month in year.months, blank=blank))
    columns.append(_column(str(_("合計")), len(months), kind))
    return Table(f"{years.label(year.nendo)} {KINDS[kind]}", columns, rows)


def _line(year: Year, category: str = "", channel: str = "") -> list[Sum]:
    """Its twelve months, then their sum."""
    months = [(month,) for month in rules.months_of(year.nendo)]
    return [year.of(category=category, channel=channel, months=one) for one in (*months, ())]


def _column(head: str, at: int, kind: str, *, told: bool = True, blank: str | None = None) -> Column:
    def read(row: Row) -> int | str | None:
        if not told:
            return blank
        return row[1][at].firsts if kind == "firsts" else row[1][at].count

    return Column(head, read, number=True)


def _months(year: Year, today: date) -> list[dict[str, Any]]:
    """The year's months that have begun: how much each has, and where its totals are typed in."""
    return [
        {"month": one, "value": one.strftime("%Y-%m"), "sum": year.of(months=(one,)), "told": one in year.months}
        for one in rules.months_of(year.nendo) if one <= today
    ]  # fmt: skip


def _next_through(year: Year, today: date) -> str:
    """Up to which month the year could be let out now: the last one that is over and has figures; "" where it is out."""
    latest = figures.latest_month(year.nendo)
    over = [one for one in year.months if rules.last_day(one) < today and (latest is None or one > latest)]
    return over[-1].strftime("%Y-%m") if over else ""


def _gaps(nendo: int, through: date) -> list[int]:
    """Months up to `through` without any figure: they may be missing, and what comes later is seen beside this table."""
    told = queries.year(nendo).months
    return [one.month for one in rules.months_of(nendo) if one <= through and one not in told]
