"""What was decided in a 年度, and how long it took."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ibasho.base.kernel.facts import Audience, Fact, Mark, Span
from ibasho.rooms.voices import facts
from ibasho.rooms.voices.models import Decision, Theme
from tests import make
from tests.people import Cast, cast
from tests.rooms.voices import ground
from tests.rooms.voices.ground import Ground

pytestmark = pytest.mark.django_db
R8 = Span.of(2026, make.TUESDAY)
R7 = Span.of(2025, make.TUESDAY)


@pytest.fixture
def made() -> Ground:
    return ground.ground(cast())


def theme(made: Ground, since: date, **changed: Any) -> Theme:
    told = {
        "hearing": made.hearing,
        "title": "卓球台",
        "child_title": "たっきゅうだい",
        "since_on": since,
        "answer_by": since,
    }
    return Theme.objects.create(**{**told, **changed})


def decide(people: Cast, of: Theme, verdict: str, on: date) -> None:
    Decision.objects.create(
        theme=of, verdict=verdict, why="わけ", child_why="わけ", decided_on=on, by=people.aoi,
        next_on=on + timedelta(days=30) if verdict == "considering" else None,
    )  # fmt: skip


def year(name: str, span: Span) -> Fact:
    found = facts.YEAR[name](span)
    assert found.audience is Audience.PUBLIC and span.words in found.source
    return found


def test_where_nothing_was_decided_there_is_no_share(made: Ground) -> None:
    theme(made, date(2026, 5, 1))
    for name in ("reflected", "answered_days"):
        assert (year(name, R8).value, year(name, R8).n) == (None, 0)


def test_each_theme_counts_as_it_stood_when_the_year_ended(made: Ground) -> None:
    people = made.people
    changed = theme(made, date(2026, 3, 1))
    decide(people, changed, "cannot", date(2026, 3, 31))
    decide(people, changed, "reflect", date(2026, 4, 1))
    waits = theme(made, date(2026, 5, 1))
    decide(people, waits, "considering", date(2026, 6, 1))
    partly = theme(made, date(2026, 5, 1))
    decide(people, partly, "partly", date(2026, 7, 1))
    decide(people, theme(made, date(2026, 5, 1)), "cannot", R8.last)
    decide(people, theme(made, date(2026, 5, 1)), "reflect", R8.last + timedelta(days=1))
    decide(people, theme(made, date(2026, 5, 1), dropped_on=R8.last), "cannot", date(2026, 7, 1))
    assert (year("reflected", R7).value, year("reflected", R7).n) == (0.0, 1)
    assert (year("reflected", R8).value, year("reflected", R8).n) == (66.7, 3)
    assert Mark.ROUGH in year("reflected", R8).marks


def test_the_wait_ends_with_the_first_answer_that_says_something(made: Ground) -> None:
    people = made.people
    early = theme(made, date(2026, 3, 1))
    decide(people, early, "cannot", date(2026, 3, 31))
    decide(people, early, "reflect", date(2026, 8, 1))  # a later word is no first answer
    slow = theme(made, date(2026, 4, 1))
    decide(people, slow, "considering", date(2026, 4, 10))
    decide(people, slow, "partly", date(2026, 7, 10))
    decide(people, theme(made, date(2026, 4, 1)), "cannot", date(2026, 4, 11))
    assert (year("answered_days", R7).value, year("answered_days", R7).n) == (30, 1)
    assert (year("answered_days", R8).value, year("answered_days", R8).n) == (55.0, 2)


def test_what_a_draft_decided_is_nobody_s_business(made: Ground) -> None:
    decide(
        made.people,
        theme(made, date(2026, 5, 1), hearing=ground.hearing(made.people, state="draft")),
        "cannot",
        date(2026, 7, 1),
    )
    assert year("reflected", R8).n == 0
