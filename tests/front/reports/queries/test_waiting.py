"""What waits at the desk in ふりかえる: to read, to check, to judge, late, handed over. One statement."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.front.reports.models import Handover, Line, Pilot, Report, Review, Todo
from ibasho.front.reports.queries.waiting import waiting_for
from ibasho.town.people import policies as people_policies
from ibasho.town.people.models import Person
from tests.make import AT
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
TODAY = clock.day(AT)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def line() -> Line:
    return Line.objects.create(
        code="R8-1", nendo=2026, title="交流会", state="run", made_at=AT, changed_at=AT
    )


def labels(person: Person) -> dict[str, int]:
    return {one.label: one.count for one in waiting_for(Actor(person_id=person.pk), AT)}


def review(by: Person | None) -> Review:
    return Review.objects.create(
        party="child",
        nendo=2026,
        who_words="小学生 6人",
        good="たのしい",
        said_on=TODAY,
        written_at=AT,
        written_by=by,
    )


def test_a_review_waits_for_another_than_who_wrote_it(people: Cast) -> None:
    review(people.aoi)
    assert labels(people.fumi) == {"ふりかえりの ことばを 読む": 1}
    assert labels(people.aoi) == {}


def test_a_report_waits_for_another_than_who_asked(people: Cast) -> None:
    Report.objects.create(nendo=2026, state="asked", made_at=AT, asked_at=AT, asked_by=people.aoi)
    assert labels(people.fumi) == {"年次報告を 確認する": 1}
    assert labels(people.aoi) == {}


def test_late_todos_and_pilots_without_a_judgement_wait_for_who_writes(people: Cast, line: Line) -> None:
    for due, done in ((-1, None), (-5, None), (0, None), (-9, AT)):
        Todo.objects.create(
            line=line,
            organisation=people.city,
            words="案内",
            due_on=TODAY + timedelta(days=due),
            done_at=done,
            made_at=AT,
        )
    for state in ("run", "end", "judged"):
        Pilot.objects.create(
            line=line, title=state, aim="ためす", begins_on=TODAY, state=state, made_at=AT, changed_at=AT
        )
    assert labels(people.aoi) == {"試行を 評価する": 1, "期限の すぎた しごと": 2}
    late = next(one for one in waiting_for(people.by(people.aoi), AT) if one.label.startswith("期限"))
    assert late.oldest == TODAY - timedelta(days=5)
    assert labels(people.mado) == {}


def test_a_hand_over_waits_for_whom_it_was_handed_to(people: Cast) -> None:
    told = {"nendo": 2027, "organisation": people.city, "giver": people.aoi, "made_at": AT}
    Handover.objects.create(duty="食堂", taker=people.mado, handed_at=AT, **told)
    Handover.objects.create(duty="まだ", taker=people.mado, **told)
    assert labels(people.mado) == {"引き継ぎを うけとる": 1}
    assert labels(people.fumi) == {}


@pytest.mark.parametrize("who", ["hana", "ken", "tamotsu"])
def test_nothing_of_it_waits_for_a_stranger(people: Cast, who: str) -> None:
    review(people.aoi)
    assert labels(getattr(people, who)) == {}


def test_everything_is_one_statement_beside_who_one_is(people: Cast, line: Line) -> None:
    review(people.aoi)
    by = people.by(people.fumi)
    with CaptureQueriesContext(connection) as rights:
        people_policies.may(by, people_policies.Permission.REPORTS_READ, day=TODAY)
    with CaptureQueriesContext(connection) as asked:
        waiting_for(by, AT)
    told = [one for one in asked if "reports_" in one["sql"]]
    assert len(told) == 1
    assert len(asked) <= 1 + 3 * len(rights)
