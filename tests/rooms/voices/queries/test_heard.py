"""Who was heard, from answers, stalls and what others published; and what of it everybody may see."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ibasho.rooms.voices.models import Hearing
from ibasho.rooms.voices.queries import heard, heard_public
from ibasho.rooms.voices.rules.kinds import Respondent
from ibasho.town.areas.stages import Stage
from tests import make
from tests.people import Cast, cast
from tests.rooms.voices import ground, heard_ground

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    heard_ground.town()
    return cast()


def test_answers_and_a_stall_s_heads_stand_in_the_same_picture(people: Cast) -> None:
    made = ground.ground(people)
    heard_ground.answers(made, 12, district="M01")
    heard_ground.answers(made, 3, district="M01", stage="junior")
    heard_ground.heads(made, 8, district="M02")
    found = heard.of([made.hearing], make.TUESDAY)
    counts = {(one.district, one.stage): one.heard for one in found.groups if one.heard}
    assert counts == {("M01", Stage.UPPER): 12, ("M01", Stage.JUNIOR): 3, ("M02", Stage.UPPER): 8}
    assert round(found.children or 0) == 450 and found.heard_children == 23


def test_published_figures_are_counted_and_no_split_of_them_is_made_up(people: Cast) -> None:
    made = heard_ground.deck(people)
    found = heard.of([made], make.TUESDAY)
    assert (found.by_kind[Respondent.CHILD], found.by_kind[Respondent.PARENT]) == (37, 82)
    assert found.nowhere == 37 and not any(one.heard for one in found.groups)
    told = heard_public.public(made, make.TUESDAY)
    assert told is not None and told.total == 119 and told.released_on is None
    assert [(one.label, one.count) for one in told.lines] == [("こども", 37), ("子育て中の人", 82)]
    assert list(told.districts) == []


def test_the_year_holds_what_was_open_in_it(people: Cast) -> None:
    last_year = ground.hearing(
        people,
        title="きょねん",
        opens_on=make.TUESDAY - timedelta(days=400),
        closes_on=make.TUESDAY - timedelta(days=300),
    )
    box = ground.hearing(
        people, title="いつでも", opens_on=make.TUESDAY - timedelta(days=400), closes_on=None
    )
    draft = ground.hearing(people, title="下書き", state="draft")
    found = heard.of_year(make.TUESDAY)
    assert box in found and last_year not in found and draft not in found


def test_nothing_is_told_before_a_release(people: Cast) -> None:
    made = ground.ground(people)
    heard_ground.answers(made, 40, district="M01")
    assert heard_public.public(made.hearing, make.TUESDAY) is None
    heard_ground.release(made.hearing, heard_ground.heads_table(), state="asked", released_on=None)
    assert heard_public.public(made.hearing, make.TUESDAY) is None


def test_statement_53_and_55_the_public_sees_the_released_cells_and_shares_of_them_alone(
    people: Cast,
) -> None:
    made = ground.ground(people)
    heard_ground.answers(made, 3, district="M02")  # raw: never on this page
    heard_ground.release(made.hearing, heard_ground.heads_table())
    told = heard_public.public(made.hearing, make.TUESDAY)
    assert told is not None and told.total == 60 and told.hides
    upper, junior = told.lines
    assert (upper.count, upper.of_thousand) == (40, 133)  # of 300
    assert (junior.count, junior.of_thousand, junior.width) == (None, None, 0)
    assert [(one.label, one.count) for one in told.districts] == [
        ("虹橋", 35), ("月見", None), ("わからない・市の外", None),
    ]  # fmt: skip


def test_a_hearing_asks_about_its_own_ages(people: Cast) -> None:
    made = ground.hearing(people, stages=["high"], people_wanted=50)
    assert {one.stage for one in heard.of([made], make.TUESDAY).groups} == {Stage.HIGH}
    assert isinstance(made, Hearing)
