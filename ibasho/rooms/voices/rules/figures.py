"""Published figures: a total is the sum of its parts, or it stands alone. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ibasho.base.kernel.errors import Invalid


@dataclass(frozen=True, slots=True)
class Line:
    group: str
    value: int | None
    unit: str
    is_total: bool


def check_totals(lines: Sequence[Line]) -> None:
    """Raises Invalid where a published total and its parts differ: one of them was copied wrongly.

    A group of which one part has no number can't be added up and is left as it is."""
    for total in (one for one in lines if one.is_total):
        if total.value is None:
            raise Invalid(
                "figure.total", "合計の 行に 数が ありません。数を 入れるか、「合計」を はずしてください。"
            )
        parts = [
            one for one in lines if one.group == total.group and one.unit == total.unit and not one.is_total
        ]
        values = [one.value for one in parts if one.value is not None]
        if values and len(values) == len(parts) and sum(values) != total.value:
            told = " + ".join(f"{value:,}" for value in values)
            raise Invalid(
                "figure.sum",
                f"合計が あいません。{told} = {sum(values):,} ですが、合計は {total.value:,} と 書いてあります。"
                "公表された 資料を もう一度 見てください。",
            )
