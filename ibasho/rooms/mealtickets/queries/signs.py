"""Signs of the last 35 days, worked out anew from the redemptions each time: nothing is kept but what a person wrote."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.cache import cache

from ibasho.base.kernel import clock
from ibasho.rooms.mealtickets.models import Redemption, Shop, SignReview
from ibasho.rooms.mealtickets.rules import signs as rules
from ibasho.rooms.mealtickets.rules.kinds import Outcome, SignKind, Way
from ibasho.rooms.mealtickets.rules.signs import ASK, HARMLESS, Meal, Sign, Spot
from ibasho.town.places.models import Session
from ibasho.town.places.rules.status import OPEN_WITHOUT_END

DAYS = 35
SECONDS = 600
Key = tuple[str, int, date]
Hours = dict[tuple[int, date], list[tuple[datetime, datetime]]]


@dataclass(frozen=True, slots=True)
class Told:
    """A sign in plain words, with what it may be, and what somebody wrote who looked."""

    sign: Sign
    shop: Shop
    words: str
    review: SignReview | None

    @property
    def kind(self) -> SignKind:
        return self.sign.kind

    @property
    def harmless(self) -> tuple[str, ...]:
        return HARMLESS[self.sign.kind]

    @property
    def ask(self) -> str:
        return ASK[self.sign.kind]


def told(at: datetime) -> list[Told]:
    """All signs, those nobody has looked at first. Four statements, whatever the number of meals."""
    since = clock.day(at) - timedelta(days=DAYS)
    meals = _meals(since)
    shops = {
        shop.pk: shop
        for shop in Shop.objects.filter(pk__in={one.shop for one in meals}).select_related("place")
    }
    found = rules.signs(meals, spots=_spots(shops), hours=_hours(shops, since, clock.day(at)))
    reviews = {(one.kind, one.shop_id, one.day): one for one in _reviews(since)}
    rows = [
        Told(one, shops[one.shop], _words(one, shops), reviews.get((one.kind.value, one.shop, one.day)))
        for one in found
    ]
    return sorted(rows, key=lambda row: row.review is not None)


def unseen_count(at: datetime) -> int:
    """Signs nobody has looked at. Every page of the desk asks, so what was worked out is believed for ten minutes;
    what people wrote since is not."""
    known: list[Key] | None = cache.get(key := f"mealtickets.signs.{clock.day(at).isoformat()}")
    if known is None:
        known = [(row.kind.value, row.shop.pk, row.sign.day) for row in told(at)]
        cache.set(key, known, SECONDS)
    seen = {(one.kind, one.shop_id, one.day) for one in _reviews(clock.day(at) - timedelta(days=DAYS))}
    return len(set(known) - seen)


def find(kind: str, shop: Shop, day: date, at: datetime) -> Told | None:
    """The sign of this kind, shop and day, if it is there (still)."""
    return next(
        (row for row in told(at) if row.kind == kind and row.shop.pk == shop.pk and row.sign.day == day), None
    )


def _meals(since: date) -> list[Meal]:
    """`received_at` is never before the day itself; it has an index of its own."""
    eaten = Redemption.objects.filter(
        received_at__gte=clock.at(since, time()), day__gte=since, reversal__isnull=True
    ).exclude(outcome=Outcome.REFUSED)
    rows = eaten.values_list(
        "shop_id", "day", "claimed_at", "received_at", "way", "outcome", "answer__typed", "use__card_id"
    )
    return [
        Meal(
            shop, day, claimed or received if way == Way.OFFLINE else received, Way(way), Outcome(outcome),
            typed is True, card,
        )
        for shop, day, claimed, received, way, outcome, typed, card in rows
    ]  # fmt: skip


def _spots(shops: dict[int, Shop]) -> dict[int, Spot]:
    return {
        key: Spot(shop.place.lat, shop.place.lng)
        for key, shop in shops.items()
        if shop.place.lat is not None and shop.place.lng is not None
    }


def _hours(shops: dict[int, Shop], first: date, last: date) -> Hours:
    """Only whole knowledge counts: a day with an opening whose hour nobody knows is left alone."""
    of_place = {shop.place_id: key for key, shop in shops.items()}
    found: Hours = defaultdict(list)
    unknown: set[tuple[int, date]] = set()
    rows = Session.objects.filter(
        place__in=of_place, day__gte=first, day__lte=last, state=Session.State.PLANNED
    ).values_list("place_id", "day", "starts", "ends")
    for place, day, starts, ends in rows:
        key = of_place[place], day
        if starts is None:
            unknown.add(key)
        else:
            found[key].append(_span(day, starts, ends))
    return {key: spans for key, spans in found.items() if key not in unknown}


def _span(day: date, starts: time, ends: time | None) -> tuple[datetime, datetime]:
    begins = clock.at(day, starts)
    return begins, begins + OPEN_WITHOUT_END if ends is None else clock.at(day, ends)


def _reviews(since: date) -> list[SignReview]:
    return list(SignReview.objects.filter(day__gte=since).select_related("seen_by"))


def _words(sign: Sign, shops: dict[int, Shop]) -> str:
    """What was seen: how many, and when to the minute of the shop's day; no card, no child."""
    first, last = (clock.time_label(clock.jst(at).time()) for at in (sign.first, sign.last))
    span = f"{first}ごろ" if first == last else f"{first}から {last}の間に"
    other = shops[sign.other].place.name if sign.other is not None else ""
    return {
        SignKind.BURST: f"{span}、{sign.count}食が つづけて ありました。",
        SignKind.TWO_PLACES: f"「{other}」の すぐあとに、同じカードが ここでも 使われました（{sign.count}回）。",
        SignKind.TYPED: f"読みとらずに 手で打った番号が {sign.count}食 ありました。",
        SignKind.CLOSED: f"登録されている 時間の外に、{sign.count}食が ありました。",
        SignKind.DOUBLES: f"つながらない間に、同じ日の 2回目が {sign.count}食 ありました。",
    }[sign.kind]
