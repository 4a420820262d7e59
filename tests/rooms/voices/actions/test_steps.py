"""Reflecting and feeding back, with themes and doors behind them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.voices.actions import steps
from ibasho.rooms.voices.models import Decision, Grouping, Theme, Told
from ibasho.rooms.voices.queries import steps as queries
from ibasho.rooms.voices.rules.kinds import StepKind
from tests import make
from tests.people import Cast, cast
from tests.rooms.voices import ground

pytestmark = pytest.mark.django_db
TODAY, AT, DAY = make.TUESDAY, make.AT, timedelta(days=1)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def closed(people: Cast) -> ground.Ground:
    """Closed a week ago, listened to; one theme from a class."""
    made = ground.ground(people, state="closed", closes_on=TODAY - 7 * DAY, opens_on=TODAY - 30 * DAY)
    for kind, ago in (("plan", 40), ("prepare", 31), ("listen", 7)):
        made.hearing.steps.filter(kind=kind).update(done_on=TODAY - ago * DAY)
    theme = Theme.objects.create(
        hearing=made.hearing, title="卓球台", child_title="たっきゅうだい", since_on=TODAY - 20 * DAY, answer_by=TODAY + 60 * DAY
    )  # fmt: skip
    said = ground.opinion(made.school, "たっきゅうが したい", state="shown")
    Grouping.objects.create(theme=theme, opinion=said)
    return made


def decide(made: ground.Ground) -> Theme:
    theme = Theme.objects.get(hearing=made.hearing)
    Decision.objects.create(
        theme=theme,
        verdict="reflect",
        why="買います",
        child_why="かいます",
        decided_on=TODAY,
        by=made.people.aoi,
    )
    return theme


def test_a_theme_without_an_answer_holds_reflecting_back(closed: ground.Ground) -> None:
    aoi = Cast.by(closed.people.aoi)
    with pytest.raises(Conflict) as refusal:
        steps.settle(hearing=closed.hearing, kind=StepKind.REFLECT, done_on=TODAY, by=aoi, at=AT)
    assert refusal.value.code == "step.undecided"
    decide(closed)
    assert (
        steps.settle(hearing=closed.hearing, kind=StepKind.REFLECT, done_on=TODAY, by=aoi, at=AT).done_on
        == TODAY
    )


def test_the_class_that_said_it_hears_back_or_everybody_reads_why_not(closed: ground.Ground) -> None:
    aoi, theme = Cast.by(closed.people.aoi), decide(closed)
    steps.settle(hearing=closed.hearing, kind=StepKind.REFLECT, done_on=TODAY, by=aoi, at=AT)
    with pytest.raises(Conflict) as refusal:
        steps.settle(hearing=closed.hearing, kind=StepKind.FEEDBACK, done_on=TODAY, by=aoi, at=AT)
    assert refusal.value.code == "step.untold"
    Told.objects.create(theme=theme, door=closed.school, way="school", on=TODAY, by=closed.people.aoi)
    assert queries.facts(closed.hearing).untold == 0
    steps.settle(hearing=closed.hearing, kind=StepKind.FEEDBACK, done_on=TODAY, by=aoi, at=AT)


def test_what_stands_on_the_page_was_told_to_who_answered_there(closed: ground.Ground) -> None:
    theme = decide(closed)
    said = ground.opinion(closed.web, "わたしも", state="shown")
    Grouping.objects.create(theme=theme, opinion=said)
    assert queries.facts(closed.hearing).untold == 2
    Told.objects.create(theme=theme, door=None, way="page", on=TODAY, by=closed.people.aoi)
    assert queries.facts(closed.hearing).untold == 1


def test_skipping_needs_a_reason_which_the_journal_keeps(people: Cast) -> None:
    made, aoi = ground.hearing(people, state="draft"), Cast.by(people.aoi)
    with pytest.raises(Invalid):
        steps.skip(hearing=made, kind=StepKind.PLAN, why="  ", by=aoi, at=AT)
    row = steps.skip(hearing=made, kind=StepKind.PLAN, why="国の 調査に あわせた", by=aoi, at=AT)
    assert (row.skipped_why, row.settled_by_id) == ("国の 調査に あわせた", people.aoi.pk)
    assert Entry.objects.get(verb="voices.step.skip").why == "国の 調査に あわせた"
    steps.take_back(hearing=made, kind=StepKind.PLAN, by=aoi, at=AT)
    row.refresh_from_db()
    assert (row.skipped_why, row.settled_by_id) == ("", None)


def test_the_picture_says_where_it_stands(closed: ground.Ground) -> None:
    closed.hearing.steps.filter(kind="reflect").update(planned_on=TODAY - DAY)
    states = [one.state for one in queries.shown(closed.hearing.steps.all(), TODAY)]
    assert states == ["done", "done", "done", "late", "next"]
    closed.hearing.steps.filter(kind="reflect").update(planned_on=TODAY)
    assert queries.shown(closed.hearing.steps.all(), TODAY)[3].state == "now"
