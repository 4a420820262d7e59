"""Numbers go out: made ready by one, let out by another, never so that a few children can be worked out of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.disclosure import disclosure
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from ibasho.rooms.voices.actions import releases
from ibasho.rooms.voices.models import Answer, Choice, Pick, Release
from ibasho.rooms.voices.queries import council, heard_public, results, tables
from ibasho.rooms.voices.queries import releases as queries
from ibasho.rooms.voices.rules import who
from ibasho.town.areas.models import SchoolDistrict
from tests import make
from tests.people import Cast, cast
from tests.rooms.voices import ground as grounds
from tests.rooms.voices.ground import Ground

pytestmark = pytest.mark.django_db
LATER = make.AT + timedelta(days=1)
JOB = Actor.of_job("voices.pour")


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def ground(people: Cast) -> Ground:
    make.district("M01")
    return grounds.ground(people)


def answers(ground: Ground, n: int, *choices: int, face: int = 4, **told: object) -> None:
    """So many children, each with these choices (0 first) and this face."""
    options: Sequence[Choice] = list(ground.wishes.choices.all())
    rows = [
        Answer(
            **{
                "hearing": ground.hearing, "door": ground.web, "respondent": "child", "stage": "upper",
                "wording": "small", "day": grounds.DAY, **told,
            }
        )
        for _one in range(n)
    ]  # fmt: skip
    Answer.objects.bulk_create(rows)
    Pick.objects.bulk_create(
        Pick(answer=row, question=ground.wishes, choice=options[at]) for row in rows for at in choices
    )
    Pick.objects.bulk_create(Pick(answer=row, question=ground.feeling, face=face) for row in rows)


def released(ground: Ground, people: Cast) -> Release:
    one = releases.ask(hearing=ground.hearing, by=people.by(people.aoi), at=make.AT)
    return releases.approve(release=one, by=people.by(people.fumi), at=make.AT)


def test_the_districts_of_its_tables_are_those_of_the_day_it_opened(ground: Ground, people: Cast) -> None:
    """虹橋小 was split while children answered: a column more in the next table would tell who moved."""
    opened = ground.hearing.opens_on
    assert opened is not None
    SchoolDistrict.objects.filter(code="M01").update(valid_until=opened + timedelta(days=2))
    make.district("M09", "東虹橋", "ひがしにじはし", valid_from=opened + timedelta(days=3))
    answers(ground, 30, 0, district_code="M01")
    answers(ground, 12, 0, district_code="M09")
    (heads, *_rest) = tables.of(ground.hearing, grounds.DAY)
    assert heads.dims[1] == ("district", "M01", who.NO_DISTRICT)
    released(ground, people)
    told = heard_public.public(ground.hearing, grounds.DAY)
    assert told is not None and [one.label for one in told.districts] == ["虹橋", who.NO_DISTRICT_LABEL]
    cells = {cell for row in council.numbers(ground.hearing, grounds.DAY).rows for cell in row}
    assert "虹橋" in cells and "M01" not in cells


def test_two_people_let_numbers_out(ground: Ground, people: Cast) -> None:
    answers(ground, 30, 0, 1)
    answers(ground, 25, 0, stage="lower")
    one = releases.ask(hearing=ground.hearing, by=people.by(people.aoi), at=make.AT)
    assert queries.latest(ground.hearing) is None
    assert queries.shown(ground.hearing) == {}
    with pytest.raises(NotAllowed):
        releases.approve(release=one, by=people.by(people.aoi), at=make.AT)
    releases.approve(release=one, by=people.by(people.fumi), at=LATER)
    out = queries.latest(ground.hearing)
    assert out is not None
    assert (out.asked_by_id, out.settled_by_id, out.released_on) == (
        people.aoi.pk,
        people.fumi.pk,
        LATER.date(),
    )
    assert "why" not in out.body
    wishes = queries.shown(ground.hearing)[tables.name(ground.wishes)].table
    games, tv, *_others = ground.wishes.choices.all()
    assert (wishes.at(f"c{games.pk}"), wishes.at(f"c{tv.pk}")) == (55, 30)
    assert [one.verb for one in Entry.objects.filter(verb__startswith="voices.release").order_by("pk")] == [
        "voices.release.ask", "voices.release.approve",
    ]  # fmt: skip


def test_53_55_small_numbers_and_zeros_stay_hidden(ground: Ground, people: Cast) -> None:
    """Statements 53 and 55: five high tellers of テレビ, and nobody of だがし, look the same from outside."""
    answers(ground, 40, 0)
    answers(ground, 5, 1)
    released(ground, people)
    wishes = queries.shown(ground.hearing)[tables.name(ground.wishes)].table
    _games, tv, dagashi, *_others = ground.wishes.choices.all()
    assert wishes.at(f"c{tv.pk}") is None
    assert wishes.at(f"c{dagashi.pk}") is None
    picture = results.of(ground.hearing)[0].picture
    assert picture is not None
    assert [
        one.thing.value for one in picture.drawn if one.thing.value is not None and one.thing.value < 10
    ] == []
    share = disclosure.shares(wishes)
    assert all(one is None for one in share[1])


def test_nine_children_are_not_published_at_all(ground: Ground, people: Cast) -> None:
    answers(ground, 9, 0)
    with pytest.raises(Invalid) as refused:
        releases.ask(hearing=ground.hearing, by=people.by(people.aoi), at=make.AT)
    assert refused.value.code == "voices.release.few"


def test_54_next_month_tells_nobody_who_came_since(ground: Ground, people: Cast) -> None:
    """Four more children: beside last month's page their answers would be plain. The old number stands, with its day."""
    answers(ground, 40, 0)
    answers(ground, 20, 1, stage="lower")
    first = released(ground, people)
    answers(ground, 4, 2)
    answers(ground, 30, 1, stage="lower")
    one = releases.ask(hearing=ground.hearing, by=people.by(people.aoi), at=LATER)
    second = releases.approve(release=one, by=people.by(people.fumi), at=LATER)
    assert second.people == first.people + 34
    both = [queries.shown_of(first), queries.shown_of(second)]
    assert disclosure.attack(both, ground.hearing.cell_min) == []


def test_only_one_waits_and_it_can_be_taken_back(ground: Ground, people: Cast) -> None:
    answers(ground, 30, 0)
    one = releases.ask(hearing=ground.hearing, by=people.by(people.aoi), at=make.AT)
    with pytest.raises(Conflict) as refused:
        releases.ask(hearing=ground.hearing, by=people.by(people.fumi), at=make.AT)
    assert refused.value.code == "voices.release.asked"
    releases.withdraw(release=one, by=people.by(people.aoi), at=make.AT)
    assert not Release.objects.exists()
    with pytest.raises(Conflict):
        releases.approve(release=one, by=people.by(people.fumi), at=make.AT)


def test_declined_with_a_reason_and_asked_anew(ground: Ground, people: Cast) -> None:
    answers(ground, 30, 0)
    one = releases.ask(hearing=ground.hearing, by=people.by(people.aoi), at=make.AT)
    with pytest.raises(Invalid):
        releases.decline(release=one, why=" ", by=people.by(people.fumi), at=make.AT)
    releases.decline(release=one, why="先に 学校へ 知らせてから", by=people.by(people.fumi), at=make.AT)
    assert queries.shown(ground.hearing) == {}
    assert Entry.objects.get(verb="voices.release.decline").why == "先に 学校へ 知らせてから"
    releases.ask(hearing=ground.hearing, by=people.by(people.aoi), at=LATER)


def test_what_was_overtaken_has_to_be_made_anew(ground: Ground, people: Cast) -> None:
    answers(ground, 30, 0)
    one = releases.ask(hearing=ground.hearing, by=people.by(people.aoi), at=make.AT)
    Release.objects.create(
        hearing=ground.hearing, kind="live", state="released", body={"tables": [], "after": 0}, people=30,
        released_on=grounds.DAY,
    )  # fmt: skip
    with pytest.raises(Conflict) as refused:
        releases.approve(release=one, by=people.by(people.fumi), at=make.AT)
    assert refused.value.code == "voices.release.overtaken"


def test_what_is_out_stays_out(ground: Ground, people: Cast) -> None:
    answers(ground, 30, 0)
    out = released(ground, people)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM voices_release WHERE id = %s", [out.pk])


@pytest.mark.parametrize("who", ["mado", "tsubaki", "sumi", "hana", "tamotsu"])
def test_who_may_not_learn_of_it(ground: Ground, people: Cast, who: str) -> None:
    answers(ground, 30, 0)
    with pytest.raises(NotFound):
        releases.ask(hearing=ground.hearing, by=people.by(getattr(people, who)), at=make.AT)


def test_a_running_vote_shows_each_table_alone_and_changes_in_steps(people: Cast) -> None:
    ground = grounds.ground(people, live=True)
    answers(ground, 9, 0)
    assert releases.live(hearing=ground.hearing, by=JOB, at=make.AT) is None
    answers(ground, 11, 0)
    first = releases.live(hearing=ground.hearing, by=JOB, at=make.AT)
    assert first is not None
    assert (first.kind, first.people) == ("live", 20)
    assert all(len(one.dims) == 1 for one in queries.shown_of(first))
    answers(ground, 9, 0)
    assert releases.live(hearing=ground.hearing, by=JOB, at=make.AT) is None
    answers(ground, 11, 0)
    second = releases.live(hearing=ground.hearing, by=JOB, at=LATER)
    assert second is not None
    assert disclosure.attack([queries.shown_of(first), queries.shown_of(second)], 10) == []


def test_a_running_picture_waits_for_the_second_person_and_for_nobody_unasked(people: Cast) -> None:
    ground = grounds.ground(people, live=True)
    answers(ground, 30, 0)
    releases.ask(hearing=ground.hearing, by=people.by(people.aoi), at=make.AT)
    assert releases.live(hearing=ground.hearing, by=JOB, at=make.AT) is None
    quiet = grounds.ground(people)
    answers(quiet, 30, 0)
    assert releases.live(hearing=quiet.hearing, by=JOB, at=make.AT) is None


def test_after_the_vote_the_last_few_are_not_worked_out_and_the_picture_stays(people: Cast) -> None:
    """40 in the running picture, three more before it closed."""
    ground = grounds.ground(people, live=True)
    answers(ground, 25, 0, face=5)
    answers(ground, 15, 1, face=4)
    first = releases.live(hearing=ground.hearing, by=JOB, at=make.AT)
    assert first is not None
    answers(ground, 3, 1, face=5)
    ground.hearing.state = "closed"
    ground.hearing.save()
    try:
        second = released(ground, people)
    except Invalid as refused:
        assert refused.code == "voices.release.nothing"  # noqa: PT017 — both are right: nothing new, or nothing few
        shown = [queries.shown_of(first)]
    else:
        shown = [queries.shown_of(first), queries.shown_of(second)]
    assert disclosure.attack(shown, 10) == []
    games, *_others = ground.wishes.choices.all()
    assert queries.shown(ground.hearing)[tables.name(ground.wishes)].table.at(f"c{games.pk}") == 25
