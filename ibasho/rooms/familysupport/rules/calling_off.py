"""Calling a visit off: which kind it is by the clock, and who may say so. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict, NotAllowed
from ibasho.rooms.familysupport.rules.kinds import AskAnswer, CancelKind, UnmetReason, VisitState

UNDO = timedelta(minutes=10)  # so long a slip of the finger leaves everything as it was
LATE = timedelta(hours=24)  # who asks later than this before the beginning leaves hardly time to look
BY_LINK = (CancelKind.BEFORE, CancelKind.SAME_DAY)
OFF = (VisitState.OPEN, VisitState.AGREED)


def kind_now(starts_at: datetime, at: datetime) -> CancelKind:
    """What it is when the family calls it off at this moment."""
    return CancelKind.BEFORE if clock.day(at) < clock.day(starts_at) else CancelKind.SAME_DAY


def check(state: str, starts_at: datetime, kind: CancelKind, at: datetime, *, by_link: bool) -> None:
    """Raises Conflict where there is nothing (more) to call off, NotAllowed for a kind the clock or the centre says."""
    if state not in OFF:
        raise Conflict(
            "support.visit_over",
            f"この回は いま「{VisitState(state).label}」です。とりやめは できません。ページを 開きなおしてください。",
        )
    if not by_link:
        return
    if at >= starts_at:
        raise Conflict(
            "support.visit_begun",
            "もう はじまる時間を すぎました。とりやめるときは、センターに 電話してください。",
        )
    if kind not in BY_LINK or kind != kind_now(starts_at, at):
        raise NotAllowed(
            "support.cancel_kind",
            "とりやめの 料金が かわりました。ページを 開きなおして、もう一度 たしかめてください。",
        )


def is_slip(cancelled_at: datetime | None, at: datetime) -> bool:
    """Whether it was called off just now."""
    return cancelled_at is not None and at - cancelled_at <= UNDO


def not_back(
    kind: str, cancelled_at: datetime | None, at: datetime, *, own: bool, owed: bool
) -> Conflict | None:
    """Why the family does not put this visit back by its link; None: it may. `own`: it called it off itself. `owed`: a
    provider was to come; after the slip they keep what they were told, the fee too."""
    if not own or kind not in BY_LINK:
        return Conflict(
            "support.cancelled_by_centre",
            "センターが とりやめた回なので、ここからは もどせません。センターに 電話してください。",
        )
    if owed and not is_slip(cancelled_at, at):
        return Conflict(
            "support.slip_over",
            "とりやめてから 10分を すぎたので、もとには もどせません。また 必要なときは、新しく たのんでください。",
        )
    return None


def check_price(shown: int | None, yen: int) -> None:
    """Nobody pays what they were not shown. None: nobody was shown a price. Raises Conflict with the new one."""
    if shown is not None and shown != yen:
        raise Conflict(
            "support.cancel_price",
            f"キャンセル料が {shown:,}円から {yen:,}円に かわりました。まだ とりやめていません。"
            "料金を たしかめて、よければ もう一度 おしてください。",
        )


def unmet_reason(answers: tuple[str, ...], asked_at: datetime, starts_at: datetime) -> UnmetReason:
    """Why nobody came, from what is known for certain: all who were asked said no, or there was no time to ask."""
    if AskAnswer.NO in answers and AskAnswer.YES not in answers:
        return UnmetReason.REFUSED
    if starts_at - asked_at < LATE:
        return UnmetReason.TOO_LATE
    return UnmetReason.NOBODY_FREE
