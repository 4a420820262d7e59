"""What holds for every town and every lot, looked over by code that shares nothing with the engine."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ibasho.rooms.surplus.engine.allot import allot, wish_grams
from ibasho.rooms.surplus.engine.inputs import Allotment, Lot, Taker
from ibasho.rooms.surplus.engine.limits import PARCEL_GRAMS
from ibasho.rooms.surplus.rules.foods import portion_grams
from tests.rooms.surplus.engine.cases import TODAY, codes, lot, lots, on, taker, towns

GROWN = {"vegetable", "fruit", "rice"}


def ask(of: Lot, town: list[Taker], *, carried: bool = False, most: int = 6) -> Allotment:
    return allot(
        of, town, today=TODAY, portion_grams=portion_grams(of.food), carried=carried, most_receivers=most
    )


@given(lots(), towns(), st.booleans())
@settings(deadline=None)
def test_never_more_than_offered_and_only_whole_pieces_but_for_the_last(
    of: Lot, town: list[Taker], carried: bool
) -> None:
    found = ask(of, town, carried=carried)
    assert sum(one.grams for one in found.shares) + found.left_grams == of.grams
    step = min(of.step_grams, of.grams)
    odd = [one.grams % step for one in found.shares if one.grams % step]
    assert all(one.grams > 0 for one in found.shares)
    assert odd in ([], [of.grams % step]), "one place has the last, smaller piece"


@given(lots(), towns())
@settings(deadline=None)
def test_never_past_its_day_never_over_a_shelf_and_never_what_is_not_eaten_there(
    of: Lot, town: list[Taker]
) -> None:
    known = {one.key: one for one in town}
    for share in ask(of, town).shares:
        who = known[share.key]
        cooks = sum(meals for day, meals in who.sessions if (of.ready_on or TODAY) <= day <= of.use_until)
        assert share.grams <= cooks * portion_grams(of.food)
        shelf = who.storage[of.band] + (who.storage["chilled"] if of.band == "room" else 0)
        assert share.grams <= shelf
        assert share.grams >= who.least_grams
        assert who.active
        assert not who.closed
        assert of.food not in who.refused
        assert not of.allergens & who.avoids
        assert of.food in GROWN or of.allergens_known
        assert of.brought or (who.collects and (who.metres or 0) <= who.reach_metres)


@given(lots(), towns())
@settings(deadline=None)
def test_everybody_hears_something_and_nobody_twice(of: Lot, town: list[Taker]) -> None:
    found = ask(of, town)
    rows = [*found.shares, *found.passed]
    assert sorted(row.key for row in rows) == sorted(one.key for one in town)
    assert all(row.reasons for row in rows)


@given(lots(), towns(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_same_town_in_any_order_gets_the_same_answer(
    of: Lot, town: list[Taker], dice: st.DataObject
) -> None:
    shuffled = list(town)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert ask(of, town) == ask(of, shuffled)


@given(lots(), towns())
@settings(deadline=None)
def test_nothing_is_left_that_somebody_could_still_use(of: Lot, town: list[Taker]) -> None:
    """Asked once more with what it got on the shelves, nobody takes a piece of the rest (a rest below a piece apart)."""
    found = ask(of, town)
    got = {one.key: one.grams for one in found.shares}
    step = min(of.step_grams, of.grams)
    if found.left_grams < step:
        return
    for one in town:
        if one.key in got:
            continue
        # `first`: the least that is worth the way
        first = -(-max(step, one.least_grams, PARCEL_GRAMS) // step) * step
        if first <= found.left_grams:
            assert codes(found, one.key)[0] not in {
                "others_first",
                "nearer_first",
                "wishes_first",
                "rest_too_small",
            }


alike = st.lists(
    st.tuples(st.integers(0, 80), st.sampled_from((10.0, 30.0, 90.0)), st.integers(0, 9), st.booleans()),
    min_size=2,
    max_size=12,
)


@given(alike, st.integers(1, 20), st.sampled_from((500, 1_000, 5_000)), st.integers(1, 12))
@settings(deadline=None)
def test_nobody_able_is_more_than_a_piece_and_a_portion_behind(
    told: list[tuple[int, float, int, bool]], pieces: int, step: int, most: int
) -> None:
    """The bound the engine promises, for places that can all use everything."""
    town = [
        taker(
            key, recent_grams=kilos * 500, weight=weight, metres=hundreds * 100, wished_once=wished,
            storage={"room": 10**6, "chilled": 0, "frozen": 0}, sessions=((on(3), 10_000),),
        )
        for key, (kilos, weight, hundreds, wished) in enumerate(told, 1)
    ]  # fmt: skip
    of = lot(pieces * step, step_grams=step)
    found = ask(of, town, most=most)
    got = {one.key: one.grams for one in found.shares}
    assert found.left_grams == 0
    first = -(-min(PARCEL_GRAMS, of.grams) // step) * step
    portion = portion_grams(of.food)
    inside = len(got) >= most
    for i in town:
        for j in town:
            if i.key not in got or i is j:
                continue
            slack = portion + wish_grams(of.food, i, portion) - wish_grams(of.food, j, portion)
            before = i.recent_grams / i.weight - j.recent_grams / j.weight
            after = (i.recent_grams + got[i.key]) / i.weight - (j.recent_grams + got.get(j.key, 0)) / j.weight
            if j.key in got or not inside:
                piece = step if got[i.key] > first else first
                assert after < piece / i.weight + slack + 1e-6
            else:
                assert before < slack + 1e-6  # outside only because of somebody as low


def test_a_year_of_the_same_four_places_keeps_them_within_a_piece() -> None:
    """Fifty lots to four places that are alike in all but their way: after each no two differ by more than the bound."""
    got = dict.fromkeys(range(1, 5), 0)
    for week in range(50):
        town = [
            taker(key, recent_grams=got[key], metres=key * 500, sessions=((on(3), 1_000),)) for key in got
        ]
        for share in ask(lot([20_000, 5_000, 10_000][week % 3]), town).shares:
            got[share.key] += share.grams
        assert max(got.values()) - min(got.values()) <= 5_000 + 200 * 30
    assert sum(got.values()) == 50 // 3 * 35_000 + 25_000
