"""A child answers: by the page, with a ticket, by the class's link; a clerk types in paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, DomainError, Invalid, NotFound
from ibasho.rooms.voices.actions import answering, pouring, tickets
from ibasho.rooms.voices.models import Answer, Door, Envelope, Opinion, Ticket
from ibasho.rooms.voices.rules import slips
from ibasho.rooms.voices.rules.answers import Given, Picked, Said
from ibasho.rooms.voices.rules.envelopes import SIZE
from ibasho.town.concerns.models import Concern
from ibasho.town.concerns.queries.words import kind_of
from tests import make
from tests.people import Cast, cast
from tests.rooms.voices import ground
from tests.rooms.voices.ground import Ground

pytestmark = pytest.mark.django_db
AT = make.AT
CHILD, LINK, JOB = Actor.public(), Actor.public(Via.LINK), Actor.of_job("voices.pour")


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    return ground.ground(people)


def wish(world: Ground, words: str = "", **changed: Any) -> Given:
    games = world.wishes.choices.get(position=1)
    texts = (Said(world.words.pk, words),) if words else ()
    picks = (Picked(world.wishes.pk, games.pk), Picked(world.feeling.pk, face=4))
    return replace(Given("child", "upper", "", "small", picks, texts), **changed)


def sent(world: Ground, **changed: Any) -> str:
    return answering.answer(
        **{"door": world.web, "ticket": "", "given": wish(world), "by": CHILD, "at": AT, **changed}
    )


def pour(world: Ground) -> None:
    """Until tomorrow nobody can be told apart from ten others; then all go."""
    pouring.pour(by=JOB, at=AT + timedelta(days=1))


def test_an_answer_waits_sealed_and_gives_a_slip(world: Ground) -> None:
    before = Entry.objects.count()
    code = sent(world, given=wish(world, "たっきゅうだいが ほしい"))
    envelope = Envelope.objects.get()
    assert slips.read(code) == code
    assert bytes(envelope.sealed).find("たっきゅう".encode()) < 0
    assert not Answer.objects.exists() and not Opinion.objects.exists()
    assert Entry.objects.count() == before


def test_all_envelopes_are_of_one_size(world: Ground) -> None:
    sent(world)
    sent(world, given=wish(world, "あ" * 400))
    sizes = {len(bytes(one.sealed)) for one in Envelope.objects.all()}
    assert len(sizes) == 1 and sizes.pop() > SIZE


def test_sent_twice_it_is_one_answer_with_the_same_slip_also_after_it_was_poured(world: Ground) -> None:
    first = sent(world, seed="page of a child")
    assert sent(world, seed="page of a child") == first
    assert Envelope.objects.count() == 1
    pour(world)
    assert sent(world, seed="page of a child") == first
    assert (Envelope.objects.count(), Answer.objects.count()) == (0, 1)
    assert sent(world, seed="page of a friend") != first


def test_words_of_danger_go_to_the_centre_and_nowhere_else(world: Ground) -> None:
    code = sent(world, given=wish(world, "もう しにたい"))
    concern = Concern.objects.get()
    assert (kind_of(concern), slips.read(code)) == ("danger", code)
    pour(world)
    assert Answer.objects.get().picks.count() == 2
    assert not Opinion.objects.exists()


def test_an_answer_of_such_words_alone_still_counts_and_has_its_slip(world: Ground) -> None:
    code = sent(world, given=wish(world, "もう しにたい", picks=()))
    pour(world)
    assert Answer.objects.get().slip_hash == slips.hash_of(code)


def test_a_ticket_is_good_for_one_answer(world: Ground, people: Cast) -> None:
    [code] = tickets.make(door=world.web, count=1, by=people.by(people.aoi), at=AT)
    sent(world, ticket=slips.grouped(code).lower())
    with pytest.raises(Conflict, match="もう つかいました"):
        sent(world, ticket=code)
    assert Envelope.objects.count() == 1
    assert Ticket.objects.get().spent
    assert code not in Ticket.objects.get().hash


def test_a_ticket_sent_twice_from_one_page_is_no_mistake(world: Ground, people: Cast) -> None:
    [code] = tickets.make(door=world.web, count=1, by=people.by(people.aoi), at=AT)
    assert sent(world, ticket=code, seed="page") == sent(world, ticket=code, seed="page")


def test_where_tickets_are_asked_for_nobody_answers_without(people: Cast) -> None:
    world = ground.ground(people, access="ticket")
    with pytest.raises(Invalid, match="ふだが いります"):
        sent(world)
    with pytest.raises(Invalid, match="みつかりません"):
        sent(world, ticket="CDFHJKMNPQRT")
    sent(world, door=world.school, by=LINK)


@pytest.mark.parametrize(
    "changed", [{"channel": "stall"}, {"channel": "stall", "quota": 40}, {"channel": "tablet"}]
)
def test_a_link_answers_for_a_class_and_for_nothing_else(people: Cast, changed: dict[str, Any]) -> None:
    """The stall's phone would answer without end where everybody else has one ticket."""
    world = ground.ground(people, access="ticket")
    with pytest.raises(Invalid, match="ふだが いります"):
        sent(world, door=ground.door(world.hearing, **changed), by=LINK)
    assert not Envelope.objects.exists()


def test_a_ticket_opens_its_own_door_only(world: Ground, people: Cast) -> None:
    [code] = tickets.make(door=world.school, count=1, by=people.by(people.aoi), at=AT)
    with pytest.raises(Invalid, match="みつかりません"):
        sent(world, ticket=code)


def test_one_class_cannot_answer_four_hundred_times(world: Ground) -> None:
    Door.objects.filter(pk=world.school.pk).update(quota=3)
    for _ in range(3):
        sent(world, door=world.school, by=LINK)
    with pytest.raises(Conflict, match="ぜんぶ とどきました"):
        sent(world, door=world.school, by=LINK)
    world.school.refresh_from_db()
    assert (world.school.taken, Envelope.objects.count()) == (3, 3)


@pytest.mark.parametrize(
    ("hearing", "door", "said"),
    [
        ({"state": "closed"}, {}, "おわりました"),
        ({"closes_on": make.TUESDAY - timedelta(days=1)}, {}, "おわりました"),
        ({"source_name": "市の資料"}, {}, "おわりました"),
        ({}, {"shut": True}, "しまって"),
        ({}, {"on": make.TUESDAY - timedelta(days=2)}, "11月22日（日）だけ"),
    ],
    ids=["closed", "over since yesterday", "held elsewhere", "a shut door", "another day's door"],
)
def test_what_is_over_says_so(people: Cast, hearing: dict[str, Any], door: dict[str, Any], said: str) -> None:
    world = ground.ground(people, **hearing)
    Door.objects.filter(pk=world.web.pk).update(**door)
    with pytest.raises(Conflict, match=said):
        sent(world)
    assert not Envelope.objects.exists()


def test_a_refused_answer_spends_nothing(world: Ground, people: Cast) -> None:
    [code] = tickets.make(door=world.school, count=1, by=people.by(people.aoi), at=AT)
    with pytest.raises(Invalid):
        sent(world, door=world.school, ticket=code, given=wish(world, stage="high"))
    world.school.refresh_from_db()
    assert (Ticket.objects.get().spent, world.school.taken) == (False, 0)


def paper(person: Any) -> Actor:
    return Actor(person_id=person.pk, via=Via.PAPER)


def test_a_sheet_of_paper_goes_the_same_way(world: Ground, people: Cast) -> None:
    assert sent(world, by=paper(people.mado)) == ""
    code = slips.new()
    assert sent(world, by=paper(people.mado), slip=slips.grouped(code)) == code
    pour(world)
    assert {row.slip_hash for row in Answer.objects.all()} == {None, slips.hash_of(code)}


def test_the_same_sheet_is_not_typed_twice(world: Ground, people: Cast) -> None:
    code = slips.new()
    sent(world, by=paper(people.mado), slip=code)
    with pytest.raises(Conflict, match="もう 入っています"):
        sent(world, by=paper(people.mado), slip=code)
    pour(world)
    with pytest.raises(Conflict, match="もう 入っています"):
        sent(world, by=paper(people.mado), slip=code)
    with pytest.raises(Invalid, match="15文字"):
        sent(world, by=paper(people.mado), slip="CDF")


def test_sheets_come_in_after_the_last_day_and_bear_their_doors_day(people: Cast) -> None:
    world = ground.ground(people, state="closed")
    day = make.TUESDAY - timedelta(days=3)
    Door.objects.filter(pk=world.web.pk).update(on=day)
    sent(world, by=paper(people.mado))
    pour(world)
    assert Answer.objects.get().day == day


def test_a_sheet_typed_wrongly_is_taken_back_while_it_waits(world: Ground, people: Cast) -> None:
    by = paper(people.mado)
    sent(world, door=world.school, by=by, seed="sheet")
    assert answering.take_back(door=world.school, seed="sheet", slip="", by=by, at=AT)
    world.school.refresh_from_db()
    assert (Envelope.objects.count(), world.school.taken) == (0, 0)
    assert not answering.take_back(door=world.school, seed="sheet", slip="", by=by, at=AT)


@pytest.mark.parametrize(
    ("who", "may"),
    [("aoi", True), ("mado", True), ("tsubaki", True), ("hana", False), ("ken", False), ("sumi", False), ("tamotsu", False)],
)  # fmt: skip
def test_who_types_in_sheets(world: Ground, people: Cast, who: str, may: bool) -> None:
    by = paper(getattr(people, who))
    if may:
        sent(world, by=by)
    else:
        with pytest.raises(NotFound):
            sent(world, by=by)


def test_a_group_types_in_at_its_own_place(world: Ground, people: Cast) -> None:
    own = make.place(organisation=people.midori)
    door = ground.door(world.hearing, channel="place", place=own)
    sent(world, door=door, by=paper(people.hana))
    with pytest.raises(NotFound):
        sent(world, door=door, by=paper(people.ken))


def test_refusals_are_refusals_of_the_house(world: Ground) -> None:
    with pytest.raises(DomainError):
        sent(world, given=Given("child", "upper", "", "small"))
