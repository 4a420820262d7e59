"""What a child may answer today, and what waits for the officer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ibasho.rooms.voices.models import PublishedFigure, Tally
from ibasho.rooms.voices.queries import counts, hearings, hearings_desk, hearings_waiting
from tests import make
from tests.people import Cast, cast
from tests.rooms.voices import ground
from tests.town.concerns import ground as concerns_ground

pytestmark = pytest.mark.django_db
TODAY, AT, DAY = make.TUESDAY, make.AT, timedelta(days=1)


@pytest.fixture
def people() -> Cast:
    return cast()


def test_open_now_is_what_may_be_answered_the_first_to_close_first(people: Cast) -> None:
    long = ground.hearing(people, closes_on=TODAY + 20 * DAY)
    box = ground.hearing(people, closes_on=None)
    last_day = ground.hearing(people, closes_on=TODAY)
    ground.hearing(people, opens_on=TODAY + DAY)
    ground.hearing(people, closes_on=TODAY - DAY)
    ground.hearing(people, state="closed")
    ground.hearing(people, state="draft")
    ground.hearing(people, source_name="資料")
    assert hearings.open_now(TODAY) == [last_day, long, box]


def test_heads_are_answers_counted_heads_and_published_people(people: Cast) -> None:
    here = ground.ground(people)
    ground.answer(here.web)
    ground.answer(here.school)
    Tally.objects.create(door=here.school, respondent="child", count=5, day=TODAY)
    Tally.objects.create(door=here.school, respondent="child", count=-1, day=TODAY)
    there = ground.hearing(people, source_name="資料")
    for position, (label, value, respondent, total) in enumerate(
        [("こども", 37, "child", False), ("保護者", 82, "parent", False), ("計", 119, "", True)], start=1
    ):
        PublishedFigure.objects.create(
            hearing=there, position=position, label=label, value=value, respondent=respondent, is_total=total
        )
    found = hearings_desk.heads_of([here.hearing, there])
    assert (found[here.hearing.pk], found[there.pk]) == (6, 119)
    assert all(found[one.pk] == sum(counts.heads(one).values()) for one in (here.hearing, there))


def test_the_list_stands_in_four_parts(people: Cast) -> None:
    for state in ("draft", "open", "closed", "finished"):
        ground.hearing(people, state=state, title=f"題 {state}")
    parts = hearings_desk.groups(TODAY)
    assert [(part.code, len(part.cards)) for part in parts] == [
        ("open", 1), ("draft", 1), ("closed", 1), ("finished", 1),
    ]  # fmt: skip
    assert [len(part.cards) for part in hearings_desk.groups(TODAY, "closed")] == [0, 0, 1, 0]
    assert parts[0].cards[0].days_left == 30


def test_kanji_without_a_reading_are_named(people: Cast) -> None:
    made = ground.hearing(people, child_title="蹴鞠が したい")
    assert "蹴鞠" in "".join(hearings_desk.bare_kanji(made, []))
    only_shops = ground.hearing(people, child_title="蹴鞠", respondents=["shop"])
    assert hearings_desk.bare_kanji(only_shops, []) == ()


def test_what_waits_for_the_officer(people: Cast) -> None:
    assert hearings_waiting.waiting_for(Cast.by(people.aoi), AT) == []
    ground.hearing(people, closes_on=TODAY)
    ground.hearing(people, state="draft", opens_on=TODAY - 3 * DAY)
    late = ground.hearing(people, state="closed")
    late.steps.filter(kind="reflect").update(planned_on=TODAY - DAY)
    found = hearings_waiting.waiting_for(Cast.by(people.aoi), AT)
    assert [(one.count, one.oldest) for one in found] == [
        (1, TODAY - DAY), (1, TODAY - 3 * DAY), (1, TODAY),
    ]  # fmt: skip
    for other in (people.mado, people.tsubaki, people.hana, people.tamotsu):
        assert hearings_waiting.waiting_for(Cast.by(other), AT) == []


def test_that_nobody_of_the_centre_is_there_waits_for_who_manages(people: Cast) -> None:
    """One line, whatever lies in the centre's inbox."""
    by, label = Cast.by(people.aoi), "こども家庭センターの 担当が いません"
    people.tomoe.memberships.all().delete()
    people.sumi.memberships.update(ends_on=make.TUESDAY - timedelta(days=1))
    assert label not in [one.label for one in hearings_waiting.waiting_for(by, make.AT)], "nobody is asked"
    ground.ground(people)
    for _come in range(2):
        concerns_ground.concern()
    (line,) = [one for one in hearings_waiting.waiting_for(by, make.AT) if one.label == label]
    assert (line.count, line.url) == (1, "people:desk_people")
    people.sumi.memberships.update(ends_on=None)
    assert label not in [one.label for one in hearings_waiting.waiting_for(by, make.AT)]
