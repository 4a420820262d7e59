"""Counted by hand: once however often it is sent, never below zero, and never more choices than people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid4

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, DomainError, Invalid, NotFound
from ibasho.rooms.voices.actions import tallies
from ibasho.rooms.voices.models import Door, Tally
from ibasho.rooms.voices.queries import counts
from ibasho.rooms.voices.queries import tallies as queries
from ibasho.rooms.voices.rules import tallies as rules
from ibasho.rooms.voices.rules.tallies import HEADS, Column, Line, Who
from tests import make
from tests.people import Cast, cast
from tests.rooms.voices import ground
from tests.rooms.voices.ground import DAY, Ground

pytestmark = pytest.mark.django_db
AT = make.AT
LOWER, UPPER = Who("child", "lower"), Who("child", "upper")
PHONE = Actor.public(Via.LINK)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def here(people: Cast) -> Ground:
    return ground.ground(people)


@pytest.fixture
def stall(here: Ground) -> Door:
    return ground.door(here.hearing, channel="stall", name="けっトラ市の テント", on=DAY)


@pytest.fixture
def game(here: Ground) -> Column:
    return (here.wishes.pk, here.wishes.choices.order_by("position")[0].pk, None)


def face(here: Ground, number: int) -> Column:
    return (here.feeling.pk, None, number)


def line(who: Who, column: Column = HEADS, n: int = 1, nonce: UUID | None = None, day: date = DAY) -> Line:
    return Line(nonce or uuid4(), who, column, n, day)


def count(door: Door, *lines: Line, by: Actor = PHONE, late: bool = False) -> list[str]:
    found: Iterable[DomainError | None] = tallies.count(door=door, lines=lines, late=late, by=by, at=AT)
    return ["" if error is None else error.code for error in found]


def test_one_child_comes_and_points_at_two_things(here: Ground, stall: Door, game: Column) -> None:
    assert count(stall, line(UPPER), line(UPPER, game), line(UPPER, face(here, 5))) == ["", "", ""]
    assert queries.sums(stall) == {UPPER: {HEADS: 1, game: 1, face(here, 5): 1}}
    assert counts.heads(here.hearing) == {("child", "upper", ""): 1}


def test_what_is_sent_twice_counts_once(stall: Door) -> None:
    one = line(UPPER)
    count(stall, one, one)
    assert count(stall, one) == [""]
    assert queries.sums(stall) == {UPPER: {HEADS: 1}}


def test_a_nonce_of_another_door_is_refused_here(here: Ground, stall: Door) -> None:
    one = line(UPPER)
    count(here.web, one)
    assert count(stall, one, line(UPPER)) == ["voices.tally.nonce", ""]


def test_whoever_is_only_seen_choosing_is_a_person_too(here: Ground, stall: Door) -> None:
    """Two stickers on faces are two people, though nobody pressed 「来た」."""
    two = [line(UPPER, face(here, 4)), line(UPPER, face(here, 5))]
    count(stall, *two)
    count(stall, *two)
    assert queries.sums(stall)[UPPER][HEADS] == 2


def test_a_line_that_cant_be_right_takes_no_other_with_it(stall: Door, game: Column) -> None:
    told = count(stall, line(LOWER, n=-1), line(Who("farmer", "")), line(LOWER, (9, 9, None)), line(LOWER))
    assert told == ["voices.tally.below_zero", "voices.tally.who", "voices.tally.column", ""]


def test_nobody_goes_who_chose_something(stall: Door, game: Column) -> None:
    assert count(stall, line(UPPER), line(UPPER, game), line(UPPER, n=-1)) == [
        "", "", "voices.tally.heads_chose",
    ]  # fmt: skip


def test_the_last_tap_is_taken_back_with_the_head_it_brought(stall: Door, game: Column) -> None:
    one = line(UPPER, game)
    count(stall, one)
    for _twice in range(2):
        tallies.take_back(door=stall, of=one.nonce, by=PHONE, at=AT)
    assert queries.sums(stall) == {}
    assert sum(row.count for row in Tally.objects.all()) == 0
    with pytest.raises(NotFound):
        tallies.take_back(door=stall, of=uuid4(), by=PHONE, at=AT)


def test_one_tap_is_taken_back_once_whoever_asks_and_others_stay(stall: Door, game: Column) -> None:
    """Two windows of one phone, or a button pressed twice: the taps of other children are none of it."""
    mine, others = line(UPPER, game), [line(UPPER, game), line(UPPER, game)]
    count(stall, mine, *others)
    for of in (mine.nonce, rules.heads_nonce(mine.nonce), mine.nonce):
        tallies.take_back(door=stall, of=of, by=PHONE, at=AT)
    assert queries.sums(stall) == {UPPER: {HEADS: 2, game: 2}}


def test_the_head_stays_where_the_same_child_chose_something_else(
    here: Ground, stall: Door, game: Column
) -> None:
    one = line(UPPER, game)
    count(stall, one, line(UPPER, face(here, 3)))
    tallies.take_back(door=stall, of=one.nonce, by=PHONE, at=AT)
    assert queries.sums(stall) == {UPPER: {HEADS: 1, face(here, 3): 1}}


def test_a_stall_counts_for_its_own_day_after_it_has_packed_up(here: Ground, stall: Door) -> None:
    Door.objects.filter(pk=stall.pk).update(shut=True)
    here.hearing.state = "closed"
    here.hearing.save()
    with pytest.raises(Conflict):
        count(stall, line(UPPER))
    assert count(stall, line(UPPER), late=True) == [""]
    assert Tally.objects.get().day == DAY


def test_the_journal_knows_the_second_so_it_knows_no_choice(people: Cast, stall: Door, game: Column) -> None:
    """A tap at the stall is one child's answer: no entry at all. Of what staff type in: how many lines, at which door."""
    before = Entry.objects.count()
    count(stall, line(UPPER), line(UPPER, game))
    assert Entry.objects.count() == before
    count(stall, line(UPPER, n=20), line(UPPER, game, n=12), by=people.by(people.mado))
    entry = Entry.objects.get(verb="voices.tally.count")
    assert entry.data == {"lines": 2, "day": DAY.isoformat()}
    assert entry.object_id == stall.public_id


def grid(
    door: Door, given: dict[Who, dict[Column, int]], *, by: Actor, nonce: UUID | None = None, seen: str = ""
) -> int:
    stands = queries.fingerprint(queries.sums(door))
    return tallies.set_to(
        door=door, given=given, seen=seen or stands, nonce=nonce or uuid4(), day=DAY, by=by, at=AT
    )


def test_mado_types_the_stickers_as_they_stand_on_the_paper(
    people: Cast, here: Ground, stall: Door, game: Column
) -> None:
    by = people.by(people.mado)
    assert grid(stall, {UPPER: {game: 12}, LOWER: {face(here, 5): 3, face(here, 1): 2}}, by=by) == 5
    assert queries.sums(stall) == {
        UPPER: {game: 12, HEADS: 12},
        LOWER: {face(here, 5): 3, face(here, 1): 2, HEADS: 5},
    }
    grid(stall, {UPPER: {game: 9, HEADS: 10}}, by=by)
    assert queries.sums(stall)[UPPER] == {game: 9, HEADS: 10}
    assert grid(stall, {UPPER: {game: 9}}, by=by) == 0


def test_a_grid_sent_twice_is_written_once(people: Cast, stall: Door, game: Column) -> None:
    nonce, seen = uuid4(), queries.fingerprint({})
    for _twice in range(2):
        grid(stall, {UPPER: {game: 12}}, by=people.by(people.mado), nonce=nonce, seen=seen)
    assert queries.sums(stall)[UPPER][game] == 12


def test_nobody_writes_over_what_came_meanwhile(people: Cast, stall: Door, game: Column) -> None:
    seen = queries.fingerprint(queries.sums(stall))
    count(stall, line(UPPER, game))
    with pytest.raises(Conflict) as refused:
        grid(stall, {UPPER: {game: 12}}, by=people.by(people.mado), seen=seen)
    assert refused.value.code == "voices.tally.changed"


@pytest.mark.parametrize("n", [-1, 1_000])
def test_a_cell_is_a_number_somebody_can_have_counted(
    people: Cast, stall: Door, game: Column, n: int
) -> None:
    with pytest.raises(Invalid):
        grid(stall, {UPPER: {game: n}}, by=people.by(people.mado))


@pytest.mark.parametrize(
    ("who", "may"),
    [("aoi", True), ("mado", True), ("tsubaki", True), ("hana", True), ("ken", False), ("tamotsu", False), ("sumi", False)],
)  # fmt: skip
def test_who_may_count_at_hanas_place(people: Cast, here: Ground, who: str, may: bool) -> None:
    door = ground.door(here.hearing, channel="sticker", place=make.place(organisation=people.midori))
    by = people.by(getattr(people, who))
    if may:
        assert count(door, line(UPPER), by=by) == [""]
        assert Tally.objects.get().typed_by_id == by.person_id
    else:
        with pytest.raises(NotFound):
            count(door, line(UPPER), by=by)


def test_hana_adds_to_what_the_city_counted_and_takes_nothing_of_it_away(
    people: Cast, here: Ground, game: Column
) -> None:
    door = ground.door(
        here.hearing, channel="sticker", place=make.place(organisation=people.midori), made_by=people.aoi
    )
    hana, mado = people.by(people.hana), people.by(people.mado)
    grid(door, {UPPER: {game: 12}}, by=mado)
    for less in ({game: 11}, {HEADS: 0, game: 0}):
        with pytest.raises(Conflict) as refused:
            grid(door, {UPPER: less}, by=hana)
        assert refused.value.code == "voices.tally.citys"
    assert queries.sums(door)[UPPER] == {game: 12, HEADS: 12}
    grid(door, {UPPER: {game: 15}}, by=hana)
    grid(door, {UPPER: {game: 12, HEADS: 12}}, by=hana)  # her own three
    grid(door, {UPPER: {game: 5, HEADS: 5}}, by=mado)
    assert queries.sums(door)[UPPER] == {game: 5, HEADS: 5}


def test_the_phone_of_a_stall_counts_for_whoever_made_the_stall(people: Cast, here: Ground) -> None:
    midori = make.place(organisation=people.midori)
    citys = ground.door(here.hearing, channel="stall", place=midori, made_by=people.aoi)
    own = ground.door(here.hearing, channel="stall", place=midori, made_by=people.hana)
    for door in (citys, own):
        count(door, line(UPPER), line(UPPER))
    assert grid(own, {UPPER: {HEADS: 1}}, by=people.by(people.hana)) == 1
    with pytest.raises(Conflict):
        grid(citys, {UPPER: {HEADS: 1}}, by=people.by(people.hana))
