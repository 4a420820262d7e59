"""What the pages of both sides show of a report and of a meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ibasho.base.kernel.actor import Via
from ibasho.base.ui.charts import Bar, Chart, bars
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport.forms.reports import TellForm
from ibasho.rooms.familysupport.models import Child, Meeting, Member, Report
from ibasho.rooms.familysupport.queries import meetings
from ibasho.rooms.familysupport.queries import reports as queries
from ibasho.rooms.familysupport.queries.called import called, honoured
from ibasho.rooms.familysupport.queries.reports import FeeLine
from ibasho.rooms.familysupport.rules import reporting as rules
from ibasho.rooms.familysupport.rules.kinds import ReportState
from ibasho.rooms.familysupport.rules.meetings import EXPLAINED, SHEET
from ibasho.rooms.familysupport.rules.seen import UNSEEN

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
    family: str
    provider: str

    @property
    def gets_yen(self) -> int:
        return self.report.provider_yen + self.report.travel_yen + self.report.cost_yen

    @property
    def to_whom(self) -> str:
        """The provider with さん."""
        return honoured(self.provider)

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
    def stamp(self) -> str:
        """What a yes to this page says yes to."""
        return queries.stamp(self.report)

    @property
    def open(self) -> bool:
        return self.report.top_up_id is None


def shown(report: Report, *, reader: Member | None = None, today: date | None = None) -> Shown:
    """`reader`: the member whose page it is, who does not read the name of the other side while it is protected `today`.
    Without one it is the adviser's page."""
    told = queries.as_told(report)
    family, provider = report.visit.request.member, report.visit.provider
    return Shown(
        report, _children(report), queries.fee_lines(report), queries.pays_yen(report), rules.label(told.minutes),
        queries.is_late(report), _name(family, reader, today), _name(provider, reader, today),
    )  # fmt: skip


def _name(member: Member | None, reader: Member | None, today: date | None) -> str:
    if member is None:
        return ""
    if reader is None or today is None or reader.pk == member.pk:
        return member.name
    return called(member, today)


def _children(report: Report) -> list[Child]:
    return list(report.visit.request.children.order_by("born_on", "pk"))


def tone(report: Report) -> str:
    """Of the chip that says the state."""
    return {ReportState.CONFIRMED: "good", ReportState.DISPUTED: "warn"}.get(
        ReportState(report.state), "info"
    )


def seen(request: Request) -> str:
    """The stamp that a button sends back; of a page without one, none that could be."""
    return request.POST.get("seen", "") or UNSEEN


def meeting_context(meeting: Meeting, sheet: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The sheet in the order of the paper: what was said, and what nobody has written yet. `sheet`: as this reader may
    read it, where that is not all of it."""
    told = meeting.sheet if sheet is None else sheet
    said = [(one.label, told.get(one.key, "")) for one in SHEET]
    return {
        "meeting": meeting, "answered": [row for row in said if row[1]], "explained": EXPLAINED,
        "stamp": meetings.stamp(meeting),
        "unanswered": [label for label, words in said if not words],
    }  # fmt: skip


def tell_form(request: Request, report: Report) -> TellForm:
    return TellForm.of(request.POST, queries.as_told(report))
