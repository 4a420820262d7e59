"""When something went wrong: what must be told to whom by when, and when it is over.

Death, and injuries that need 30 days or more, are reported to the state through the prefecture: a first report by the
day after the centre knew, a second within a month (教育・保育施設等における事故の報告等について).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.familysupport.rules.kinds import IncidentKind

SERIOUS_DAYS = 30
FIRST_REPORT_DAYS, SECOND_REPORT_DAYS = 1, 30
TELL_DAYS = 90  # so long after a visit both sides may still add a word by their own link
WORDS_MAX, WHERE_MAX, TREATMENT_MAX = 2_000, 120, 3_650


class Told(StrEnum):
    """Who was told."""

    INSURER = "insurer"
    STATE = "state"
    STATE_SECOND = "state_second"


FIELD = {Told.INSURER: "insurer_told_on", Told.STATE: "state_told_on", Told.STATE_SECOND: "state_second_on"}


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that waits: what, until when (None: as soon as may be)."""

    what: Told
    words: str
    by: date | None

    def is_late(self, today: date) -> bool:
        return self.by is not None and today > self.by


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rules need of an incident."""

    kind: str
    serious_on: date | None
    insurer_told_on: date | None
    state_told_on: date | None
    state_second_on: date | None
    done: str
    about_centre: bool = False


def is_serious(*, died: bool, treatment_days: int | None) -> bool:
    return died or (treatment_days or 0) >= SERIOUS_DAYS


def due(one: Standing) -> list[Due]:
    """What is still to be told, the most urgent first."""
    found = []
    if one.serious_on is not None and one.state_told_on is None:
        by = one.serious_on + timedelta(days=FIRST_REPORT_DAYS)
        found.append(Due(Told.STATE, "国への報告（第1報）", by))
    if one.serious_on is not None and one.state_second_on is None:
        by = one.serious_on + timedelta(days=SECOND_REPORT_DAYS)
        found.append(Due(Told.STATE_SECOND, "国への報告（第2報）", by))
    if one.kind in {IncidentKind.INJURY, IncidentKind.DAMAGE} and one.insurer_told_on is None:
        found.append(Due(Told.INSURER, "保険会社への連絡", None))
    return found


def check_told(what: Told, day: date, one: Standing, happened_on: date, today: date) -> None:
    """Raises Invalid for a day that can't be, Conflict for a second report without a first."""
    if not happened_on <= day <= today:
        words = "知らせた日は、おきた日から きょうまでの 日を 入れてください。"
        raise Invalid("familysupport.told_day", words, fields={"day": words})
    if what is Told.STATE_SECOND and (one.state_told_on is None or day < one.state_told_on):
        raise Conflict(
            "familysupport.told_order", "さきに 第1報の日を 書いてください。第2報は そのあとの日です。"
        )


def check_closing(one: Standing) -> None:
    """Raises Conflict naming what is missing. Only a near miss or words may end without a deed."""
    missing = [waits.words for waits in due(one)]
    if not one.done.strip():
        missing.append("したこと（これからの ふせぎ方）")
    if missing:
        raise Conflict(
            "familysupport.incident_open",
            f"まだ おわりに できません。のこり: {'、'.join(missing)}。書いてから、もう一度 おしてください。",
        )


def words_of(text: str, field: str = "words") -> str:
    """The words, trimmed. Raises Invalid at `field` for nothing, for too many and for a My Number."""
    tidy = refuse_my_number(text.strip())
    if not 0 < len(tidy) <= WORDS_MAX:
        words = f"{WORDS_MAX}文字までで 書いてください。" if tidy else "何が あったかを 書いてください。"
        raise Invalid("familysupport.incident_words", words, fields={field: words})
    return tidy


def check_happened(happened_at: datetime, at: datetime) -> None:
    if happened_at > at:
        words = "これからの 時は 書けません。おきた時を 入れてください。"
        raise Invalid("familysupport.incident_when", words, fields={"happened_at": words})


def check_treatment(days: int | None) -> None:
    if days is not None and days > TREATMENT_MAX:
        words = f"治るまでの日数は {TREATMENT_MAX}日までで 書いてください。"
        raise Invalid("familysupport.incident_days", words, fields={"treatment_days": words})


def may_tell(starts_at: datetime, at: datetime) -> bool:
    """From the beginning of a visit until some weeks after: what a member's own page offers."""
    return starts_at <= at and clock.day(at) <= clock.day(starts_at) + timedelta(days=TELL_DAYS)
