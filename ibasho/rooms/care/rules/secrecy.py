"""Breaking the glass: what a reason must be, how long it lasts, who hears of it, by when somebody has looked. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.care.rules.kinds import (
    OPENING_MINUTES_MAX,
    OPENING_REASON_MIN,
    REVIEW_WITHIN_DAYS,
    SUPERVISORS_MIN,
)
from ibasho.town.concerns.rules.clock import working_days_after

REASON_MAX = 600  # characters
_SHORT = (
    f"わけを {OPENING_REASON_MIN}文字以上で 書いてください。だれが、なぜ いま 読まないと いけないかが、"
    "あとで 確かめる人に わかるように。"
)


def why(told: str) -> str:
    """The reason on one line. Raises Invalid at `reason`."""
    found = reason(told, code="care.reason", sentence=_SHORT, field="reason", most=REASON_MAX)
    if len(found.replace(" ", "")) < OPENING_REASON_MIN:
        raise Invalid("care.reason_short", _SHORT, fields={"reason": _SHORT})
    return found


def until(at: datetime) -> datetime:
    return at + timedelta(minutes=OPENING_MINUTES_MAX)


def told(leads: Sequence[int], assigned: Sequence[int], others: Sequence[int], opener: int) -> list[int]:
    """Who hears of it: every lead, then who is assigned, then colleagues, until there are two; never the opener alone.

    Raises Conflict where there are not two."""
    found = [one for one in dict.fromkeys(leads) if one != opener]
    for one in dict.fromkeys([*assigned, *others]):
        if len(found) >= SUPERVISORS_MIN:
            break
        if one != opener and one not in found:
            found.append(one)
    if len(found) < SUPERVISORS_MIN:
        raise Conflict(
            "care.nobody_to_tell",
            "緊急の閲覧は、知らせる人が ほかに 2人 いないと 開きません。"
            "担当の人か 統括支援員に 電話してください。いのちの 危険が あるときは 110・119・189 へ。",
        )
    return found


def review_by(opened_on: date) -> date:
    """The third working day after it."""
    return working_days_after(opened_on, REVIEW_WITHIN_DAYS)


def is_overdue(opened_on: date, today: date) -> bool:
    return today > review_by(opened_on)
