"""What reports may quote of hearing children."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ibasho.base.kernel.facts import Audience, Mark
from ibasho.rooms.voices import facts
from ibasho.rooms.voices.models import Decision, Grouping, Theme
from tests import make
from tests.people import cast
from tests.rooms.voices import ground, heard_ground

pytestmark = pytest.mark.django_db


def test_an_empty_city_has_facts_and_no_invented_number() -> None:
    found = facts.facts(make.AT)
    assert set(found) == set(facts.FACTS)
    assert found["children_heard"].value == 0 and found["hearings_held"].value == 0
    for unknown in ("children_share", "reflection_rate", "answer_days", "answered_share"):
        assert found[unknown].value is None, unknown
    assert all(one.audience is Audience.DESK for one in found.values())


def test_the_deck_s_hearing_counts_with_its_mark() -> None:
    people = cast()
    heard_ground.town()
    heard_ground.deck(people)
    found = facts.facts(make.AT)
    assert (found["children_heard"].value, found["parents_heard"].value) == (37, 82)
    assert Mark.PUBLISHED in found["children_heard"].marks
    assert found["children_share"].value == round(100 * 37 / 450, 2)
    assert found["districts_not_heard"].value == 2  # the deck says of none where they live


def test_answers_given_late_and_in_time() -> None:
    people = cast()
    made = ground.ground(people)
    first, second = (_theme(made, answer_by=make.TUESDAY + timedelta(days=day)) for day in (30, -1))
    voice = ground.opinion(made.web, "たっきゅうだいが ほしい", state="shown")
    ground.opinion(made.web, "もっと あいていてほしい", state="shown")
    Grouping.objects.create(theme=first, opinion=voice, by=people.aoi)
    Decision.objects.create(
        theme=first,
        verdict="reflect",
        why="買う",
        child_why="かいます",
        decided_on=make.TUESDAY,
        by=people.aoi,
    )
    found = facts.facts(make.AT)
    assert (found["reflection_rate"].value, found["reflection_rate"].n) == (100.0, 1)
    assert Mark.ROUGH in found["reflection_rate"].marks
    assert found["answer_days"].value == 20
    assert found["answered_share"].value == 50.0
    assert found["answers_overdue"].value == 1 and second.answer_by < make.TUESDAY


def _theme(made: ground.Ground, **changed: object) -> Theme:
    return Theme.objects.create(
        **{"hearing": made.hearing, "title": "卓球台", "child_title": "たっきゅうだい", "since_on": make.TUESDAY - timedelta(days=20),
           **changed}
    )  # fmt: skip
