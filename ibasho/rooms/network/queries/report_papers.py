"""A report as a page, a file and an A4 show it alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ibasho.base.kernel import wareki
from ibasho.base.ports import pdf
from ibasho.base.ui.charts import Bar, Chart, bars
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.network.models import SentReport
from ibasho.rooms.network.queries import attendance
from ibasho.rooms.network.rules import reports as rules
from ibasho.rooms.network.rules.reports import Day, Difference, Form, Line
from ibasho.town.people.models import Organisation
from ibasho.town.places.models import Place

Month = tuple[str, tuple[Line, ...]]
_CHILDREN = rules.Asked("children", "こども（延べ）", "人")


@dataclass(frozen=True, slots=True)
class Shown:
    """`months`: (label, lines) where the form wants them; `children`: (label, children), for the picture, always."""

    form: Form
    organisation: Organisation
    place: Place | None
    first: date
    last: date
    lines: tuple[Line, ...]
    months: tuple[Month, ...]
    children: tuple[tuple[str, Line], ...]
    unrecorded: int
    recorded: int

    @property
    def who(self) -> str:
        return f"{self.organisation.name}　{self.place.name}" if self.place else self.organisation.name

    @property
    def days_words(self) -> str:
        return f"{wareki.long_label(self.first)} ～ {wareki.long_label(self.last)}"

    @property
    def heads(self) -> tuple[str, ...]:
        return tuple(one.asked.words for one in self.lines)


def shown(
    code: str, organisation: Organisation, place: Place | None, first: date, last: date, today: date
) -> Shown:
    """As it stands now. Raises Invalid for days that can't be."""
    rules.check_period(first, last, today)
    form = rules.forms()[code]
    days = attendance.days(organisation, place, first, last, today)
    recorded = sum(1 for one in days if one.recorded)
    months = _months(days)
    return Shown(
        form=form, organisation=organisation, place=place, first=first, last=last, lines=rules.filled(form, days),
        months=tuple((label, rules.filled(form, of)) for label, of in months) if form.monthly else (),
        children=tuple((label, rules.Line(_CHILDREN, rules.figure("children", of))) for label, of in months),
        unrecorded=len(days) - recorded, recorded=recorded,
    )  # fmt: skip


def _months(days: Sequence[Day]) -> list[tuple[str, list[Day]]]:
    return [(f"{wareki.year_label(month)}{month.month}月", of) for month, of in rules.by_month(days)]


def children_chart(report: Shown) -> Chart | None:
    """Children per month; a month nobody counted is a gap, never a 0."""
    rows = [Bar(label, line.figure.value, note=line.note) for label, line in report.children]
    title = _("月ごとの こども（延べ）")
    return bars(title, rows, unit=_("人"), label_head=_("月")) if len(rows) > 1 else None


def table(report: Shown) -> Table:
    """The lines, then each month's."""
    rows = [("", one) for one in report.lines]
    rows += [(label, one) for label, lines in report.months for one in lines]
    columns = [
        Column(_("月"), lambda row: row[0] or _("ぜんぶ")),
        Column(_("項目"), lambda row: row[1].asked.words),
        Column(_("数"), lambda row: row[1].figure.value, number=True),
        Column(_("単位"), lambda row: row[1].asked.unit),
        Column(_("注"), lambda row: _note(row[1])),
    ]
    return Table(report.form.title, columns, rows)


def _note(line: Line) -> str:
    if line.figure.value is None:
        return "記録なし"
    return f"{'少なくとも。' if line.figure.at_least else ''}{line.note}"


def paper(report: Shown, words: str, day: date, *, sent: bool = False) -> bytes:
    """The A4. `day`: the day on the paper."""
    data = {
        "title": report.form.title, "day": day.isoformat(), "to": report.form.to, "who": report.organisation.name,
        "place": report.place.name if report.place else "", "days": report.days_words, "words": words,
        "draft": "" if sent else "下書き",
        "lines": [[one.asked.words, one.shown, one.asked.unit, one.note] for one in report.lines],
        "month-heads": list(report.heads),
        "months": [[label, *(one.shown for one in lines)] for label, lines in report.months],
        "untold": _untold(report),
    }  # fmt: skip
    return pdf.render("network/pdf/report.typ", data)


def _untold(report: Shown) -> str:
    if not report.unrecorded:
        return ""
    return f"この間に、予定は あったが 人数の 記録が ない日が {report.unrecorded}日 あります。0人とは 数えていません。"


def of_sent(row: SentReport) -> Shown:
    """As it went out: its own figures; months were not kept."""
    form = rules.forms()[row.form]
    lines = rules.lines_of(row.figures["lines"])
    held = next((one.figure for one in lines if one.asked.figure == "sessions"), None)
    unrecorded = held.missing if held else 0
    return Shown(
        form=form, organisation=row.organisation, place=row.place, first=row.first_on, last=row.last_on, lines=lines,
        months=(), children=(), unrecorded=unrecorded, recorded=int(held.value or 0) if held else 0,
    )  # fmt: skip


def differences(row: SentReport, today: date) -> tuple[Difference, ...]:
    """What a later count changed since it went out."""
    days = attendance.days(row.organisation, row.place, row.first_on, row.last_on, today)
    return rules.differences(rules.lines_of(row.figures["lines"]), days)
