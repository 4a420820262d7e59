"""At the door: one tap for who signed up, one for who walks in, and everything can be taken back."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.town.places.actions import reception, reports, signups
from ibasho.town.places.models import Session, Signup
from ibasho.town.places.queries import reception as queries
from tests import make
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def day(people: Cast) -> Session:
    return make.event_day(make.event(organisation=people.midori))


@pytest.fixture
def hana(people: Cast) -> Actor:
    return people.by(people.hana)


def family(day: Session) -> Signup:
    heads = {"infant": 1, "elementary": 2, "guardian": 1}
    return signups.sign_up(session=day, nickname="かもめ", heads=heads, by=Actor.public(), at=make.AT).signup


def test_who_signed_up_is_counted_by_class_the_moment_they_come(day: Session, hana: Actor) -> None:
    row = family(day)
    for _ in range(2):  # a double tap
        reception.arrive(signup=row, by=hana, at=make.AT)
    assert queries.heads(day) == {"infant": 1, "elementary": 2, "guardian": 1}
    assert queries.board(day).came == 4
    row.refresh_from_db()
    assert (row.arrived_at, row.arrived_by_id) == (make.AT, hana.person_id)


def test_the_wrong_line_is_taken_back(day: Session, hana: Actor) -> None:
    row = family(day)
    reception.arrive(signup=row, by=hana, at=make.AT)
    for _ in range(2):
        reception.undo_arrival(signup=row, by=hana, at=make.AT)
    assert queries.board(day).came == 0
    row.refresh_from_db()
    assert row.arrived_at is None


def test_walk_ins_are_counted_up_and_down_and_never_below_nought(day: Session, hana: Actor) -> None:
    steps = [1, 1, -1, -1, -1, 1]
    found = [
        reception.count(session=day, of_class="junior", step=step, by=hana, at=make.AT) for step in steps
    ]
    assert found == [1, 2, 1, 0, 0, 1]


def test_an_unsplit_class_and_helpers_by_generation_are_counted_as_they_are(
    day: Session, hana: Actor
) -> None:
    for of_class in ("infant_elementary", "helper_senior", "helper_young"):
        reception.count(session=day, of_class=of_class, step=1, by=hana, at=make.AT)
    board = queries.board(day)
    assert (board.came, board.helpers) == (1, 2)


@pytest.mark.parametrize(("of_class", "step"), [("robot", 1), ("junior", 2), ("junior", 0)])
def test_what_is_no_class_and_no_step_is_refused(day: Session, hana: Actor, of_class: str, step: int) -> None:
    with pytest.raises(Invalid):
        reception.count(session=day, of_class=of_class, step=step, by=hana, at=make.AT)


def test_who_waits_for_a_seat_is_not_ticked_off(day: Session, hana: Actor) -> None:
    signups.sign_up(session=day, nickname="い", heads={"high": 10}, by=Actor.public(), at=make.AT)
    waiting = signups.sign_up(session=day, nickname="ろ", heads={"high": 1}, by=Actor.public(), at=make.AT)
    with pytest.raises(Conflict, match="その場で来た人"):
        reception.arrive(signup=waiting.signup, by=hana, at=make.AT)


def test_reception_begins_on_the_day_and_ends_with_the_report(day: Session, hana: Actor) -> None:
    early = make.AT - timedelta(days=1)
    with pytest.raises(Conflict) as refused:
        reception.count(session=day, of_class="junior", step=1, by=hana, at=early)
    assert refused.value.code == "places.session_not_yet"
    reports.close(session=day, heads={"junior": 3}, by=hana, at=make.AT)
    with pytest.raises(Conflict) as refused:
        reception.count(session=day, of_class="junior", step=1, by=hana, at=make.AT)
    assert refused.value.code == "places.session_closed"


def test_a_day_that_was_called_off_has_no_reception(day: Session, hana: Actor) -> None:
    Session.objects.update(state="cancelled")
    with pytest.raises(Conflict, match="お休み"):
        reception.count(session=day, of_class="junior", step=1, by=hana, at=make.AT)


def test_a_place_counts_its_own_days_as_well(people: Cast, hana: Actor) -> None:
    day = make.session(make.place(organisation=people.midori))
    assert reception.count(session=day, of_class="senior", step=1, by=hana, at=make.AT) == 1


def test_who_has_come_cannot_cancel_any_more(day: Session, hana: Actor) -> None:
    ticket = signups.sign_up(session=day, nickname="い", heads={"high": 1}, by=Actor.public(), at=make.AT)
    reception.arrive(signup=ticket.signup, by=hana, at=make.AT)
    with pytest.raises(Conflict):
        signups.cancel(token=ticket.token, by=Actor.public(), at=make.AT)


def test_the_number_and_the_qr_find_the_same_party(day: Session) -> None:
    ticket = signups.sign_up(session=day, nickname="い", heads={"high": 1}, by=Actor.public(), at=make.AT)
    code, token = ticket.signup.code, ticket.token
    wide = code.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    for words in (code, f" {wide} ", f"http://localhost:8000/events/ticket/?t={token}", token.lower()):
        assert queries.find(day, words) == ticket.signup
    assert queries.find(day, "") is None
    assert queries.find(make.event_day(make.event()), f"?t={token}") is None


@pytest.mark.django_db(transaction=True)
def test_two_counters_at_the_door_lose_no_head() -> None:
    people = cast()
    day = make.event_day(make.event(organisation=people.midori))

    def press() -> None:
        try:
            for _ in range(10):
                reception.count(
                    session=day, of_class="elementary", step=1, by=people.by(people.hana), at=make.AT
                )
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert queries.heads(day) == {"elementary": 40}
    assert Entry.objects.filter(verb="places.session.count").count() == 40
