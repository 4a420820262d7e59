"""What a proof of the ledger says: sums that must tie out, and the first thing that does not. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass

from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A

FIELDS = ("種類", "基金", "どこから", "どこへ", "金額", "日", "会計年度", "寄附", "1食", "支払い")
HELD = (A.UNISSUED, A.LIVE, A.PAYABLE, A.PAID, A.RESERVE, A.EXPIRED)


@dataclass(frozen=True, slots=True)
class Broken:
    """`entry_id` is None where no entry of the ledger stands any more; then `journal_id` and `place` tell which."""

    entry_id: int | None
    what: str
    journal_id: int | None = None
    place: int | None = None

    @property
    def words(self) -> str:
        known = "、".join(
            part
            for part in (
                f"記帳 {self.entry_id}" if self.entry_id else "",
                f"きろく {self.journal_id}" if self.journal_id else "",
                f"{self.place}番目" if self.place else "",
            )
            if part
        )
        return f"{known}: {self.what}。" if known else f"{self.what}。"


@dataclass(frozen=True, slots=True)
class Sums:
    """Yen by kind of account of one fund. `yen[given]` is negative: what came in, less what went back."""

    fund_id: int
    name: str
    yen: dict[str, int]
    below_zero: set[str]

    def of(self, *kinds: A) -> int:
        return sum(self.yen.get(kind, 0) for kind in kinds)

    @property
    def given(self) -> int:
        """寄附 − 返金"""
        return -self.of(A.GIVEN)

    @property
    def eaten(self) -> int:
        return self.of(A.PAYABLE, A.PAID)

    @property
    def ties(self) -> bool:
        """I7, to the yen."""
        return self.given == self.of(*HELD)

    @property
    def sentence(self) -> str:
        parts = (
            ("まだ出していない", self.of(A.UNISSUED)), ("出ているチケット", self.of(A.LIVE)),
            ("食べられた", self.eaten), ("予備", self.of(A.RESERVE)), ("期限がすぎた分", self.of(A.EXPIRED)),
        )  # fmt: skip
        told = " ＋ ".join(f"{name} {yen:,}円" for name, yen in parts)
        return f"寄附 − 返金 {self.given:,}円 ＝ {told}"

    @property
    def broken(self) -> Broken | None:
        if self.below_zero:
            kinds = "・".join(A(kind).label for kind in sorted(self.below_zero))
            return Broken(None, f"{self.name}の {kinds}が 0円を 下回っています")
        if not self.ties:
            return Broken(None, f"{self.name}の合計が 合いません: {self.sentence}")
        return None


def difference(kept: str | None, told: str | None, same_time: bool | None) -> str:
    """What is wrong with an entry beside the journal's word for it; both as JSON arrays, None where there is none."""
    if kept is None:
        return f"記帳が なくなっています（きろくでは {_tell(told or '[]')}）"
    if told is None:
        return "きろくに ない記帳が 入っています"
    pairs = zip(FIELDS, json.loads(kept), json.loads(told), strict=True)
    wrong = [f"{name}が {now}（きろくでは {then}）" for name, now, then in pairs if now != then]
    if not wrong and not same_time:
        wrong = ["時刻が きろくと ちがいます"]
    return "、".join(wrong)


def _tell(told: str) -> str:
    kind, _fund, _debit, _credit, yen, day, *_ = json.loads(told)
    return f"{day} の {kind} {yen:,}円"
