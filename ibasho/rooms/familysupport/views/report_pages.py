"""What the pages of both sides show of a report and of a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ibasho.base.kernel.actor import Via
from ibasho.base.ui.charts import Bar, Chart, bars
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport.forms.reports import TellForm
from ibasho.rooms.familysupport.models import Child, Meeting, Report
from ibasho.rooms.familysupport.queries import reports as queries
from ibasho.rooms.familysupport.queries.reports import FeeLine
from ibasho.rooms.familysupport.rules import reporting as rules
from ibasho.rooms.familysupport.rules.kinds import ReportState
from ibasho.rooms.familysupport.rules.meetings import EXPLAINED, SHEET

PLAIN = {"furigana": "off"}  # members are adults
VIA = {
    Via.LINK.value: "本人の ページ", Via.PAPER.value: "紙", Via.PHONE.value: "電話", Via.COUNTER.value: "窓口",
    Via.PAGE.value: "センター",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A report as a page shows it."""

    report: Report
    children: Sequence[Child]
    lines: Sequence[FeeLine]
    pays_yen: int
    hours: str
    late: bool

    @property
    def gets_yen(self) -> int:
        return self.report.provider_yen + self.report.travel_yen + self.report.cost_yen

    @property
    def same_hours(self) -> bool:
        visit = self.report.visit
        return (self.report.began_at, self.report.ended_at) == (visit.starts_at, visit.ends_at)

    @property
    def chart(self) -> Chart:
        """Who pays what for the time, as a picture."""
        rows = [Bar("依頼会員から", self.report.user_yen), Bar("市から", self.report.city_yen, tint="cyan")]
        return bars("時間の分の 料金", rows, unit="円", label_head="だれから")

    @property
    def written_via(self) -> str:
        return VIA.get(self.report.written_via, "")

    @property
    def confirmed_via(self) -> str:
        return VIA.get(self.report.confirmed_via, "")

    @property
    def open(self) -> bool:
        return self.report.top_up_id is None


def shown(report: Report) -> Shown:
    children = _children(report)
    told = queries.as_told(report)
    return Shown(
        report, children, queries.fee_lines(report), queries.pays_yen(report), rules.label(told.minutes),
        queries.is_late(report),
    )  # fmt: skip


def _children(report: Report) -> list[Child]:
    return list(report.visit.request.children.order_by("born_on", "pk"))


def tone(report: Report) -> str:
    """Of the chip that says the state."""
    return {ReportState.CONFIRMED: "good", ReportState.DISPUTED: "warn"}.get(
        ReportState(report.state), "info"
    )


def meeting_context(meeting: Meeting) -> dict[str, Any]:
    """The sheet in the order of the paper: what was said, and what nobody has written yet."""
    said = [(one.label, meeting.sheet.get(one.key, "")) for one in SHEET]
    return {
        "meeting": meeting, "answered": [row for row in said if row[1]], "explained": EXPLAINED,
        "unanswered": [label for label, words in said if not words],
    }  # fmt: skip


def tell_form(request: Request, report: Report) -> TellForm:
    return TellForm.of(request.POST, queries.as_told(report))
