"""Which column of a table of people is which age: by the Japanese names publishers write, in any order and year.

「０～４歳人口　総数」 「総数５～９歳」 「15歳以上人口」 「３歳」 「100歳以上」 「総数、年齢「不詳」含む」. Columns of men or women
alone, of households, of foreigners or of work are passed by.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from ibasho.town.areas.rules.ages import Span

EVERYONE = Span(0, None)
_SEXES = re.compile(r"男女計|男女総数|男女別|男女")
_NOISE = re.compile(r"年齢「?不詳」?を?含む|総人口|総数|総計|合計|人口|計|年齢|の|[()\[\]「」、。,・:：_\s]")
_CLOSED = re.compile(r"(\d{1,3})(?:歳)?[~〜～\-‐－―–](\d{1,3})歳?")
_ONE = re.compile(r"(\d{1,3})歳?")
_OPEN = re.compile(r"(\d{1,3})歳?以上")
_BELOW = re.compile(r"(\d{1,3})歳未満")
_TOTALS = re.compile(r"総数|総計|合計|人口|計")


def spans_of(names: Sequence[str]) -> dict[Span, int]:
    """Span → index of its column; the first of several. `Span(0, None)` is the total of people."""
    found: dict[Span, int] = {}
    for index, name in enumerate(names):
        span = span_of(name)
        if span is not None:
            found.setdefault(span, index)
    return found


def spans_of_sexes(names: Sequence[str]) -> dict[Span, tuple[int, int]]:
    """Span → the columns of men and of women, for tables that give no sum of both (自治体標準「地域・年齢別人口」)."""
    men: dict[Span, int] = {}
    women: dict[Span, int] = {}
    for index, name in enumerate(names):
        plain = _SEXES.sub("", unicodedata.normalize("NFKC", name))
        for found, sign in ((men, "男"), (women, "女")):
            if sign in plain and (span := span_of(re.sub("[男女]性?", "", plain) or "総数")) is not None:
                found.setdefault(span, index)
    return {span: (men[span], women[span]) for span in men if span in women}


def span_of(name: str) -> Span | None:
    plain = _SEXES.sub("", unicodedata.normalize("NFKC", name).replace("\u3000", ""))
    if re.search(r"[男女]", plain):
        return None
    rest = _NOISE.sub("", plain)
    if not rest:
        return EVERYONE if _TOTALS.search(plain) else None
    return _span(rest)


def _span(rest: str) -> Span | None:
    if match := _CLOSED.fullmatch(rest):
        first, last = int(match[1]), int(match[2])
        return Span(first, last) if first <= last else None
    if match := _OPEN.fullmatch(rest):
        return Span(int(match[1]), None)
    if match := _BELOW.fullmatch(rest):
        return Span(0, int(match[1]) - 1)
    match = _ONE.fullmatch(rest) if "歳" in rest else None
    return Span(int(match[1]), int(match[1])) if match else None
