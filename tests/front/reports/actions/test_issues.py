"""課題: taken over from what groups said, from a trial; settled with words, and back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.front.reports.actions import issues
from ibasho.front.reports.models import Issue, Line
from ibasho.front.reports.queries import issues as queries
from ibasho.front.reports.rules.kinds import IssueSource
from ibasho.rooms.network.models import SheetIssue
from ibasho.rooms.network.rules.kinds import Issue as Tag
from ibasho.town.people.models import Organisation
from tests.front.reports import ground, trying_ground
from tests.make import AT
from tests.people import Cast, cast
from tests.rooms.network import ground as network

pytestmark = pytest.mark.django_db
TODAY = trying_ground.TODAY
ONE = timedelta(days=1)


@pytest.fixture
def people() -> Cast:
    made = cast()
    Organisation.objects.update(created_at=AT - 400 * ONE)
    return made


@pytest.fixture
def line(people: Cast) -> Line:
    return ground.deck(people)["R7-6-8"]


@pytest.fixture
def aoi(people: Cast) -> Actor:
    return people.by(people.aoi)


def told(line: Line, **fields: Any) -> dict[str, Any]:
    known = {
        "tag": Tag.PEOPLE,
        "words": "手伝う人が たりない",
        "source": IssueSource.SHEET,
        "found_on": TODAY,
    }
    return {"line": line, **known, **fields}


def test_a_count_is_taken_over_from_what_groups_said(people: Cast, line: Line, aoi: Actor) -> None:
    sheet = network.sheet(people)
    SheetIssue.objects.create(sheet=sheet, code="people", words="2人だけ")
    named = {one.tag: one for one in queries.named(2026, TODAY)}
    assert (named[Tag.PEOPLE].count, named[Tag.PEOPLE].count_of, named[Tag.PEOPLE].words) == (
        1,
        1,
        ("2人だけ",),
    )
    assert "一部のみ" in named[Tag.PEOPLE].marks and Tag.MONEY not in named
    made = issues.find(**told(line, count=1, count_of=1), by=aoi, at=AT)
    assert (made.count, made.count_of, made.source) == (1, 1, "sheet")
    assert "手伝う" not in str(Entry.objects.get(verb="reports.issue.find").data)


def test_nobody_heard_shows_nothing(people: Cast) -> None:
    assert queries.named(2026, TODAY) == [] and queries.years(2026) == [2026]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"words": " "}, "words"), ({"count": 3, "count_of": 2}, "count"), ({"count": 3}, "count"), ({"found_on": TODAY + ONE}, "found_on")],
)  # fmt: skip
def test_what_cannot_be_right_is_refused(line: Line, aoi: Actor, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        issues.find(**told(line, **wrong), by=aoi, at=AT)
    assert field in refused.value.fields and not Issue.objects.exists()


def test_settled_with_words_and_back(line: Line, aoi: Actor, people: Cast) -> None:
    made = issues.find(**told(line), by=aoi, at=AT)
    with pytest.raises(Invalid):
        issues.settle(issue=made, words=" ", by=aoi, at=AT)
    done = issues.settle(issue=made, words="SNSで 3人 見つかった", by=aoi, at=AT + ONE)
    assert done.settled_by == people.aoi
    (of,) = queries.by_line()
    assert (of.open, of.settled) == ([], [made])
    with pytest.raises(Conflict):
        issues.settle(issue=made, words="もう一度", by=aoi, at=AT + ONE)
    issues.unsettle(issue=made, by=aoi, at=AT + ONE)
    (of,) = queries.by_line()
    assert (of.open, of.settled, of.open[0].settled_words) == ([made], [], "")


def test_a_mistake_is_dropped_within_a_day_unless_a_judgement_rests_on_it(line: Line, aoi: Actor) -> None:
    late, judged, young = (trying_ground.issue(line) for _ in range(3))
    judged.pilot = trying_ground.pilot(line, state="judged")
    judged.save()
    for one, at in ((late, AT + 2 * ONE), (judged, AT)):
        with pytest.raises(Conflict):
            issues.drop(issue=one, by=aoi, at=at)
    issues.drop(issue=young, by=aoi, at=AT + timedelta(hours=3))
    assert set(Issue.objects.all()) == {late, judged}


@pytest.mark.parametrize("who", ["tsubaki", "hana", "tamotsu"])
def test_nobody_else_does(line: Line, people: Cast, who: str) -> None:
    made, by = trying_ground.issue(line), people.by(getattr(people, who))
    for deed in (
        lambda: issues.find(**told(line), by=by, at=AT),
        lambda: issues.settle(issue=made, words="できた", by=by, at=AT),
        lambda: issues.unsettle(issue=made, by=by, at=AT),
        lambda: issues.drop(issue=made, by=by, at=AT),
    ):
        with pytest.raises(NotFound):
            deed()


def test_a_trial_of_another_line_finds_nothing_for_this_one(people: Cast, line: Line, aoi: Actor) -> None:
    other = Line.objects.exclude(pk=line.pk).earliest("pk")
    with pytest.raises(Invalid, match="試行の 事業と ちがいます"):
        issues.find(**told(line, pilot=trying_ground.pilot(other)), by=aoi, at=AT)


def test_a_line_that_is_gone_is_said_so(people: Cast, line: Line, aoi: Actor) -> None:
    gone = Line.objects.get(pk=line.pk)
    gone.pk = 0
    with pytest.raises(NotFound):
        issues.find(**told(gone), by=aoi, at=AT)
