"""A word of the centre lives as long as the membership: sent, read and gone by its days."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.care.actions import council, notes, notices
from ibasho.rooms.care.models import NoteWord
from tests.people import Cast
from tests.rooms.care import ground

pytestmark = pytest.mark.django_db
AT, TODAY = ground.AT, clock.day(ground.AT)
DAY = timedelta(days=1)
WORD = "ようすを 見にいきます。ありがとうございます。"


@pytest.fixture
def made(people: Cast) -> ground.Ground:
    return ground.ground(people)


def test_nothing_flows_back_to_a_group_that_is_no_member(people: Cast, made: ground.Ground) -> None:
    ground.member(people, people.midori, starts_on=TODAY - 30 * DAY, ends_on=TODAY - DAY)
    ground.member(people, people.aozora)
    with pytest.raises(Conflict):
        notices.say(notice=made.notice, text=WORD, by=people.by(people.sumi), at=AT)
    assert not NoteWord.objects.exists()


def test_hana_reads_the_word_to_the_last_day_and_not_after(people: Cast, made: ground.Ground) -> None:
    member = ground.member(people, people.midori, starts_on=TODAY)
    notices.say(notice=made.notice, text=WORD, by=people.by(people.sumi), at=AT)
    hana = people.by(people.hana)
    assert WORD in str(notes.read_own(notice=made.notice, by=hana, at=AT))
    council.end(member=member, ends_on=TODAY + DAY, by=people.by(people.tomoe), at=AT)
    assert WORD in str(notes.read_own(notice=made.notice, by=hana, at=AT + DAY))
    gone = notes.read_own(notice=made.notice, by=hana, at=AT + 2 * DAY)
    assert WORD not in str(gone) and "おかわりを 5回" in str(gone)  # their own words stay theirs


def test_a_later_membership_opens_it_again(people: Cast, made: ground.Ground) -> None:
    ground.member(people, people.midori, starts_on=TODAY, ends_on=TODAY)
    notices.say(notice=made.notice, text=WORD, by=people.by(people.sumi), at=AT)
    ground.member(people, people.midori, starts_on=TODAY + 9 * DAY)
    hana = people.by(people.hana)
    assert WORD not in str(notes.read_own(notice=made.notice, by=hana, at=AT + DAY))
    assert WORD in str(notes.read_own(notice=made.notice, by=hana, at=AT + 9 * DAY))
