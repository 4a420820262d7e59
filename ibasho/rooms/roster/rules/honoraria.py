"""Minutes to yen, by what a helper is to the city. Integer yen, rounded down once a month. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ibasho.base.kernel import wareki
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.roster.rules.kinds import PayKind, PayWay

TAX_PARTS = 10_000  # a rate of 1021 is 10.21 %


@dataclass(frozen=True, slots=True)
class PayRule:
    """`pays`: whether this room pays at all. `tax`: whether 源泉徴収 may be taken (the rate is the city's setting)."""

    pays: bool
    tax: bool
    words: str


RULES: Mapping[PayKind, PayRule] = {
    PayKind.CITY_STAFF: PayRule(
        True,
        True,
        "兼業の許可を うけた 市職員。勤務時間の外の 活動として、有償ボランティアと 同じ額を はらいます。許可の期限が すぎていると はらえません。",
    ),
    PayKind.FISCAL_YEAR: PayRule(
        False,
        False,
        "会計年度任用職員。報酬は 市の給与で はらうので、ここでは 時間だけを まとめます（二重に はらいません）。",
    ),
    PayKind.PAID: PayRule(True, True, "有償ボランティア。団体で きめた 1時間の額で はらいます。"),
    PayKind.UNPAID: PayRule(False, False, "無償ボランティア。時間だけを 残します。"),
}
TAX_WORDS = (
    "源泉徴収は、はじめは 0％です。時間あたりの 有償ボランティアの謝礼は、講演料などの 報酬（所得税法204条）にも 給与にも "
    "あたらないと 市が みるときの 扱いです。税務署に 確かめて ちがうときは、区分ごとの 率を 設定で かえます。"
)


@dataclass(frozen=True, slots=True)
class Pay:
    amount_yen: int
    tax_yen: int

    @property
    def net_yen(self) -> int:
        return self.amount_yen - self.tax_yen


def pay(kind: PayKind, minutes: int, yen_per_hour: int, *, tax_rate: int = 0) -> Pay:
    """`minutes` of one month at `yen_per_hour`; `tax_rate` in parts of ten thousand. What is below one yen is dropped
    once from the amount and once from the tax. ValueError for what can't be (a programmer's error)."""
    if minutes < 0 or yen_per_hour < 0 or not 0 <= tax_rate <= TAX_PARTS:
        raise ValueError("minutes, yen and a rate are never negative")
    rule = RULES[kind]
    amount = minutes * yen_per_hour // 60 if rule.pays else 0
    return Pay(amount, amount * tax_rate // TAX_PARTS if rule.tax else 0)


def held_back(kind: PayKind, *, side_job_until: date | None, last_day: date) -> str:
    """Why no line may be made yet, as a sentence that says how to mend it; empty where nothing is in the way.
    City staff are paid only for days within their 兼業許可."""
    if kind != PayKind.CITY_STAFF:
        return ""
    if side_job_until is None:
        return "兼業許可の期限が 書かれていません。許可の書類を 見て、手伝う人の ページで 日付を 書いてください。"
    if side_job_until < last_day:
        return (
            f"兼業許可は {side_job_until.year}年{side_job_until.month}月{side_job_until.day}日までで、"
            f"{last_day.month}月{last_day.day}日の 活動が その外です。許可を のばして、日付を 書きなおしてください。"
        )
    return ""


def is_in_the_bank_run(way: PayWay, net_yen: int) -> bool:
    return way == PayWay.BANK and net_yen > 0


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def last_of_month(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def require_over(first: date, today: date) -> None:
    """Conflict until the month is over: hours may still come."""
    if today <= last_of_month(first):
        month = f"{wareki.year_label(first)}{first.month}月"
        raise Conflict(
            "roster.month_not_over",
            f"{month}は まだ 終わっていません。つぎの月に なると しめられます。",
        )


def next_month(first: date) -> date:
    return last_of_month(first) + timedelta(days=1)
