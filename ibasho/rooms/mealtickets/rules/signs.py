"""Signs that somebody should look, worked out from meals. Pure.

A sign speaks of a shop and a day: never of a card, never of a child. It has no number that ranks, and always tells
what harmless thing it may be. Nothing happens by itself: a person looks and writes what it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ibasho.base.kernel.geo import haversine_m
from ibasho.rooms.mealtickets.rules.kinds import Outcome, SignKind, Way

BURST_MEALS, BURST = 10, timedelta(minutes=5)
FAR_METRES, SOON = 3_000.0, timedelta(minutes=15)
TYPED_MEALS, TYPED_PART = 5, 0.5
CLOSED_MEALS, CLOSED_MARGIN = 3, timedelta(minutes=30)
DOUBLES = 3

HARMLESS: Mapping[SignKind, tuple[str, ...]] = {
    SignKind.BURST: (
        "クラブや 学校の 帰りに、みんなで 来た",
        "電波が もどって、たまっていた分が いちどに 届いた",
        "行列のあとで まとめて 読みとった",
    ),
    SignKind.TWO_PLACES: (
        "きょうだいや 友だちが、カードを とりちがえた",
        "端末の時計が ずれていた",
        "学校や お店が、同じカードを 2枚 わたしてしまった",
    ),
    SignKind.TYPED: (
        "カメラが こわれた、くらくて 読めない",
        "カードが ぬれたり おれたりして、QRが 読めない",
        "紙で もらった番号を 電話で きいて 打った",
    ),
    SignKind.CLOSED: (
        "登録した時間が 古い、その日だけ 時間を かえた",
        "閉店のあとに まとめて 打ちこんだ",
        "端末の時計が ずれていた",
    ),
    SignKind.DOUBLES: (
        "つながらないまま 2台の端末で 読みとった",
        "きょうだいの カードを とりちがえた",
        "読めたか わからず、もう一度 読みとった",
    ),
}
ASK: Mapping[SignKind, str] = {
    SignKind.BURST: "その時間に どんな子たちが 来たか、お店に 聞いてみてください。",
    SignKind.TWO_PLACES: "両方の お店に、その日 とりちがえが なかったか 聞いてみてください。",
    SignKind.TYPED: "読みとりで こまっていないか、お店に 聞いてみてください。端末を かえると なおることが あります。",
    SignKind.CLOSED: "時間が かわっていないか、お店に 聞いてみてください。かわっていれば 登録を 直します。",
    SignKind.DOUBLES: "電波の ぐあいと 端末の数を、お店に 聞いてみてください。こどもは 食べられていて、お店にも 払われます。",
}


@dataclass(frozen=True, slots=True)
class Meal:
    """One meal as signs need it. `at`: the counter's clock for what was synced later. `card`: a number that holds
    within one look only, None where no card is known."""

    shop: int
    day: date
    at: datetime
    way: Way
    outcome: Outcome
    typed: bool = False
    card: int | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    lat: float
    lng: float


@dataclass(frozen=True, slots=True)
class Sign:
    """`other`: the second shop of TWO_PLACES."""

    kind: SignKind
    shop: int
    day: date
    count: int
    first: datetime
    last: datetime
    other: int | None = None


def signs(
    meals: Sequence[Meal],
    *,
    spots: Mapping[int, Spot],
    hours: Mapping[tuple[int, date], Sequence[tuple[datetime, datetime]]],
) -> list[Sign]:
    """At most one of a kind for a shop and a day, the newest day first. `hours`: when a shop was open on a day;
    a day nobody knows the hours of is left alone."""
    eaten = [one for one in meals if one.outcome is not Outcome.REFUSED]
    found: list[Sign] = []
    for (shop, day), group in _by_day(eaten).items():
        of_counter = [one for one in group if one.way is not Way.STUB]
        found += _burst(shop, day, of_counter)
        found += _typed(shop, day, of_counter)
        found += _closed(shop, day, of_counter, hours.get((shop, day), ()))
        found += _doubles(shop, day, group)
    found += _two_places(eaten, spots)
    return sorted(found, key=lambda one: (-one.day.toordinal(), one.shop, one.kind))


def _by_day(meals: Iterable[Meal]) -> dict[tuple[int, date], list[Meal]]:
    found: dict[tuple[int, date], list[Meal]] = defaultdict(list)
    for one in sorted(meals, key=lambda meal: meal.at):
        found[one.shop, one.day].append(one)
    return found


def _burst(shop: int, day: date, meals: Sequence[Meal]) -> list[Sign]:
    """The fullest five minutes of the day."""
    best: Sequence[Meal] = ()
    start = 0
    for end, one in enumerate(meals):
        while one.at - meals[start].at > BURST:
            start += 1
        if end + 1 - start > len(best):
            best = meals[start : end + 1]
    return [_sign(SignKind.BURST, shop, day, best)] if len(best) >= BURST_MEALS else []


def _typed(shop: int, day: date, meals: Sequence[Meal]) -> list[Sign]:
    typed = [one for one in meals if one.typed]
    many = len(typed) >= TYPED_MEALS and len(typed) >= TYPED_PART * len(meals)
    return [_sign(SignKind.TYPED, shop, day, typed)] if many else []


def _closed(
    shop: int, day: date, meals: Sequence[Meal], hours: Sequence[tuple[datetime, datetime]]
) -> list[Sign]:
    outside = [
        one
        for one in meals
        if hours and not any(a - CLOSED_MARGIN <= one.at <= b + CLOSED_MARGIN for a, b in hours)
    ]
    return [_sign(SignKind.CLOSED, shop, day, outside)] if len(outside) >= CLOSED_MEALS else []


def _doubles(shop: int, day: date, meals: Sequence[Meal]) -> list[Sign]:
    doubles = [one for one in meals if one.outcome is Outcome.DOUBLE]
    return [_sign(SignKind.DOUBLES, shop, day, doubles)] if len(doubles) >= DOUBLES else []


def _two_places(meals: Sequence[Meal], spots: Mapping[int, Spot]) -> list[Sign]:
    """Told of the shop that came second; the other one is named beside it."""
    by_card: dict[int, list[Meal]] = defaultdict(list)
    for one in sorted(meals, key=lambda meal: meal.at):
        if one.card is not None:
            by_card[one.card].append(one)
    pairs: dict[tuple[int, date], list[tuple[Meal, Meal]]] = defaultdict(list)
    for own in by_card.values():
        for before, after in zip(own, own[1:], strict=False):
            if after.at - before.at <= SOON and _far(before.shop, after.shop, spots):
                pairs[after.shop, after.day].append((before, after))
    return [
        Sign(
            SignKind.TWO_PLACES, shop, day, len(found), min(one.at for one, _ in found),
            max(one.at for _, one in found), other=found[0][0].shop,
        )
        for (shop, day), found in pairs.items()
    ]  # fmt: skip


def _far(one: int, other: int, spots: Mapping[int, Spot]) -> bool:
    if one == other or one not in spots or other not in spots:
        return False
    a, b = spots[one], spots[other]
    return haversine_m(a.lat, a.lng, b.lat, b.lng) >= FAR_METRES


def _sign(kind: SignKind, shop: int, day: date, meals: Sequence[Meal]) -> Sign:
    return Sign(kind, shop, day, len(meals), meals[0].at, meals[-1].at)
