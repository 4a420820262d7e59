"""What a definition, a target and an indicator's place in the list may be. Pure."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.front.reports.rules.kinds import Over
from ibasho.front.reports.rules.series import Meaning

WORDS_MAX, REASON_MAX, TARGET_WORDS_MAX = 400, 200, 200
TARGET_MAX: Final = 1_000_000_000
YEARS_BACK, YEARS_AHEAD = 10, 10
ORDER_MAX = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A definition as somebody wants it: `fact`, `place_fact` are names of figures (`<room>.<figure>`), or empty."""

    since_on: date
    words: str
    reason: str
    over: Over
    fact: str = ""
    place_fact: str = ""

    def tidy(self) -> Wanted:
        """Words on one line, without a My Number. Raises Invalid."""
        return Wanted(
            since_on=self.since_on, words=_tidy(self.words, WORDS_MAX, "words", "きめかた"),
            reason=_tidy(self.reason, REASON_MAX, "reason", "かえる わけ"), over=self.over, fact=self.fact.strip(),
            place_fact=self.place_fact.strip(),
        )  # fmt: skip


def check_change(
    wanted: Wanted,
    now: Meaning,
    *,
    measured_last: date | None,
    areas: Collection[str],
    places: Collection[str],
) -> None:
    """Raises Invalid for words or figures that cannot be, Conflict for a day on which the old definition was measured.
    `areas`, `places`: the figures that exist for the whole area (over the wanted time) and for each place."""
    if not wanted.words or not wanted.reason:
        missing = "words" if not wanted.words else "reason"
        raise _wrong(
            missing,
            "きめかたと、かえる わけを 書いてください。あとで 見る人が、なぜ 数が かわったか わかります。",
        )
    _check_figures(wanted, areas, places)
    if (wanted.words, wanted.over, wanted.fact, wanted.place_fact) == (
        now.words,
        now.over,
        now.fact,
        now.place_fact,
    ):
        raise _wrong("words", "いまの きめかたと おなじです。かえるところを 直してから 送ってください。")
    if wanted.since_on <= now.since_on:
        raise _wrong(
            "since_on", f"いまの きめかたは {_day(now.since_on)}からです。それより あとの日に してください。"
        )
    if measured_last is not None and wanted.since_on <= measured_last:
        raise Conflict(
            "reports.definition_measured",
            f"{_day(measured_last)}に、いまの きめかたで もう はかっています。その つぎの日から あとに してください。",
            fields={"since_on": f"{_day(measured_last)}より あとの日に してください。"},
        )


def check_target(value: float, nendo: int, *, this: int, is_set: bool) -> None:
    """A target of a 年度 that is over stays as it was set: nobody moves the goal afterwards. Raises Invalid or Conflict."""
    if not math.isfinite(value) or not 0 <= value <= TARGET_MAX:
        raise _wrong("value", "目標は 0から 10億までの 数で 書いてください。0も 目標に できます。")
    if not this - YEARS_BACK <= nendo <= this + YEARS_AHEAD:
        raise _wrong(
            "nendo",
            f"年度は {years.label(this - YEARS_BACK)}から {years.label(this + YEARS_AHEAD)}までです。",
        )
    if is_set:
        check_open(nendo, this=this)


def check_open(nendo: int, *, this: int) -> None:
    """Raises Conflict for a 年度 that is over."""
    if nendo < this:
        raise Conflict(
            "reports.target_over",
            f"{years.label(nendo)}は おわりました。決めてあった 目標は、あとから かえません。つぎの 年度の 目標を 決めてください。",
        )


def tidy_target(words: str) -> str:
    return _tidy(words, TARGET_WORDS_MAX, "words", "わけ")


def check_order(order: int) -> None:
    if not 0 <= order <= ORDER_MAX:
        raise _wrong("order", f"順番は 0から {ORDER_MAX}までの 数で 書いてください。")


def _check_figures(wanted: Wanted, areas: Collection[str], places: Collection[str]) -> None:
    if not wanted.fact and not wanted.place_fact:
        raise _wrong("fact", "市ぜんたいか 居場所ごとの 計算を、どちらか 1つは えらんでください。")
    if wanted.fact and wanted.fact not in areas:
        raise _wrong(
            "fact",
            f"「{wanted.fact}」という 計算は、{wanted.over.label}の 数には ありません。一覧から えらんでください。",
        )
    if wanted.place_fact and wanted.place_fact not in places:
        raise _wrong(
            "place_fact",
            f"「{wanted.place_fact}」という 居場所ごとの 計算は ありません。一覧から えらんでください。",
        )


def _tidy(text: str, most: int, field: str, name: str) -> str:
    found = refuse_my_number(" ".join(text.split()))
    if len(found) > most:
        raise _wrong(field, f"「{name}」は {most}文字までです。いまは {len(found)}文字あります。")
    return found


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _wrong(field: str, sentence: str) -> Invalid:
    return Invalid(f"reports.{field}", sentence, fields={field: sentence})
