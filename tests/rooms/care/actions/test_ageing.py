"""Ten years after the 年度 the figures go, five after it how often a place wrote; what still holds stays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.care.actions import ageing
from ibasho.rooms.care.models import (
    ConsentText,
    Consultation,
    CouncilMember,
    NotesFrom,
    PublishedShare,
    PublishedYear,
    YearRelease,
)
from tests import make
from tests.people import Cast
from tests.rooms.care import ground

pytestmark = pytest.mark.django_db
AT = make.AT  # in 令和8年度
JOB = Actor.of_job("care.forget_old")
LAST_OLD, FIRST_KEPT = date(2016, 3, 31), date(2016, 4, 1)


def moment(day: date) -> Any:
    return clock.at(day, AT.timetz().replace(tzinfo=None))


def left() -> dict[str, int]:
    return ageing.forget_old(by=JOB, at=AT)


@pytest.mark.parametrize(("month", "goes"), [(date(2021, 3, 1), 1), (date(2021, 4, 1), 0)])
def test_how_often_a_place_wrote_goes_after_five_years(people: Cast, month: date, goes: int) -> None:
    NotesFrom.objects.create(place=make.place(), month=month, notes=3)
    assert left()["notes_from"] == goes and NotesFrom.objects.count() == 1 - goes


@pytest.mark.parametrize(
    ("on", "noted", "goes"),
    [(LAST_OLD, LAST_OLD, 1), (FIRST_KEPT, FIRST_KEPT, 0), (LAST_OLD, date(2026, 5, 1), 0)],
    ids=["old", "of the ten years", "typed in lately"],
)
def test_consultations_and_members_go_after_ten(people: Cast, on: date, noted: date, goes: int) -> None:
    ground.consultation(people, on=on, noted_at=moment(noted))
    ground.member(people, people.midori, starts_on=on, ends_on=on, set_at=moment(noted))
    running = ground.member(people, people.aozora, starts_on=on, set_at=moment(noted))
    told = left()
    assert (told["consultations"], told["council_members"]) == (goes, goes)
    assert Consultation.objects.count() == 1 - goes
    assert CouncilMember.objects.filter(pk=running.pk).exists()


def test_published_years_go_with_their_shares(people: Cast) -> None:
    for nendo in (2015, 2016):
        row = PublishedYear.objects.create(
            nendo=nendo, total=1, source_name="資料", noted_at=moment(LAST_OLD), noted_by=people.tomoe
        )
        PublishedShare.objects.create(year=row, category="abuse", position=1, per_mille=186)
    assert left()["published_years"] == 2  # the year and its share
    assert [one.year.nendo for one in PublishedShare.objects.all()] == [2016]


def test_a_release_is_never_changed_and_goes_with_its_whole_year(people: Cast) -> None:
    def released(nendo: int, month: int, day: date) -> YearRelease:
        return YearRelease.objects.create(
            nendo=nendo,
            through=date(nendo, month, 1),
            body={},
            released_at=moment(day),
            released_by=people.tomoe,
        )

    old, late = released(2015, 4, date(2015, 5, 20)), released(2015, 5, date(2016, 5, 20))
    gone = released(2014, 4, date(2014, 5, 20))
    with pytest.raises(ProgrammingError), transaction.atomic():
        YearRelease.objects.filter(pk=gone.pk).update(nendo=2013)
    assert left()["releases"] == 1
    assert set(YearRelease.objects.all()) == {old, late}, "a later release leans on all of its year"


def test_a_wording_goes_when_another_has_held_for_ten_years_and_nobody_agreed_to_it(people: Cast) -> None:
    def text(version: int, starts_on: date) -> ConsentText:
        return ConsentText.objects.create(
            version=version,
            starts_on=starts_on,
            alone_from_age=15,
            child_words="a",
            adult_words="b",
            set_at=AT,
        )

    text(1, date(2010, 4, 1))
    agreed, held, now = text(2, date(2011, 4, 1)), text(3, date(2012, 4, 1)), text(4, FIRST_KEPT)
    ground.referral(people, make.place(organisation=people.midori), consent_text=agreed)
    assert left()["consent_texts"] == 1
    assert set(ConsentText.objects.filter(version__in=[1, 2, 3, 4])) == {agreed, held, now}


def test_the_only_wording_never_goes(people: Cast) -> None:
    ground.consent_text(people)
    ConsentText.objects.update(starts_on=date(2000, 4, 1))
    assert left()["consent_texts"] == 0


def test_it_says_how_many_and_nothing_where_there_was_nothing(people: Cast) -> None:
    left()
    assert not Entry.objects.filter(verb="care.retention.drop").exists()
    ground.consultation(people, on=LAST_OLD, noted_at=moment(LAST_OLD))
    left()
    entry = Entry.objects.get(verb="care.retention.drop")
    assert entry.data["consultations"] == 1 and entry.object_id == "" and entry.job == "care.forget_old"
    assert left()["consultations"] == 0


@pytest.mark.parametrize("who", ["tomoe", "fumi"])
def test_nobody_but_the_clock_does_it(people: Cast, who: str) -> None:
    with pytest.raises(NotFound):
        ageing.forget_old(by=people.by(getattr(people, who)), at=AT + timedelta(days=1))
