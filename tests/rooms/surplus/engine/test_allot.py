"""Who gets the daikon: one story per rule."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from ibasho.rooms.surplus.engine.inputs import Lot, Taker
from ibasho.rooms.surplus.engine.storage import free
from ibasho.rooms.surplus.rules.reasons import sentence
from tests.rooms.surplus.engine.cases import TODAY, codes, give, grams, lot, on, taker


def test_twenty_kilos_go_in_equal_boxes_to_those_who_got_nothing_lately() -> None:
    found = give(lot(), taker(1), taker(2), taker(3, recent_grams=40_000))
    assert grams(found) == {1: 10_000, 2: 10_000}
    assert codes(found, 1)[:2] == ["opens", "lowest"]
    assert codes(found, 3) == ["others_first"]
    assert found.left_grams == 0


def test_the_level_counts_meals_so_a_large_place_is_not_full_with_what_fills_a_small_one() -> None:
    small = taker(1, weight=10.0, recent_grams=10_000, sessions=((on(3), 100),))
    large = taker(2, weight=100.0, recent_grams=20_000, sessions=((on(3), 100),))
    assert grams(give(lot(), small, large)) == {2: 20_000}


def test_a_wish_counts_like_one_serving_less() -> None:
    """A portion of daikon is 200 g: with 30 meals a week 6 kg."""
    told = taker(2, recent_grams=5_000, wished_once=True)
    assert grams(give(lot(5_000), taker(1), told)) == {2: 5_000}
    assert codes(give(lot(5_000), taker(1), told), 1) == ["wishes_first"]
    nearly = taker(2, recent_grams=11_000, wished_once=True)  # less than two portions, so alike, and nearer
    assert grams(give(lot(5_000), taker(1, metres=3_000), nearly)) == {2: 5_000}
    assert grams(give(lot(5_000), taker(1), taker(2, recent_grams=13_000, wished_once=True))) == {1: 5_000}


def test_what_is_often_used_counts_half_of_that() -> None:
    often = taker(2, wishes=frozenset({"vegetable"}))
    found = give(lot(5_000), taker(1, metres=10), often)
    assert grams(found) == {2: 5_000}
    assert "often" in codes(found, 2)


def test_of_those_alike_the_nearer_goes_first_and_the_other_reads_so() -> None:
    found = give(lot(5_000), taker(1, metres=4_000), taker(2, metres=1_500), taker(3, metres=None))
    assert grams(found) == {2: 5_000}
    assert codes(found, 1) == ["nearer_first"]
    assert codes(found, 3) == ["nearer_first"]


def test_what_one_place_cannot_use_in_time_goes_on_to_the_next() -> None:
    found = give(
        lot(), taker(1, sessions=((on(3), 30),)), taker(2, recent_grams=90_000, sessions=((on(9), 80),))
    )
    assert grams(found) == {1: 5_000, 2: 15_000}  # 30 × 200 g is one box
    assert codes(found, 1)[-1] == "up_to_use"


def test_what_nobody_can_use_stays_and_is_said() -> None:
    found = give(lot(60_000), taker(1, sessions=((on(3), 30),)))
    assert (grams(found), found.left_grams) == ({1: 5_000}, 55_000)


def test_six_share_where_six_can_use_it_and_more_join_only_for_what_would_be_left() -> None:
    many = [taker(key, sessions=((on(3), 100),)) for key in range(1, 11)]
    assert len(give(lot(50_000), *many).shares) == 6
    small = [taker(key, sessions=((on(3), 30),)) for key in range(1, 11)]
    assert grams(give(lot(50_000), *small)) == dict.fromkeys(range(1, 11), 5_000)


def test_the_last_small_rest_goes_to_whom_it_is_enough() -> None:
    large = taker(1, least_grams=10_000)
    found = give(
        lot(15_000), large, taker(2, recent_grams=60_000), taker(3, recent_grams=60_000, least_grams=10_000)
    )
    assert grams(found) == {1: 10_000, 2: 5_000}
    waits = give(lot(15_000, step_grams=15_000), taker(1), taker(2, recent_grams=1))
    assert codes(waits, 2) == ["no_use"]


def test_a_rest_smaller_than_a_box_is_one_piece_itself() -> None:
    assert grams(give(lot(3_000), taker(1))) == {1: 3_000}


def test_the_last_piece_of_23_kilos_goes_to_one_of_those_who_can_use_it() -> None:
    large = ((on(3), 100),)
    found = give(lot(23_000), taker(1, sessions=large), taker(2, sessions=large))
    assert (grams(found), found.left_grams) == ({1: 13_000, 2: 10_000}, 0)
    small = taker(1, sessions=((on(3), 30),))  # six kilos in time: a box and no more
    assert (grams(give(lot(8_000), small)), give(lot(8_000), small).left_grams) == ({1: 5_000}, 3_000)
    assert grams(give(lot(8_000), small, taker(2, recent_grams=60_000))) == {1: 5_000, 2: 3_000}
    assert grams(give(lot(8_000), small, taker(2, recent_grams=60_000, least_grams=4_000))) == {1: 5_000}
    tight = taker(1, sessions=((on(3), 40),))  # eight kilos: a box and the last piece, never two boxes
    assert grams(give(lot(13_000), tight)) == {1: 8_000}
    assert codes(give(lot(13_000), tight), 1)[-1] == "up_to_use"


@pytest.mark.parametrize(
    ("offered", "who", "code"),
    [
        (lot(), taker(active=False), "inactive"),
        (lot(), taker(closed=True), "closed"),
        (lot(), taker(refused=frozenset({"vegetable"})), "refused"),
        (lot(food="bread", allergens=frozenset({"egg"})), taker(avoids=frozenset({"egg"})), "allergen"),
        (lot(food="sweet", allergens=frozenset({"pistachio"})), taker(avoids=frozenset({"cashew"})), "allergen"),
        (lot(food="dish", allergens_known=False), taker(), "allergens_unknown"),
        (lot(use_until=on(2)), taker(), "no_session"),
        (lot(use_until=on(4), ready_on=on(4)), taker(), "no_session"),
        (lot(use_until=on(-1)), taker(sessions=((on(-1), 30),)), "no_session"),
        (lot(use_until=on(200)), taker(sessions=((on(90), 30),)), "no_session"),
        (lot(), taker(metres=10_001), "far"),
        (lot(), taker(collects=False), "cannot_fetch"),
        (lot(band="frozen"), taker(storage={"room": 50_000, "chilled": 50_000, "frozen": 0}), "no_room"),
        (lot(band="chilled"), taker(storage={"room": 50_000, "chilled": 4_999, "frozen": 9_000}), "no_room"),
        (lot(), taker(least_grams=25_000), "under_least"),
        (lot(), taker(sessions=((on(3), 20),)), "no_use"),
        (lot(), taker(most_grams=2_000), "no_use"),
        (lot(), taker(held_grams=12_000), "no_use"),
    ],
)  # fmt: skip
def test_it_never_goes_there_and_the_reason_is_said(offered: Lot, who: Taker, code: str) -> None:
    found = give(offered, who)
    assert (found.shares, found.left_grams) == ((), offered.grams)
    assert codes(found, 1)[0] == code
    assert all(sentence(one.code, one.numbers) for one in found.passed[0].reasons)


def test_grown_things_need_no_word_on_allergens() -> None:
    assert grams(give(lot(allergens_known=False), taker())) == {1: 10_000}


def test_who_cannot_fetch_or_is_far_gets_what_is_brought_or_carried() -> None:
    lame, far = taker(1, collects=False), taker(2, metres=50_000)
    assert grams(give(lot(brought=True), lame, far)) == {1: 10_000, 2: 10_000}
    assert "comes" in codes(give(lot(brought=True), lame, far), 2)
    found = give(lot(), lame, far, taker(3), carried=True)
    assert ["driver" in codes(found, key) for key in (1, 2, 3)] == [True, True, False]
    assert "near" in codes(found, 3)


def test_what_keeps_outside_may_stand_in_the_fridge_and_not_the_other_way() -> None:
    cold = taker(storage={"room": 0, "chilled": 6_000, "frozen": 0})
    found = give(lot(), cold)
    assert (grams(found), codes(found, 1)[-1]) == ({1: 5_000}, "up_to_room")
    assert not give(lot(band="chilled"), taker(storage={"room": 60_000, "chilled": 0, "frozen": 0})).shares


def test_a_session_of_today_counts_and_one_on_the_last_day_too() -> None:
    assert grams(give(lot(use_until=TODAY), taker(sessions=((TODAY, 60),)))) == {1: 10_000}
    assert grams(give(lot(use_until=on(3)), taker(sessions=((on(3), 60),)))) == {1: 10_000}


def test_no_shows_are_for_people_to_see_and_decide_nothing() -> None:
    assert give(lot(), taker(1, no_shows=9), taker(2)) == give(lot(), taker(1), taker(2))


def test_the_order_in_which_places_are_told_changes_nothing() -> None:
    town = [taker(key, recent_grams=key % 4 * 3_000, metres=key * 300) for key in range(1, 9)]
    assert give(lot(), *town) == give(lot(), *reversed(town))


def test_two_of_one_key_no_meals_and_an_empty_lot_are_a_programmers_slip() -> None:
    with pytest.raises(ValueError, match="once"):
        give(lot(), taker(1), taker(1))
    with pytest.raises(ValueError, match="meals"):
        give(lot(), taker(1, weight=0.0))
    with pytest.raises(ValueError, match="something"):
        give(lot(0), taker(1))


def test_reasons_survive_json_and_every_one_has_words() -> None:
    town = [
        taker(1, wished_once=True), taker(2, wishes=frozenset({"vegetable"})), taker(3, metres=None),
        taker(4, recent_grams=3_000), taker(5, recent_grams=30_000), taker(6, recent_grams=60_000, metres=800),
    ]  # fmt: skip
    for offered in (lot(), lot(100_000)):
        found = give(offered, *town)
        for row in [*found.shares, *found.passed]:
            kept = [one.as_json() for one in row.reasons]
            assert json.loads(json.dumps(kept)) == kept
            assert all(sentence(one.code, one.numbers) for one in row.reasons)


def test_free_shelves_less_what_stands_and_what_is_over_stands_in_the_fridge() -> None:
    holds = {"room": 10_000, "chilled": 5_000, "frozen": 2_000}
    assert free(holds, []) == holds
    assert free(holds, [("room", 12_000), ("frozen", 3_000)]) == {"room": 0, "chilled": 3_000, "frozen": 0}


def test_a_lot_far_ahead_is_not_hoarded() -> None:
    """Rice that keeps a year: nobody gets more than two months' need."""
    weekly = taker(sessions=tuple((TODAY + timedelta(days=7 * week), 10) for week in range(50)))
    found = give(lot(60_000, food="rice", use_until=on(365)), weekly)
    assert grams(found) == {1: 5_000}  # nine openings × 10 × 100 g, in bags of 5 kg
