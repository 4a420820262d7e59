"""What the inventory promises to forget, forgotten on the day and not before."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.errors import NotFound
from ibasho.front.reports import tasks
from ibasho.front.reports.actions import ageing
from ibasho.front.reports.models import AprilTick, Deputy, Handover, HandoverItem, Line, Review, Todo
from tests.front.reports.ground import deck
from tests.make import AT
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
JOB = Actor.of_job("reports.forget")


def on(year: int, month: int, day: int) -> datetime:
    return datetime.combine(date(year, month, day), time(4, 50), JST)


def papers_of(people: Cast, nendo: int) -> None:
    """One of each, all of one 年度."""
    line = Line.objects.filter(nendo=2025).first()
    assert line is not None
    Line.objects.filter(pk=line.pk).update(nendo=nendo)
    Todo.objects.create(line=line, organisation=people.city, words="農家に きく", made_at=AT)
    Review.objects.create(
        party="child", nendo=nendo, who_words="小学生 6人", good="しずかで よかった", said_on=date(nendo, 6, 1), written_at=AT
    )  # fmt: skip
    told = Handover.objects.create(
        nendo=nendo, duty="食事チケット", organisation=people.city, giver=people.aoi, made_at=AT
    )
    HandoverItem.objects.create(handover=told, words="月のはじめに 締める")
    AprilTick.objects.create(nendo=nendo, step="accounts", ticked_at=AT, ticked_by=people.fumi)
    Deputy.objects.create(
        person=people.aoi, deputy=people.fumi, starts_on=date(nendo, 8, 1), ends_on=date(nendo, 8, 9), made_at=AT
    )  # fmt: skip


def left() -> dict[str, int]:
    return {
        one.__name__: one.objects.count() for one in (Todo, Handover, HandoverItem, AprilTick, Deputy, Review)
    }


def test_five_years_after_its_year_a_paper_goes_and_a_review_stays_ten() -> None:
    people = cast()
    deck(people)
    papers_of(people, 2026)
    assert ageing.forget_old(by=JOB, at=on(2032, 3, 31))["todos"] == 0  # the 年度 ended on 31 March 2027
    assert left() == {"Todo": 1, "Handover": 1, "HandoverItem": 1, "AprilTick": 1, "Deputy": 0, "Review": 1}
    ageing.forget_old(by=JOB, at=on(2032, 4, 1))
    assert left() == {"Todo": 0, "Handover": 0, "HandoverItem": 0, "AprilTick": 0, "Deputy": 0, "Review": 1}
    ageing.forget_old(by=JOB, at=on(2037, 3, 31))
    assert left()["Review"] == 1
    ageing.forget_old(by=JOB, at=on(2037, 4, 1))
    assert left()["Review"] == 0


def test_a_deputy_goes_five_years_after_the_last_day() -> None:
    people = cast()
    deck(people)
    papers_of(people, 2026)
    ageing.forget_old(by=JOB, at=on(2031, 8, 9))
    assert Deputy.objects.count() == 1
    ageing.forget_old(by=JOB, at=on(2031, 8, 10))
    assert Deputy.objects.count() == 0


def test_a_leap_day_has_a_day_five_years_before() -> None:
    cast()
    assert ageing.forget_old(by=JOB, at=on(2032, 2, 29))["deputies"] == 0


def test_the_job_writes_the_journal_only_when_something_went() -> None:
    people = cast()
    deck(people)
    papers_of(people, 2010)
    tasks.forget(0)
    assert Entry.objects.get(verb="reports.papers.forget").data["reviews"] == 1
    tasks.forget(0)
    assert Entry.objects.filter(verb="reports.papers.forget").count() == 1


def test_no_person_may() -> None:
    people = cast()
    with pytest.raises(NotFound):
        ageing.forget_old(by=Actor(person_id=people.fumi.pk), at=AT)
