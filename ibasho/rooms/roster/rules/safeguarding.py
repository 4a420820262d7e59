"""Safeguarding dates: what may stand there, when they run out, and words that must never stand anywhere.

What a check said is written nowhere (trust statement 68): there is no field for it, and texts about a person refuse
the words it would be written with.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.roster.rules.erasing import years_later
from ibasho.rooms.roster.rules.kinds import DbsCategory

STAGES = (7, 30)  # days before a date runs out on which the named persons are told, nearest first
NO_RESULT = "確認の 結果や 犯罪のことは どこにも 書かないで ください。日付だけを 入れます。"
_FORBIDDEN = re.compile(
    r"前科|前歴|犯歴|犯罪(?!.{0,3}(?:防止|予防|から))|逮捕|起訴|有罪|無罪"  # 「性犯罪防止研修」 is a training
    r"|(?:dbs|確認|照会|チェック|身元).{0,8}(?:結果|白|黒|シロ|クロ|ok|ng|問題)"
    r"|結果.{0,6}(?:なし|無し|あり|有り|白|黒|シロ|クロ|問題|ok|ng)"
    r"|該当(?:なし|無し|あり|有り|者|せず)",
    re.IGNORECASE,
)


def says_result(text: str) -> bool:
    """Whether a text about a person speaks of what a background check said, full-width and spaced letters too."""
    return bool(_FORBIDDEN.search(re.sub(r"\s", "", unicodedata.normalize("NFKC", text))))


def checked_text(text: str, field: str) -> str:
    """`text` on one line. Raises Invalid for the result of a check and for a My Number."""
    tidy = refuse_my_number(" ".join(text.split()))
    if says_result(tidy):
        raise Invalid("roster.no_result", NO_RESULT, fields={field: NO_RESULT})
    return tidy


def duty(category: str) -> bool:
    """Whether the law asks for the procedure in this kind of programme."""
    return category in (DbsCategory.OBLIGED, DbsCategory.CERTIFIED)


@dataclass(frozen=True, slots=True)
class Dates:
    """All that is kept of one helper. `is_needed`: the law's procedure applies to this work."""

    is_needed: bool = False
    pledge_on: date | None = None
    rules_told_on: date | None = None
    asked_on: date | None = None
    done_on: date | None = None
    due_on: date | None = None


def checked_dates(given: Dates, today: date) -> Dates:
    """With the next date filled in: five years after the procedure. Raises Invalid for what cannot be."""
    for name in ("pledge_on", "rules_told_on", "asked_on", "done_on"):
        told = getattr(given, name)
        if told is not None and told > today:
            raise _wrong(name, "これからの日は 入れられません。すんだ日を 入れてください。")
    if given.asked_on and given.done_on and given.done_on < given.asked_on:
        raise _wrong("done_on", "たのんだ日より 前に おわることは ありません。2つの日を たしかめてください。")
    if given.done_on and given.due_on and not given.done_on < given.due_on <= years_later(given.done_on):
        raise _wrong("due_on", "つぎの期限は、おわった日から 5年までの間の日に してください。")
    if given.done_on and given.due_on is None:
        return Dates(
            given.is_needed, given.pledge_on, given.rules_told_on, given.asked_on, given.done_on,
            years_later(given.done_on),
        )  # fmt: skip
    return given


def _wrong(field: str, sentence: str) -> Invalid:
    return Invalid("roster.safeguard_dates", sentence, fields={field: sentence})


def stage(due_on: date, today: date) -> int | None:
    """Which reminder is due: 30 or 7 days ahead; the nearer one also on and after the day itself. None: not yet."""
    left = (due_on - today).days
    return next((days for days in STAGES if left <= days), None)
