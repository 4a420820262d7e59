"""The inbox, section by section, and what waits: for the centre alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ibasho.rooms.care.models import Notice, Related
from ibasho.rooms.care.queries import notices, notices_waiting
from ibasho.town.people.models import Membership
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast
from tests.rooms.care import ground

pytestmark = pytest.mark.django_db
AT = make.AT
DAY = timedelta(days=1)


def _found(rows: list[notices.Line]) -> list[Notice]:
    return [one.notice for one in rows]


def test_each_note_stands_once_and_the_urgent_first(people: Cast, place: Place) -> None:
    usual = ground.notice(people, place, state="sent")
    urgent = ground.notice(people, place, state="sent", pace="urgent")
    mine, others = ground.notice(people, place), ground.notice(people, place, taken_by=people.tomoe)
    late = ground.notice(people, place, check_by=AT - timedelta(minutes=1))
    inbox = notices.inbox(people.by(people.sumi), AT)
    assert _found(inbox.new) == [urgent, usual]
    assert (_found(inbox.mine), _found(inbox.others), _found(inbox.late)) == ([mine], [others], [late])
    assert inbox.others[0].holders == ("巴",) and inbox.adrift == inbox.closed == []


def test_a_note_whose_keeper_left_is_adrift(people: Cast, place: Place) -> None:
    row = ground.notice(people, place)
    Membership.objects.filter(person=people.sumi).update(ends_on=AT.date() - DAY)
    assert _found(notices.inbox(people.by(people.tomoe), AT).adrift) == [row]


def test_who_knows_the_family_is_not_even_told_how_many(people: Cast, place: Place) -> None:
    row, by = ground.notice(people, place, state="sent"), people.by(people.tomoe)
    assert [one.count for one in notices_waiting.waiting_for(by, AT)] == [1]
    Related.objects.create(matter=row.matter, person=people.tomoe, set_at=AT, set_by=people.tomoe)
    assert notices_waiting.waiting_for(by, AT) == []
    assert notices.inbox(by, AT).new == []


def test_what_waits_is_the_next_step(people: Cast, place: Place) -> None:
    row, by = ground.notice(people, place), people.by(people.sumi)
    assert [one.label.partition("（")[0] for one in notices_waiting.waiting_for(by, AT)] == [
        "安全を 確かめる"
    ]
    Notice.objects.filter(pk=row.pk).update(checked_at=AT, checked_by=people.sumi)
    assert [one.label.partition("（")[0] for one in notices_waiting.waiting_for(by, AT)] == [
        "書いた人に 返事を する"
    ]
    Notice.objects.filter(pk=row.pk).update(state="answered", answered_at=AT, answered_by=people.sumi)
    assert notices_waiting.waiting_for(by, AT) == []
    assert len(notices_waiting.waiting_for(by, AT + 31 * DAY)) == 1


@pytest.mark.parametrize("who", ["fumi", "aoi", "mado", "tsubaki", "megumi", "hana", "ken", "tamotsu"])
def test_nobody_outside_has_a_line(who: str, people: Cast, place: Place) -> None:
    ground.notice(people, place, state="sent")
    assert notices_waiting.waiting_for(people.by(getattr(people, who)), AT) == []
