"""A place that has not answered hears it once, who asked each morning; and what is over is forgotten in time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.rooms.care.actions import forgetting, matters, notices_clock, referral_news
from ibasho.rooms.care.models import Assignee, Matter, Referral
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast
from tests.rooms.care import ground

pytestmark = pytest.mark.django_db
AT = make.AT
TODAY = clock.day(AT)
DAY = timedelta(days=1)
JOB = Actor.of_job("care.test")


def _told(people: Cast) -> dict[str, int]:
    return {
        name: Message.objects.filter(person=getattr(people, name)).count() for name in ("hana", "sumi", "tomoe", "ken")
    }  # fmt: skip


def test_a_late_answer_is_asked_for_and_nobody_else_hears(people: Cast) -> None:
    row = ground.referral(people, make.place(organisation=people.midori))
    assert referral_news.remind(by=JOB, at=AT + 3 * DAY) == 0  # the day itself is not over
    for rest in (4, 5):  # Saturday, Sunday: nobody is there to answer
        assert referral_news.remind(by=JOB, at=AT + rest * DAY) == 0
    assert _told(people) == {"hana": 0, "sumi": 0, "tomoe": 0, "ken": 0}
    assert referral_news.remind(by=JOB, at=AT + 6 * DAY) == 1
    assert referral_news.remind(by=JOB, at=AT + 6 * DAY) == 1  # run again: nothing twice
    assert _told(people) == {"hana": 1, "sumi": 1, "tomoe": 0, "ken": 0}
    assert referral_news.remind(by=JOB, at=AT + 7 * DAY) == 1
    assert _told(people) == {"hana": 1, "sumi": 2, "tomoe": 0, "ken": 0}
    for one in Message.objects.all():
        assert (
            one.subject == "おしらせが あります"
            and row.matter.public_id not in one.body
            and "care" not in one.body
        )


def test_where_nobody_of_the_centre_has_it_any_more_its_lead_hears(people: Cast) -> None:
    row = ground.referral(people, make.place(organisation=people.midori))
    Assignee.objects.filter(matter=row.matter).update(ended_at=AT)
    referral_news.remind(by=JOB, at=AT + 6 * DAY)
    assert _told(people) == {"hana": 1, "sumi": 0, "tomoe": 1, "ken": 0}


def test_a_late_note_and_a_late_referral_of_one_morning_are_two_mails(people: Cast) -> None:
    ground.ground(people)
    assert notices_clock.remind(by=JOB, at=AT + 6 * DAY) == 1
    assert referral_news.remind(by=JOB, at=AT + 6 * DAY) == 1
    pages = Message.objects.filter(person=people.sumi).values_list("body", flat=True)
    assert len(pages) == 2, "one does not swallow the other"


def _over(people: Cast, state: str) -> Referral:
    place = make.place(f"{state}の 食堂", organisation=people.midori)
    given = {
        "declined": {"answered_at": AT, "answered_by": people.hana, "decline": "full"},
        "ended": {"answered_at": AT, "answered_by": people.hana, "ended_at": AT, "ended_by": people.hana, "ended_how": "other"},
        "revoked": {"ended_at": AT, "ended_by": people.sumi},
    }  # fmt: skip
    return ground.referral(people, place, state=state, **given[state])


def test_words_go_after_ninety_days_and_rows_after_five_years(people: Cast) -> None:
    rows = [_over(people, state) for state in ("declined", "ended", "revoked")]
    running = ground.referral(people, make.place("いま", organisation=people.midori))
    assert forgetting.forget_referrals(by=JOB, at=AT + 90 * DAY) == (0, 0)
    assert forgetting.forget_referrals(by=JOB, at=AT + 91 * DAY) == (3, 0)
    assert forgetting.forget_referrals(by=JOB, at=AT + 91 * DAY) == (0, 0)
    for row in rows:
        row.refresh_from_db()
        assert (row.sealed_child, row.sealed_allergy, row.sealed_collect, row.child_mark) == (None,) * 4
        assert row.matter.data_key is None and row.matter.forgotten_on == TODAY + 91 * DAY
        with pytest.raises(Conflict):
            matters.open_matter(matter=row.matter, by=people.by(people.sumi), at=AT + 91 * DAY)
    running.refresh_from_db()
    assert running.sealed_child is not None
    assert (
        forgetting.forget_referrals(
            by=JOB, at=clock.at(TODAY.replace(year=2032, month=3, day=31), AT.time())
        )[1]
        == 0
    )
    assert (
        forgetting.forget_referrals(by=JOB, at=clock.at(TODAY.replace(year=2032, month=4, day=1), AT.time()))[
            1
        ]
        == 3
    )
    assert list(Matter.objects.all()) == [running.matter]


def test_a_note_is_forgotten_the_same_way_and_only_by_the_clock(people: Cast) -> None:
    made = ground.ground(people)
    with pytest.raises(NotFound):
        forgetting.forget_matter(matter=made.notice.matter, by=people.by(people.tomoe), at=AT)
    assert forgetting.forget_matter(matter=made.notice.matter, by=JOB, at=AT)
    assert not forgetting.forget_matter(matter=made.notice.matter, by=JOB, at=AT)
    made.notice.refresh_from_db()
    assert (made.notice.sealed_words, made.notice.sealed_signs, made.notice.sealed_where) == (
        None,
        None,
        None,
    )
    assert Entry.objects.filter(verb="care.matter.forget").count() == 1
