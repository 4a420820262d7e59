"""What became of a share, as somebody tells it: never more than there was. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from ibasho.base.kernel import wareki
from ibasho.base.kernel.errors import Invalid

THANK_AFTER = timedelta(days=14)  # then the giver hears what is known, used up or not
MEALS_MAX = 2_000


def check(
    *, used: int, thrown: int, others: int, handed: int, day: date, handed_on: date, today: date,
    last: date | None = None,
) -> None:  # fmt: skip
    """`others`: grams told on other days. `last`: of a 消費期限, as told or as printed. Raises Invalid."""
    if not handed_on <= day <= today:
        words = "うけとった日から きょうまでの 日を えらんでください。"
        raise Invalid("surplus.use_day", words, fields={"day": words})
    if used and last is not None and day > last:
        label = wareki.day_label(last)
        words = f"消費期限（{label}）を すぎた日には 使えません。すてた分は「すてた重さ」に 入れてください。もう 出したときは、すぐに 市へ 電話してください。"
        raise Invalid("surplus.use_past", words, fields={"used": words})
    if used + thrown + others > handed:
        words = "うけとった重さより 多く なっています。使った重さと すてた重さを たしかめてください。"
        raise Invalid("surplus.use_too_much", words, fields={"used": words})
    if used + thrown <= 0:
        words = "使った重さか すてた重さを 入れてください。"
        raise Invalid("surplus.use_nothing", words, fields={"used": words})
