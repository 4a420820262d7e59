"""Who gets a seat, who waits, who moves up: without a database."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.codes import looks_like_code
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.town.places.rules import signup
from ibasho.town.places.rules.signup import Answer, Seats, Spots

CONFIRMED, WAITING = Answer.CONFIRMED, Answer.WAITING


@pytest.mark.parametrize(
    ("party", "seats", "answer"),
    [
        (3, Seats(None, 900, 0, 0), CONFIRMED),
        (3, Seats(10, 7, 0, 4), CONFIRMED),
        (3, Seats(10, 8, 0, 4), WAITING),
        (1, Seats(10, 9, 3, 4), CONFIRMED),  # those who wait are larger than the seat that is left
        (4, Seats(10, 10, 0, 4), WAITING),
    ],
)
def test_a_party_that_fits_has_a_seat_and_one_that_does_not_waits(
    party: int, seats: Seats, answer: Answer
) -> None:
    assert signup.answer(party, seats) == answer


@pytest.mark.parametrize(
    ("party", "seats", "code"),
    [
        (2, Seats(10, 9, 3, 4), "places.signup_full"),
        (1, Seats(10, 10, 0, 0), "places.signup_full"),
        (11, Seats(10, 0, 0, 40), "places.signup_too_many"),
    ],
)
def test_a_no_says_what_to_do(party: int, seats: Seats, code: str) -> None:
    with pytest.raises(Conflict) as refused:
        signup.answer(party, seats)
    assert refused.value.code == code
    assert "ください" in refused.value.message


@given(st.integers(1, 30), st.lists(st.integers(1, 6), max_size=40))
def test_no_order_of_parties_ever_overbooks(capacity: int, parties: list[int]) -> None:
    taken = waiting = 0
    for party in parties:
        try:
            answer = signup.answer(party, Seats(capacity, taken, waiting, 5))
        except Conflict:
            continue
        taken += party if answer == CONFIRMED else 0
        waiting += party if answer == WAITING else 0
    assert taken <= capacity
    assert waiting <= 5


@given(st.integers(0, 20), st.lists(st.integers(1, 6), max_size=20))
def test_those_who_move_up_fit_and_nobody_who_fits_is_passed_over(free: int, parties: list[int]) -> None:
    queue = list(enumerate(parties))
    chosen = signup.moving_up(free, queue)
    left = free - sum(parties[key] for key in chosen)
    assert left >= 0
    assert chosen == sorted(chosen)
    assert all(parties[key] > left for key, _party in queue if key not in chosen)


def test_everybody_moves_up_when_there_is_no_capacity() -> None:
    assert signup.moving_up(None, [(1, 4), (2, 9)]) == [1, 2]


@pytest.mark.parametrize(
    ("seats", "spots"),
    [
        (Seats(None, 50, 0, 0), Spots.PLENTY),
        (Seats(40, 20, 0, 5), Spots.PLENTY),
        (Seats(40, 32, 0, 5), Spots.FEW),
        (Seats(6, 4, 0, 5), Spots.FEW),
        (Seats(6, 6, 0, 5), Spots.WAITING),
        (Seats(6, 6, 5, 5), Spots.FULL),
        (Seats(6, 8, 0, 0), Spots.FULL),
    ],
)
def test_how_full_a_day_is_in_words(seats: Seats, spots: Spots) -> None:
    assert signup.spots(seats) == spots


def test_signing_up_closes_before_the_start() -> None:
    day = date(2026, 11, 24)
    assert signup.closes_at(day, time(16), 24) == datetime(2026, 11, 23, 16, tzinfo=JST)
    assert signup.closes_at(day, None, 0) == datetime(2026, 11, 24, tzinfo=JST)


@pytest.mark.parametrize(
    ("stages", "classes"),
    [
        ([], signup.CLASSES),
        (["lower", "upper"], ("elementary", "guardian")),
        (["infant"], ("infant", "guardian")),
        (["adult"], ("guardian", "local_adult", "senior")),
        (["junior", "high", "adult"], ("junior", "high", "guardian", "local_adult", "senior")),
    ],
)
def test_the_form_offers_the_classes_of_the_event(stages: list[str], classes: tuple[str, ...]) -> None:
    assert signup.classes_for(stages) == classes


@pytest.mark.parametrize(
    "heads", [{}, {"elementary": 0}, {"elementary": -1}, {"elementary": 13}, {"robot": 1}]
)
def test_heads_that_cannot_be_are_refused(heads: dict[str, int | None]) -> None:
    with pytest.raises(Invalid):
        signup.checked_heads(heads)


def test_zeros_are_left_out() -> None:
    assert signup.checked_heads({"elementary": 2, "infant": 0, "guardian": None}) == {"elementary": 2}


@pytest.mark.parametrize("name", ["", "　 ", "はるき 080-0000-0000", "me@example.test", "1234 5678 9018"])
def test_a_nickname_is_a_name_and_no_way_to_reach_anybody(name: str) -> None:
    with pytest.raises(Invalid):
        signup.checked_nickname(name)


def test_a_token_opens_one_ticket_and_only_its_hash_is_kept() -> None:
    one, other = signup.ticket_token("secret", "CODEA"), signup.ticket_token("secret", "CODEB")
    assert one == signup.ticket_token("secret", "CODEA") != other
    assert signup.ticket_token("another", "CODEA") != one
    assert looks_like_code(one, 20)
    assert one not in signup.token_hash(one)
