"""Safeguarding dates: whom they are for, and that nothing in the room can hold what a check said."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django import forms as django_forms
from django.db.models import FileField, Model

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.roster.actions import leaving, safeguarding, staffing
from ibasho.rooms.roster.forms import applying as applying_forms
from ibasho.rooms.roster.forms import joining as joining_forms
from ibasho.rooms.roster.models import Helper, Safeguard
from ibasho.rooms.roster.rules.safeguarding import Dates, says_result
from ibasho.town.outbox.models import Message
from ibasho.town.people.models import Membership
from ibasho.town.places.models import Session
from tests import house, make
from tests.people import SINCE, Cast, cast
from tests.rooms.roster import ground

pytestmark = pytest.mark.django_db
DATES = Dates(is_needed=True, pledge_on=make.MONDAY, done_on=make.MONDAY)
FORBIDDEN = re.compile(
    r"結果|前科|前歴|犯歴|犯罪|record|result|conviction|criminal|outcome|verdict|finding|attachment|remark|memo",
    re.IGNORECASE,
)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def helper(people: Cast) -> Helper:
    return ground.helper(people.midori)


def ours() -> list[type[Model]]:
    return [model for model in house.own_models() if model._meta.app_label == "roster"]


def test_no_field_of_the_room_can_hold_the_result_of_a_check() -> None:
    for model in ours():
        for field in house.own_fields(model):
            assert not FORBIDDEN.search(f"{field.name} {field.verbose_name}"), (
                f"{model.__name__}.{field.name}"
            )
            assert not isinstance(field, FileField), f"{model.__name__}.{field.name}: no attachment"


def test_beside_the_dates_stands_no_free_text_at_all() -> None:
    kinds = {field.name: field.get_internal_type() for field in house.own_fields(Safeguard)}
    assert set(kinds.values()) == {"OneToOneField", "BooleanField", "DateField"}
    form = joining_forms.DatesForm.base_fields
    assert all(isinstance(one, django_forms.DateField | django_forms.BooleanField) for one in form.values())


def test_no_form_asks_for_it_or_takes_a_file() -> None:
    for module in (applying_forms, joining_forms):
        for name, form in vars(module).items():
            if not (isinstance(form, type) and issubclass(form, django_forms.BaseForm)):
                continue
            for key, field in getattr(form, "base_fields", {}).items():
                assert not FORBIDDEN.search(f"{key} {field.label}"), f"{name}.{key}"
                assert not isinstance(field, django_forms.FileField), f"{name}.{key}"


def test_the_named_person_writes_and_the_journal_says_only_that(helper: Helper, people: Cast) -> None:
    row = safeguarding.write(helper=helper, dates=DATES, by=people.by(people.hana), at=make.AT)
    assert (row.due_on, row.erase_on) == (date(2031, 11, 23), date(2032, 4, 30))
    entry = Entry.objects.get(verb="roster.safeguard.write")
    assert (entry.data, entry.why) == ({}, "")
    assert not any(says_result(str(one.data)) for one in Entry.objects.all())


@pytest.mark.parametrize("who", ["fumi", "aoi", "mado", "tsubaki", "ken", "tamotsu"])
def test_nobody_else_not_even_the_city_reaches_the_dates(helper: Helper, people: Cast, who: str) -> None:
    with pytest.raises(NotFound):
        safeguarding.write(helper=helper, dates=DATES, by=people.by(getattr(people, who)), at=make.AT)
    assert not Safeguard.objects.exists()


def test_typing_in_for_the_group_opens_nothing_and_neither_does_an_ended_role(
    helper: Helper, people: Cast
) -> None:
    fumi = people.by(people.fumi).on_behalf_of(people.midori.pk, Via.PAPER)
    with pytest.raises(NotFound):
        safeguarding.write(helper=helper, dates=DATES, by=fumi, at=make.AT)
    Membership.objects.filter(person=people.hana).update(ends_on=make.MONDAY)
    with pytest.raises(NotFound):
        safeguarding.write(helper=helper, dates=DATES, by=people.by(people.hana), at=make.AT)


def test_the_citys_own_helpers_have_the_citys_named_person(people: Cast) -> None:
    own = ground.helper(people.city)
    assert safeguarding.write(helper=own, dates=DATES, by=people.by(people.fumi), at=make.AT).pk
    with pytest.raises(NotFound):  # an officer holds no ROSTER_SAFEGUARD
        safeguarding.write(helper=own, dates=DATES, by=people.by(people.aoi), at=make.AT)


def test_dates_that_cannot_be_and_of_who_is_gone(helper: Helper, people: Cast) -> None:
    hana = people.by(people.hana)
    with pytest.raises(Invalid):
        safeguarding.write(
            helper=helper, dates=Dates(done_on=make.TUESDAY + timedelta(days=1)), by=hana, at=make.AT
        )
    left = leaving.leave(helper=helper, by=hana, at=make.AT)
    with pytest.raises(Conflict):
        safeguarding.write(helper=left, dates=DATES, by=hana, at=make.AT)


def test_an_expired_date_takes_back_the_promise(people: Cast) -> None:
    hana, later = people.by(people.hana), make.TUESDAY + timedelta(days=2)
    there = ground.ground(people, day=later)
    wanted = ground.shift(there.roster, later)
    for slot, one in enumerate(there.helpers[:2], start=1):
        ground.taken(wanted, one, slot)
    staffing.settle(place=there.place, days=[later], by=hana, at=make.AT)
    assert Session.objects.get(pk=there.session.pk).staffing == "ok"
    dates = Dates(is_needed=True, due_on=make.TUESDAY)
    safeguarding.write(helper=there.helpers[0], dates=dates, by=hana, at=make.AT)
    assert Session.objects.get(pk=there.session.pk).staffing == "short"


def test_named_persons_are_told_thirty_and_seven_days_ahead_once(helper: Helper, people: Cast) -> None:
    Membership.objects.create(person=people.ken, organisation=people.midori, role="operator", starts_on=SINCE)
    due_on = make.TUESDAY + timedelta(days=30)
    Safeguard.objects.create(helper=helper, is_needed=True, due_on=due_on)
    job = Actor.of_job("roster.remind_dates")

    def told(days: int) -> int:
        safeguarding.remind(by=job, at=make.AT + timedelta(days=days))
        return Message.objects.count()

    assert [told(days) for days in (-1, 0, 1, 22, 23, 24, 30)] == [0, 1, 1, 1, 2, 2, 2]
    letters: list[Any] = list(Message.objects.all())
    assert {one.address for one in letters} == {people.hana.email}
    assert not any("みのる" in one.body or "山口" in one.body + one.subject for one in letters)


def test_a_training_that_lapses_is_told_too(helper: Helper, people: Cast) -> None:
    helper.trainings.create(title="安全", taken_on=make.MONDAY, valid_until=make.TUESDAY + timedelta(days=7))
    safeguarding.remind(by=Actor.of_job("roster.remind_dates"), at=make.AT)
    assert [one.subject for one in Message.objects.all()] == ["研修の 期限が 近づいています"]


def test_who_took_it_again_is_not_told(helper: Helper, people: Cast) -> None:
    ends = make.TUESDAY + timedelta(days=7)
    helper.trainings.create(title="安全", taken_on=make.MONDAY, valid_until=ends)
    helper.trainings.create(title="安全", taken_on=make.TUESDAY, valid_until=ends + timedelta(days=365))
    assert safeguarding.remind(by=Actor.of_job("roster.remind_dates"), at=make.AT) == 0
