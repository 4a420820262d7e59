"""応募: from the page, from paper, and what is refused kindly."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.roster.actions import applying, vacancies
from ibasho.rooms.roster.actions.applying import Told
from ibasho.rooms.roster.models import Helper, Vacancy
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
TOLD = Told(name="山口 みのる", age_band="adult", email="minoru@example.test", subjects=["国語（小学生）"])


@pytest.fixture
def people() -> Cast:
    return cast()


def vacancy(people: Cast, **terms: Any) -> Vacancy:
    known = {"title": "宿題を 見る人", "words": "だれでも", "when": "月・木", "opens_on": make.TUESDAY}
    return vacancies.publish(
        organisation=people.midori, terms={**known, **terms}, by=people.by(people.hana), at=make.AT
    )


def test_somebody_applies_and_both_sides_hear_of_it_without_a_name(people: Cast) -> None:
    wanted = vacancy(people)
    helper = applying.apply(vacancy=wanted, told=TOLD, public_id="KEY1234567", by=Actor.public(), at=make.AT)
    assert (helper.state, helper.call_name, helper.organisation, helper.applied_via) == (
        "applied", "山口", people.midori, "page",
    )  # fmt: skip
    letters = {one.address: one for one in Message.objects.all()}
    assert set(letters) == {"minoru@example.test", people.hana.email}
    assert "山口" not in letters[people.hana.email].body
    assert not any("山口" in f"{one.data}{one.why}" for one in Entry.objects.all())


def test_the_same_form_sent_twice_is_one_application(people: Cast) -> None:
    wanted = vacancy(people)
    for _ in range(2):
        applying.apply(vacancy=wanted, told=TOLD, public_id="KEY1234567", by=Actor.public(), at=make.AT)
    assert Helper.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (Told(name="a", age_band="adult"), "roster.no_contact"),
        (Told(name="a", age_band="under_16", phone="0"), "roster.under_16"),
        (Told(name="a", age_band="youth", phone="0"), "roster.adults_only"),
        (Told(name="前科なし", age_band="adult", phone="0"), "roster.no_result"),
    ],
    ids=["no contact", "under 16", "youth", "a result"],
)
def test_what_the_page_does_not_take(people: Cast, told: Told, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        applying.apply(vacancy=vacancy(people), told=told, by=Actor.public(), at=make.AT)
    assert refused.value.code == code
    assert not Helper.objects.exists()


def test_a_vacancy_that_is_closed_or_not_open_yet_takes_nobody(people: Cast) -> None:
    closed = vacancy(people)
    vacancies.close(vacancy=closed, by=people.by(people.hana), at=make.AT)
    later = vacancy(people, opens_on=make.TUESDAY + timedelta(days=1))
    over = vacancy(people, opens_on=make.MONDAY, closes_on=make.MONDAY)
    for one in (closed, later, over):
        with pytest.raises(Conflict):
            applying.apply(vacancy=one, told=TOLD, by=Actor.public(), at=make.AT)
    vacancies.reopen(vacancy=closed, by=people.by(people.hana), at=make.AT)
    assert applying.apply(vacancy=closed, told=TOLD, by=Actor.public(), at=make.AT).pk


def test_staff_type_in_a_paper_and_a_child_with_a_guardian(people: Cast) -> None:
    young = Told(
        name="大石 ひろ", age_band="under_16", guardian_name="大石 けい", guardian_phone="000-000-0009"
    )
    helper = applying.type_in(
        organisation=people.midori, vacancy=None, told=young, via=Via.PAPER, by=people.by(people.hana), at=make.AT
    )  # fmt: skip
    assert (helper.applied_via, helper.guardian_name, helper.state) == ("paper", "大石 けい", "applied")


def test_a_stranger_types_in_nothing(people: Cast) -> None:
    for who in (people.ken, people.mado, people.tsubaki, people.tamotsu):
        with pytest.raises(NotFound):
            applying.type_in(
                organisation=people.midori, vacancy=None, told=TOLD, via=Via.PAPER, by=people.by(who), at=make.AT
            )  # fmt: skip


def test_a_vacancy_belongs_to_its_organisation_and_its_places(people: Cast) -> None:
    wanted = vacancy(people)
    with pytest.raises(NotFound):
        vacancies.change(vacancy=wanted, terms={}, by=people.by(people.ken), at=make.AT)
    with pytest.raises(NotFound):
        vacancies.close(vacancy=wanted, by=people.by(people.mado), at=make.AT)
    with pytest.raises(Conflict):
        vacancy(people, place=make.place(organisation=people.aozora))
    with pytest.raises(Invalid):
        vacancy(people, closes_on=make.MONDAY)
