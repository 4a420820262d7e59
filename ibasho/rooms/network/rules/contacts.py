"""What may be written about talking with a group. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ibasho.base.kernel import nendo
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.network.rules.kinds import How

WORDS_MAX = 2000
LEFT_KEPT_DAYS = 365  # of somebody who left a group
ROWS_KEPT_YEARS = 5  # after the end of the 年度
AGREEMENTS_KEPT_YEARS = 10
REPORTS_KEPT_YEARS = 10  # what went out, and which way of working was handed on


@dataclass(frozen=True, slots=True)
class Told:
    """A talk as it is typed in. `next_on`: by when `next_words` is to be done; None: some day."""

    on: date
    how: How
    words: str
    spoke_with: str = ""
    next_words: str = ""
    next_on: date | None = None


def checked(told: Told, today: date) -> Told:
    """On one line what is one line. Raises Invalid for nothing said, a day ahead, a date with nothing to do, a My Number."""
    words = refuse_my_number(told.words.strip())
    if not words:
        _refuse("words", "なにを 話したかを 書いてください。ひとことで かまいません。")
    if len(words) > WORDS_MAX:
        _refuse("words", f"内容は {WORDS_MAX}文字までです。長い話は 分けて 書いてください。")
    if told.on > today:
        _refuse("on", "話した日が これからの日に なっています。予定は「つぎに すること」に 書いてください。")
    next_words = line(told.next_words)
    if told.next_on is not None and not next_words:
        _refuse("next_words", "いつまでに なにを するかを 書いてください。")
    return Told(told.on, told.how, words, line(told.spoke_with), next_words, told.next_on)


def line(text: str) -> str:
    return refuse_my_number(" ".join(text.split()))


def left_before(today: date) -> date:
    """Who left before this day is erased."""
    return today - timedelta(days=LEFT_KEPT_DAYS)


def kept_from(today: date, years: int) -> date:
    """What was over before this day is erased: the first day of the 年度 that lies `years` back."""
    return nendo.first_day(nendo.nendo(today) - years)


def _refuse(field: str, sentence: str) -> None:
    raise Invalid(f"network.contact_{field}", sentence, fields={field: sentence})
