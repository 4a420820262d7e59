"""What was: the summary of one day for paper, and a year's list for the office."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock, nendo, wareki
from ibasho.base.ui import exports
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.base.ui.sides import Side
from ibasho.base.ui.tables import Column, Table
from ibasho.town.places import policies
from ibasho.town.places.forms.report import YearForm
from ibasho.town.places.models import Session, SessionReport
from ibasho.town.places.queries import events as event_queries
from ibasho.town.places.queries import reception as queries
from ibasho.town.places.rules import headcount
from ibasho.town.places.views.sides import Page, side


@require_safe
def report(request: Request, session: int) -> HttpResponse:
    """A4, one page: what the city's paper of R6.8.21 says of its trial day, in the same order."""
    found = (
        event_queries.runnable(request.actor, request.at)
        .select_related("event__organisation", "event__place", "place__organisation", "report")
        .filter(pk=session)
        .first()
    )
    if found is None:
        raise Http404
    here, heads = side(request), queries.heads(found)
    written = getattr(found, "report", None)
    context = {
        "here": here,
        "session": found,
        "owner": policies.owner(found),
        "report": written,
        "came": _lines(heads, helped=False),
        "helped": _lines(heads, helped=True),
        "total": headcount.total(heads),
        "groups": list(found.event.groups.order_by("pk")) if found.event else [],
        "era_day": wareki.full_label(found.day),
        "back": here.url("reception", session=session),
        "correct": here.url("reception_close", session=session),
    }
    return render(request, "places/report.html", context)


def _lines(heads: dict[str, int], *, helped: bool) -> list[tuple[str, int]]:
    return [
        (headcount.LABELS[one], number)
        for one, number in heads.items()
        if (one in headcount.HELPERS) is helped
    ]


@require_safe
@limited("places.export", times=60, seconds=600, methods=("GET",))
def sessions(request: Request) -> HttpResponse:
    """Every day of a 年度 with heads by class, also as Excel and CSV. Numbers only: nobody is named."""
    this = nendo.nendo(clock.day(request.at))
    mine = event_queries.runnable(request.actor, request.at)
    form = YearForm(request.GET or None, first=event_queries.first_nendo(mine, this), this=this)
    year = form.year
    rows = list(event_queries.between(nendo.first_day(year), nendo.last_day(year), mine))
    here = side(request)
    table = Table(_("%(year)sの実績") % {"year": nendo.label(year)}, _columns(here), rows)
    if exports.wanted(request):
        return exports.answer(request, table, f"jisseki-{year}")
    context = {
        "here": here,
        "table": table,
        "form": form,
        "year": nendo.label(year),
        "sums": _sums(rows, clock.day(request.at)),
    }
    return render(request, "places/report_list.html", context)


def _sums(rows: list[Session], today: date) -> list[tuple[str, int | str, str]]:
    """(label, value, unit) up to `today`; 「－」 where nobody wrote a number down."""
    heads = [each for row in rows if (each := queries.heads(row))]
    return [
        (
            _("ひらいた日"),
            sum(row.state == Session.State.PLANNED and row.day <= today for row in rows),
            _("日"),
        ),
        (_("参加者 のべ"), _sum(headcount.total(each) for each in heads), _("人")),
        (_("うち こども"), _sum(headcount.children(each) for each in heads), _("人")),
        (_("親子"), _sum(_reported("families")(row) for row in rows), _("組")),
        (_("相談"), _sum(_reported("consultations")(row) for row in rows), _("件")),
    ]


def _sum(numbers: Iterable[int | None]) -> int | str:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else "－"


def _columns(here: Side) -> list[Column]:
    def address(row: Session) -> str:
        return here.url("report", session=row.pk)

    return [
        Column(_("日"), lambda row: row.day.isoformat(), href=address),
        Column(_("和暦"), lambda row: wareki.short_label(row.day)),
        Column(_("名前"), lambda row: _name(row)),
        Column(_("主催"), lambda row: _organiser(row)),
        Column(_("はじまり"), lambda row: clock.time_label(row.starts) if row.starts else ""),
        Column(_("おわり"), lambda row: clock.time_label(row.ends) if row.ends else ""),
        Column(_("状態"), lambda row: _state(row)),
        *[Column(headcount.LABELS[one], _heads_in(one), number=True) for one in headcount.ORDER],
        Column(_("参加者 計"), lambda row: _total(row), number=True),
        Column(_("協力団体"), _reported("groups"), number=True),
        Column(_("ボランティア"), _reported("volunteers"), number=True),
        Column(_("親子の組数"), _reported("families"), number=True),
        Column(_("相談件数"), _reported("consultations"), number=True),
    ]


def _heads_in(of_class: str) -> Callable[[Any], int | None]:
    return lambda row: queries.heads(row).get(of_class)


def _reported(name: str) -> Callable[[Any], int | None]:
    def read(row: Any) -> int | None:
        written: SessionReport | None = getattr(row, "report", None)
        value: int | None = getattr(written, name, None)
        return value

    return read


def _total(row: Session) -> int | None:
    """None where nobody was counted: no nought is invented."""
    heads = queries.heads(row)
    return headcount.total(heads) if heads else None


def _name(row: Session) -> str:
    return row.event.title if row.event else row.place.name if row.place else ""


def _organiser(row: Session) -> str:
    owner = policies.owner(row)
    if owner.organisation:
        return owner.organisation.name
    return row.event.organiser_name if row.event else ""


def _state(row: Session) -> str:
    if row.state == Session.State.CANCELLED:
        return _("お休み")
    return _("まとめ済み") if hasattr(row, "report") else _("まとめ前")


PAGES: tuple[Page, ...] = (
    ("sessions/", sessions, "sessions"),
    ("sessions/<int:session>/report/", report, "report"),
)
