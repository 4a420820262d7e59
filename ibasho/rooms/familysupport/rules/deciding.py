"""When a visit may be decided, and what an adviser reads when it may not. Pure."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.familysupport.rules.eligibility import Refusal
from ibasho.rooms.familysupport.rules.kinds import VisitState

BEGUN = (
    "もう はじまる時間を すぎたので、決められません。"
    "はじまる前に センターが 決めた活動だけが 保険の 対象です。見つからなかった回として のこしてください。"
)


def check_open(
    state: str, starts_at: datetime, at: datetime, *, who: str, when: datetime | None, provider: str
) -> None:
    """Raises Conflict for what is decided (by whom and when), over, or begun."""
    if state in {VisitState.AGREED, VisitState.DONE} and when is not None:
        said = f"{who}さんが " if who else ""
        raise Conflict(
            "familysupport.decided_already",
            f"この回は {said}{moment(when)}に {provider}さんに 決めました。変えるときは、先に その決定を とりけしてください。",
        )
    if state != VisitState.OPEN:
        raise Conflict(
            "familysupport.visit_not_open",
            f"この回は いま「{VisitState(state).label}」です。ページを 開きなおして たしかめてください。",
        )
    if starts_at <= at:
        raise Conflict("familysupport.visit_begun", BEGUN)


def check_undo(state: str, starts_at: datetime, at: datetime) -> None:
    """Raises Conflict unless it is decided and ahead."""
    if state != VisitState.AGREED:
        raise Conflict(
            "familysupport.visit_not_agreed",
            f"この回は いま「{VisitState(state).label}」なので、決定を とりけせません。ページを 開きなおしてください。",
        )
    if starts_at <= at:
        raise Conflict(
            "familysupport.visit_begun",
            "もう はじまる時間を すぎたので、決定は とりけせません。来られなかったときは「とりやめ」を 使ってください。",
        )


def refused(refusal: Refusal, name: str) -> Conflict:
    """Something stands against this provider."""
    return Conflict(
        f"familysupport.{refusal.code}",
        f"{name}さんには 決められません。{refusal.sentence}ほかの人を えらんでください。",
    )


def gone() -> Conflict:
    return Conflict(
        "familysupport.not_active", "この人は いま 提供会員では ありません。ほかの人を えらんでください。"
    )


def overlap() -> Conflict:
    return Conflict(
        "familysupport.overlap",
        "この人には 同じ時間に ほかの依頼が 決まったところです。ほかの人を えらんでください。",
    )


def moment(at: datetime) -> str:
    """`11月24日 15:02`"""
    told = clock.jst(at)
    return f"{told.month}月{told.day}日（{wareki.WEEKDAYS[told.weekday()]}） {clock.time_label(told.time())}"
