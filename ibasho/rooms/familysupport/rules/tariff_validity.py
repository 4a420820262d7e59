"""From when to when fees hold: two never hold on one day, and no day between them is left without. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ibasho.base.kernel import wareki
from ibasho.base.kernel.errors import Conflict, Invalid

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Held:
    """Days of published fees, both inclusive; `until` None: with no end."""

    key: int
    first: date
    until: date | None

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.until is None or day <= self.until)


def require_order(first: date, until: date | None) -> None:
    if until is not None and until < first:
        words = "おわりの日が はじめの日より 前です。日付を たしかめてください。"
        raise Invalid("support.tariff.days", words, fields={"valid_until": words})


def shortened(first: date, until: date | None, held: Sequence[Held]) -> Held | None:
    """Whose end moves to the day before, when new fees begin; None where nothing is in the way. Raises Conflict where
    the new days would cut into fees that begin later or go on longer."""
    require_order(first, until)
    later = min((one.first for one in held if one.first >= first), default=None)
    if later is not None and (until is None or until >= later):
        raise Conflict(
            "support.tariff.later",
            f"{wareki.full_label(later)}からの 料金表が もう 公開されています。"
            f"おわりの日を {wareki.full_label(later - DAY)}までに するか、さきに その公開を とりけしてください。",
        )
    standing = next((one for one in held if one.holds(first)), None)
    if standing is not None and until is not None and (standing.until is None or standing.until > until):
        raise Conflict(
            "support.tariff.gap",
            "おわりの日の あとに、つづきの 料金表が なくなります。おわりの日を 空けて 公開し、"
            "もとの 金額に もどす 料金表を つぎに つくってください。",
        )
    return standing


def require_unused(last_used: date | None, first: date) -> None:
    """`last_used`: the last day of a report that was priced. Reports keep the fees they were written with."""
    if last_used is not None and last_used >= first:
        raise Conflict(
            "support.tariff.used",
            f"{wareki.full_label(last_used)}までの 活動報告が、いまの 料金表で 計算ずみです。"
            f"はじまりの日を {wareki.full_label(last_used + DAY)}か、その あとに してください。",
        )
