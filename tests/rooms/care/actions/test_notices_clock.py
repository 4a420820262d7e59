"""By the clock: the centre hears of what is late, in mails that say nothing; words go after 90 days, rows after years."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.care.actions import notices, notices_clock
from ibasho.rooms.care.models import Matter, Notice
from ibasho.rooms.care.rules.kinds import Outcome
from ibasho.town.outbox.models import Message
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast
from tests.rooms.care import ground

pytestmark = pytest.mark.django_db
AT = make.AT
JOB = Actor.of_job("care.notices_remind")
DAY = timedelta(days=1)


def _written_to(at: datetime) -> list[Any]:
    """Who was written to on that day."""
    return sorted(Message.objects.filter(created_at=at).values_list("person__name", flat=True))


def test_nothing_late_nobody_is_woken(people: Cast, place: Place) -> None:
    ground.notice(people, place, state="sent")
    assert notices_clock.remind(by=JOB, at=AT + DAY) == 0
    assert not Message.objects.exists()


def test_what_nobody_took_reaches_all_of_the_centre_and_after_a_day_the_lead_again(
    people: Cast, place: Place
) -> None:
    ground.notice(people, place, state="sent", check_by=AT + 30 * DAY)
    assert notices_clock.remind(by=JOB, at=AT + 2 * DAY) == 1
    assert _written_to(AT + 2 * DAY) == ["巴", "澄"]
    notices_clock.remind(by=JOB, at=AT + 2 * DAY)
    assert Message.objects.count() == 2  # once a day
    notices_clock.remind(by=JOB, at=AT + 3 * DAY)
    assert _written_to(AT + 3 * DAY) == ["巴", "巴", "澄"]
    for mail in Message.objects.all():
        assert mail.secret and mail.urgent
        for word in ("気づき", "通告", "こども", "虐待", "みどり", "あお"):
            assert word not in mail.subject + mail.body


@pytest.mark.parametrize(
    ("after", "late"),
    [(timedelta(hours=47), 0), (timedelta(hours=49), 1)],
)
def test_the_48_hours_are_kept_to_the_hour(after: timedelta, late: int, people: Cast, place: Place) -> None:
    ground.notice(people, place)
    assert notices_clock.remind(by=JOB, at=AT + after) == late


def test_an_answer_is_due_within_a_week_and_what_was_done_is_not_late(people: Cast, place: Place) -> None:
    row, by = ground.notice(people, place), people.by(people.sumi)
    notices.checked(notice=row, by=by, at=AT)
    assert notices_clock.remind(by=JOB, at=AT + 7 * DAY) == 0
    assert notices_clock.remind(by=JOB, at=AT + 8 * DAY) == 1
    notices.answer(notice=row, by=by, at=AT + 8 * DAY)
    assert notices_clock.remind(by=JOB, at=AT + 9 * DAY) == 0


def _closed(people: Cast, place: Place) -> Notice:
    ground.member(people, people.midori)
    row = ground.notice(people, place, child_mark=ground.mark(place, "あお"))
    by = people.by(people.sumi)
    notices.checked(notice=row, by=by, at=AT)
    notices.say(notice=row, text="ありがとう", by=by, at=AT)
    notices.close(notice=row, outcome=Outcome.HANDLED, by=by, at=AT)
    return row


def test_ninety_days_after_the_end_the_key_is_thrown_away(people: Cast, place: Place) -> None:
    row, open_ = _closed(people, place), ground.notice(people, place)
    assert notices_clock.forget(by=JOB, at=AT + 90 * DAY) == (0, 0)
    assert notices_clock.forget(by=JOB, at=AT + 91 * DAY) == (1, 0)
    row = Notice.objects.select_related("matter").get(pk=row.pk)
    assert row.matter.data_key is None and row.matter.forgotten_on == (AT + 91 * DAY).date()
    assert (
        row.sealed_words is row.sealed_signs is row.sealed_where is row.sealed_child is row.child_mark is None
    )
    assert row.back.get().sealed_text is None
    assert Matter.objects.get(pk=open_.matter_id).data_key is not None
    assert notices_clock.forget(by=JOB, at=AT + 92 * DAY) == (0, 0)


def test_rows_go_five_years_after_their_year(people: Cast, place: Place) -> None:
    row = _closed(people, place)
    notices_clock.forget(by=JOB, at=AT.replace(year=2032, month=3, day=31))
    assert Notice.objects.filter(pk=row.pk).exists()
    assert notices_clock.forget(by=JOB, at=AT.replace(year=2032, month=4, day=1)) == (0, 1)
    assert not Matter.objects.filter(pk=row.matter_id).exists()


def test_no_person_runs_them(people: Cast) -> None:
    for verb in (notices_clock.remind, notices_clock.forget):
        with pytest.raises(NotFound):
            verb(by=people.by(people.tomoe), at=AT)
