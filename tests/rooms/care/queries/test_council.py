"""Who is a member on which day: both ends inclusive, asked anew each time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.codes import new_code
from ibasho.rooms.care.models import NoteWord
from ibasho.rooms.care.queries import council
from ibasho.town.people.models import Organisation
from tests.people import Cast, cast
from tests.rooms.care import ground

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 10, 1), date(2026, 11, 24)
DAY = timedelta(days=1)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.mark.parametrize(
    ("day", "is_one"), [(FIRST - DAY, False), (FIRST, True), (LAST, True), (LAST + DAY, False)]
)
def test_from_the_first_day_to_the_last(people: Cast, day: date, is_one: bool) -> None:
    ground.member(people, people.midori, starts_on=FIRST, ends_on=LAST)
    assert council.is_member(people.midori.pk, day) is is_one
    assert [one.organisation for one in council.members(day)] == [people.midori] * is_one


def test_without_a_last_day_it_goes_on(people: Cast) -> None:
    ground.member(people, people.midori, starts_on=FIRST)
    assert council.is_member(people.midori.pk, FIRST + 3_650 * DAY)
    assert not council.is_member(people.aozora.pk, FIRST)


def test_a_group_that_stopped_is_no_member(people: Cast) -> None:
    ground.member(people, people.midori, starts_on=FIRST)
    Organisation.objects.filter(pk=people.midori.pk).update(is_active=False)
    assert not council.is_member(people.midori.pk, FIRST)


def test_what_ends_within_a_month_and_does_not_go_on_is_told(people: Cast) -> None:
    today = LAST - 30 * DAY
    ground.member(people, people.midori, starts_on=FIRST, ends_on=LAST)
    goes_on = ground.member(people, people.aozora, starts_on=FIRST, ends_on=LAST)
    ground.member(people, people.aozora, starts_on=LAST + DAY)
    assert [one.organisation for one in council.ending_soon(today)] == [people.midori]
    assert not council.ending_soon(today - DAY).exists()
    goes_on.delete()


def test_words_sent_are_those_of_this_membership(people: Cast) -> None:
    made = ground.ground(people)
    member = ground.member(people, people.midori, starts_on=FIRST, ends_on=LAST)
    assert not council.words_sent(member)
    sent_at = clock.at(LAST, ground.AT.timetz().replace(tzinfo=None))
    NoteWord.objects.create(
        notice=made.notice, organisation=people.midori, public_id=new_code(), sent_at=sent_at, sent_by=people.sumi
    )  # fmt: skip
    assert council.words_sent(member)
    member.ends_on = LAST - DAY
    member.save()
    assert council.words_sent(member), "no membership holds that day any more: its words lean on this one"
    ground.member(people, people.midori, starts_on=LAST)
    assert not council.words_sent(member)


def test_words_left_out_are_those_that_new_days_would_not_hold(people: Cast) -> None:
    made = ground.ground(people)
    member = ground.member(people, people.midori, starts_on=FIRST, ends_on=LAST)
    NoteWord.objects.create(
        notice=made.notice, organisation=people.midori, public_id=new_code(), sent_at=ground.AT, sent_by=people.sumi
    )  # fmt: skip
    sent_on = clock.day(ground.AT)
    assert not council.words_left_out(member, sent_on, sent_on) and not council.words_left_out(
        member, FIRST, None
    )
    assert council.words_left_out(member, sent_on + DAY, None)
    assert council.words_left_out(member, FIRST, sent_on - DAY)
