"""Figures somebody published: what may be taken over as they stand. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.care.rules.categories import CODES, known

TOTAL_MAX = 1_000_000
FIRST_NENDO = 1990
ROUNDING = 5  # thousandths: nine shares rounded to one place may together be more than all by so much


def checked(
    *, nendo: int, total: int, shares: Mapping[str, int | None], source: str, today: date
) -> tuple[tuple[str, int | None], ...]:
    """(category, share) of all nine in their order. Raises Invalid, each field with its own sentence."""
    for code in shares:
        known(code)
    told = tuple((code, shares.get(code)) for code in CODES)
    wrong = {}
    if not FIRST_NENDO <= nendo <= years.nendo(today):
        wrong["nendo"] = "年度を たしかめてください。まだ はじまっていない 年度は 入れられません。"
    if not 1 <= total <= TOTAL_MAX:
        wrong["total"] = f"延べの 件数を 1から {TOTAL_MAX:,}までで 入れてください。"
    if not source:
        wrong["source_name"] = "出典（どの資料に のっていたか）を 書いてください。"
    for code, share in told:
        if share is not None and not 0 <= share <= 1000:
            wrong[code] = "割合は 0から 100までで 入れてください。"
    if not wrong and sum(share or 0 for _code, share in told) > 1000 + ROUNDING:
        wrong["total"] = "割合を 足すと 100%を こえます。資料の とおりか たしかめてください。"
    if wrong:
        raise Invalid("published.wrong", next(iter(wrong.values())), fields=wrong)
    return told
