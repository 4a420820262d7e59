"""「手当を 上げたら」: what was assumed, in sentences, and the engine's week with the providers that would be there. Pure.

Who comes is not known, so it is stated: as many more providers as the percent says, each a copy of one there is (same
hours, ways, skills and home), taken evenly along the members' numbers, so that the same assumptions give the same answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.yen import format_yen
from ibasho.rooms.familysupport.engine.problem import Ints, Week

YEN_MOST, PERCENT_MOST, TENTHS_MOST, WEEKS_MOST = 2_000, 200, 30, 12
WEEKS_A_YEAR = 52


@dataclass(frozen=True, slots=True)
class Assumed:
    """`more_yen` an hour for the provider, paid by the city; `more_percent` more providers; `more_tenths`: each takes so
    many tenths of a visit more a week."""

    more_yen: int
    more_percent: int
    more_tenths: int

    def as_json(self) -> dict[str, int]:
        return asdict(self)

    @staticmethod
    def of(data: Mapping[str, Any]) -> Assumed:
        return Assumed(int(data["more_yen"]), int(data["more_percent"]), int(data["more_tenths"]))


def require(assumed: Assumed, weeks: int) -> None:
    limits = (
        ("more_yen", assumed.more_yen, 0, YEN_MOST, "円"),
        ("more_percent", assumed.more_percent, 0, PERCENT_MOST, "％"),
        ("more_visits", assumed.more_tenths, 0, TENTHS_MOST, ""),
        ("weeks", weeks, 1, WEEKS_MOST, "週間"),
    )
    for field, value, least, most, unit in limits:
        if not least <= value <= most:
            shown = f"{most / 10:g}回" if field == "more_visits" else f"{most:,}{unit}"
            words = f"{least}から {shown}までの 数を 入れてください。"
            raise Invalid("support.whatif.assumed", words, fields={field: words})


def sentences(assumed: Assumed, *, weeks: int, providers: int | None = None) -> list[str]:
    """Every assumption behind the figures; what cannot be changed stands there too."""
    copies = (
        "" if providers is None else f"（{providers}人に {more_of(providers, assumed.more_percent)}人 足す）"
    )
    return [
        f"提供会員の 手当を 1時間 {format_yen(assumed.more_yen)} 上げる。上げる分は 市が はらう。",
        f"提供会員が {assumed.more_percent}％ ふえる{copies}。新しい人は いまの会員と 同じような 曜日・時間・場所で 動く。",
        f"いまの会員は 1人が 週に {assumed.more_tenths / 10:g}回 多く うける。",
        f"えらんだ {weeks}週間と 同じ依頼が また 来る。頼まれて ことわった 回は、その人は やはり うけない。",
        "会員と 動ける時間は いまの登録の とおり。金額は その日の 料金表で 計算する。",
        f"1年の 金額は、えらんだ {weeks}週間の 額を {WEEKS_A_YEAR}週間に のばした 額。",
    ]


def more_of(providers: int, percent: int) -> int:
    """Rounded half up."""
    return (providers * percent + 50) // 100


def copies(providers: Sequence[int], percent: int) -> list[int]:
    """Which of these are doubled, evenly along the line; over 100 % some more than once."""
    count, there = more_of(len(providers), percent), len(providers)
    return [providers[(2 * k + 1) * there // (2 * count) % there] for k in range(count)]


def raised_caps(providers: int, tenths: int, turn: int) -> Ints:
    """How many visits more each takes in the week `turn`: of 0.2 a week every fifth has one, another in each week."""
    places = np.arange(providers, dtype=np.int64) + turn
    return ((places + 1) * tenths // 10 - places * tenths // 10).astype(np.int32)


def grown(week: Week, doubled: Sequence[int], more: Ints) -> Week:
    """The week with the copies behind the providers there are, and higher caps. A copy has no turns behind it and no pin
    is its own."""
    places = np.asarray(doubled, np.int64)
    visit, provider, worth = week.pair_visit, week.pair_provider, week.pair_worth
    for at, of in enumerate(doubled):
        own = np.flatnonzero(week.pair_provider == of)
        visit = np.concatenate([visit, week.pair_visit[own]])
        provider = np.concatenate([provider, np.full(len(own), week.providers + at, np.int32)])
        worth = np.concatenate([worth, week.pair_worth[own]])
    order = np.lexsort((provider, visit))
    raised = week.week_max + more
    return replace(
        week, mode=np.concatenate([week.mode, week.mode[places]]),
        load=np.concatenate([week.load, np.zeros(len(places), np.int32)]),
        week_max=np.concatenate([raised, week.week_max[places]]), day_max=np.concatenate([week.day_max, week.day_max[places]]),
        pair_visit=visit[order], pair_provider=provider[order], pair_worth=worth[order],
    )  # fmt: skip


def a_year(yen: int, weeks: int) -> int:
    return yen * WEEKS_A_YEAR // weeks
