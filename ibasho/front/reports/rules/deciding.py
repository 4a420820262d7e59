"""What a 課題 and a 決定 must say, and what a decision moves. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.front.reports.rules.kinds import DecisionKind, LineState, PilotState

WORDS_MAX, SOURCE_WORDS_MAX, SETTLED_MAX, REASON_MAX, SOURCE_MAX = 400, 300, 400, 600, 200
TAKEN_BACK_WITHIN = timedelta(hours=24)
LINE_STATE: Final = {DecisionKind.STOP: LineState.STOPPED}
OVER: Final = frozenset({PilotState.ENDED, PilotState.JUDGED, PilotState.DROPPED})


def check_count(count: int | None, count_of: int | None) -> None:
    """Both or neither, and no more groups that named it than were heard."""
    if (count is None) != (count_of is None):
        sentence = "「あげた 団体」と「きいた 団体」は 両方 入れるか、両方 空に してください。"
    elif count is not None and count_of is not None and not 0 < count <= count_of:
        sentence = f"あげた 団体は 1から、きいた 団体の 数（{count_of}）までです。"
    else:
        return
    raise Invalid("reports.issue_count", sentence, fields={"count": sentence})


def check_found(found_on: date, today: date) -> None:
    if found_on > today:
        sentence = "これからの日に なっています。見つけた日を 入れてください。"
        raise Invalid("reports.issue_ahead", sentence, fields={"found_on": sentence})


def check_decided(
    kind: DecisionKind, decided_on: date, today: date, *, nendo: int, next_nendo: int | None
) -> None:
    """A decision lies behind, leads to a later 年度, and a stop leads nowhere."""
    if decided_on > today:
        _refuse("decided_on", "これからの日に なっています。決めてから 書いてください。")
    if next_nendo is None:
        return
    if kind is DecisionKind.STOP:
        _refuse("next_line", "「やめる」ときは つぎの 年度の 事業を えらべません。空に してください。")
    if next_nendo <= nendo:
        _refuse("next_line", "つぎの 事業は、この事業より 後の 年度から えらんでください。")


def check_pilot(state: PilotState) -> None:
    """Nothing is decided of a trial that still runs."""
    if state not in OVER:
        raise Conflict(
            "reports.decision_early",
            f"この試行は まだ「{state.label}」です。試し おわってから 決定を 書いてください。",
        )


def line_after(kind: DecisionKind, was: LineState) -> LineState:
    """Where a decision moves its line: what was done stays done."""
    return was if was is LineState.DONE else LINE_STATE.get(kind, was)


def may_take_back(made_at: datetime, at: datetime) -> bool:
    return at <= made_at + TAKEN_BACK_WITHIN


def check_taken_back(made_at: datetime, at: datetime, *, corrected: bool) -> None:
    if corrected:
        raise Conflict(
            "reports.decision_corrected", "この決定は もう なおされています。あとの 決定を 見てください。"
        )
    if not may_take_back(made_at, at):
        raise Conflict(
            "reports.decision_stays",
            "書いてから 1日 たったので とりけせません。ちがうときは「なおす 決定を 書く」を おしてください。",
        )


def check_corrects(made_at: datetime, at: datetime, *, corrected: bool) -> None:
    """Within the day it is taken back instead; a corrected one is corrected through the newest."""
    if corrected:
        raise Conflict(
            "reports.decision_corrected",
            "この決定は もう なおされています。いちばん あとの 決定を なおしてください。",
        )
    if may_take_back(made_at, at):
        raise Conflict(
            "reports.decision_young", "書いてから 1日は とりけせます。とりけして、もう一度 書いてください。"
        )


def _refuse(field: str, sentence: str) -> None:
    raise Invalid(f"reports.decision_{field}", sentence, fields={field: sentence})
