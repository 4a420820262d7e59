"""What somebody has to hear before they say yes, and when a yes holds. Pure."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.care.rules.kinds import Consenting

AGE_MIN, AGE_MAX = 6, 20
WORDS_MAX = 2_000  # letters of one wording
HOLDS_DAYS = 30  # a yes older than this is asked for again


@dataclass(frozen=True, slots=True)
class Text:
    """One version in both wordings, with the age from which a child says it alone."""

    version: int
    starts_on: date
    alone_from_age: int
    child_words: str
    adult_words: str


@dataclass(frozen=True, slots=True)
class Consent:
    """`version` of the text read out, who said yes, how, on which day; `age_met`: the child is of the text's age (the
    age itself is written down nowhere)."""

    version: int
    by: Consenting
    how: str
    on: date
    age_met: bool


@lru_cache(maxsize=1)
def first_text() -> Text:
    """The version that holds until the centre's lead writes another."""
    told = tomllib.loads(Path(__file__).with_name("consent_texts.toml").read_text(encoding="utf-8"))
    words = {name: str(told[name]).strip() for name in ("child_words", "adult_words")}
    return Text(told["version"], told["starts_on"], told["alone_from_age"], **words)


def check(consent: Consent, *, in_force: int, alone_from_age: int, today: date) -> None:
    """Raises Invalid with a sentence beside what is wrong."""
    if consent.version != in_force:
        _refuse("version", "読みあげる ことばが あたらしく なりました。もう一度 読んで、聞いてください。")
    if consent.on > today:
        _refuse("consent_on", "同意の日が 先の日に なっています。聞いた日を 入れてください。")
    if consent.on < today - timedelta(days=HOLDS_DAYS):
        _refuse("consent_on", f"聞いてから {HOLDS_DAYS}日より 長く たっています。もう一度 聞いてください。")
    if consent.by is Consenting.CHILD and not consent.age_met:
        _refuse(
            "consent_by",
            f"本人だけの 同意は {alone_from_age}歳からです。{alone_from_age}歳に なっているときは 下に しるしを、"
            "まだのときは 保護者にも 聞いてください。",
        )


def check_text(
    starts_on: date, alone_from_age: int, child_words: str, adult_words: str, *, newest: date, today: date
) -> None:
    """A version begins today or later, never before the one it follows. Raises Invalid."""
    if starts_on < max(today, newest):
        _refuse("starts_on", "いつからは、きょうから 先の日で、いまの版より あとの日に してください。")
    if not AGE_MIN <= alone_from_age <= AGE_MAX:
        _refuse("alone_from_age", f"年齢は {AGE_MIN}歳から {AGE_MAX}歳までで 入れてください。")
    for field, words in (("child_words", child_words), ("adult_words", adult_words)):
        if not 0 < len(words.strip()) <= WORDS_MAX:
            _refuse(field, f"読みあげる ことばを {WORDS_MAX}文字までで 書いてください。")


def _refuse(field: str, sentence: str) -> None:
    raise Invalid(f"care.consent.{field}", sentence, fields={field: sentence})
