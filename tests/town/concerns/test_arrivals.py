"""The centre hears within minutes that something came, and nothing of what; words go 90 days after the end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.town.concerns.actions import arrivals
from ibasho.town.concerns.actions import concerns as actions
from ibasho.town.concerns.models import Concern
from ibasho.town.concerns.queries import waiting
from ibasho.town.concerns.rules.kinds import Outcome
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast
from tests.town.concerns import ground

pytestmark = pytest.mark.django_db
JOB = Actor.of_job("concerns.tell")


@pytest.fixture
def people() -> Cast:
    return ground.small_centre()


def test_one_mail_for_all_that_came_says_nothing_of_them(people: Cast) -> None:
    ground.concern()
    ground.concern(words="もう ひとつ")
    assert arrivals.tell(by=JOB, at=make.AT) == 2
    mail = Message.objects.get()
    assert (mail.person, mail.subject, mail.urgent) == (people.sumi, "おしらせが あります", True)
    assert (
        "たたかれる" not in mail.body and "おとな" not in mail.body and "2" not in mail.body.split("http")[0]
    )
    assert arrivals.tell(by=JOB, at=make.AT + timedelta(minutes=5)) == 0
    assert Message.objects.count() == 1
    assert Entry.objects.get(verb="concerns.concern.tell").data == {"count": 2}


def test_mail_goes_at_night_too(people: Cast) -> None:
    night = make.AT.replace(hour=23)
    ground.concern(at=night)
    arrivals.tell(by=JOB, at=night)
    assert Message.objects.get().send_after == night


def test_without_anybody_of_the_centre_it_waits_to_be_told(people: Cast) -> None:
    people.sumi.memberships.update(ends_on=make.TUESDAY - timedelta(days=1))
    ground.concern()
    assert arrivals.tell(by=JOB, at=make.AT) == 0
    assert Concern.objects.get().told is False


def test_also_then_the_rows_are_written_anew(people: Cast) -> None:
    """So that a city without anybody at its centre keeps no transaction of a child's answer either."""
    people.sumi.memberships.update(ends_on=make.TUESDAY - timedelta(days=1))
    ground.concern()
    with connection.cursor() as cursor:
        cursor.execute("select ctid::text from concerns_concern")
        before = cursor.fetchone()
        arrivals.tell(by=JOB, at=make.AT)
        cursor.execute("select ctid::text from concerns_concern")
        assert cursor.fetchone() != before


def test_telling_writes_the_rows_in_the_transaction_of_the_job(people: Cast) -> None:
    """So that no row keeps the transaction in which a child's answer came."""
    ground.concern()
    with connection.cursor() as cursor:
        cursor.execute("select ctid::text from concerns_concern")
        before = cursor.fetchone()
        arrivals.tell(by=JOB, at=make.AT)
        cursor.execute("select ctid::text from concerns_concern")
        assert cursor.fetchone() != before


def test_every_morning_until_somebody_takes_it(people: Cast) -> None:
    row = ground.concern()  # Tuesday: until Wednesday
    arrivals.tell(by=JOB, at=make.AT)
    assert arrivals.remind(by=JOB, at=make.AT + timedelta(days=1)) == 0
    for days in (2, 2, 3):
        assert arrivals.remind(by=JOB, at=make.AT + timedelta(days=days)) == 1
    assert Message.objects.filter(event_key__startswith="concerns.late").count() == 2  # once a day
    actions.take(concern=row, by=people.by(people.sumi), at=make.AT)
    assert arrivals.remind(by=JOB, at=make.AT + timedelta(days=3)) == 0


def test_what_somebody_took_and_nobody_ended_is_asked_about_again(people: Cast) -> None:
    """Taken on Tuesday: three working days are over on Friday. Everybody of the centre hears, not only who took it."""
    other = ground.colleague(people)
    row, sumi = ground.concern(), people.by(people.sumi)
    actions.take(concern=row, by=sumi, at=make.AT)
    friday, saturday = make.AT + timedelta(days=3), make.AT + timedelta(days=4)
    assert arrivals.remind(by=JOB, at=friday) == 0
    assert not waiting.waiting_for(sumi, friday)
    assert [arrivals.remind(by=JOB, at=saturday) for _again in range(2)] == [1, 1]
    mails = Message.objects.filter(event_key__startswith="concerns.held")
    assert {one.person for one in mails} == {people.sumi, other}
    for mail in mails:
        assert "おわりに なっていない" in mail.body and "たたかれる" not in mail.body
    for who in (people.sumi, other):
        (line,) = waiting.waiting_for(people.by(who), saturday)
        assert (line.count, line.oldest) == (1, make.TUESDAY)
    actions.close(concern=row, outcome=Outcome.HANDLED, by=sumi, at=saturday)
    assert arrivals.remind(by=JOB, at=saturday + timedelta(days=1)) == 0


def test_words_go_after_90_days_and_rows_after_five_years(people: Cast) -> None:
    row, by = ground.concern(), people.by(people.sumi)
    still_open = ground.concern()
    actions.take(concern=row, by=by, at=make.AT)
    actions.close(concern=row, outcome=Outcome.HANDLED, by=by, at=make.AT)
    assert arrivals.forget(by=JOB, at=make.AT + timedelta(days=90)) == (0, 0)
    assert arrivals.forget(by=JOB, at=make.AT + timedelta(days=91)) == (1, 0)
    row.refresh_from_db()
    assert row.sealed is None
    with pytest.raises(Conflict, match="消してあります"):
        actions.read(concern=row, by=by, at=make.AT)
    assert arrivals.forget(by=JOB, at=make.AT.replace(year=2032, month=3)) == (0, 0)
    assert arrivals.forget(by=JOB, at=make.AT.replace(year=2032, month=4)) == (0, 1)
    assert list(Concern.objects.all()) == [still_open]


@pytest.mark.parametrize("who", ["fumi", "sumi", "hana"])
def test_no_person_runs_the_clock(who: str, people: Cast) -> None:
    for verb in (arrivals.tell, arrivals.remind, arrivals.forget, arrivals.reseal):
        with pytest.raises(NotFound):
            verb(by=people.by(getattr(people, who)), at=make.AT)


def test_statement_80_a_new_key_takes_over_and_the_old_one_may_go(people: Cast, settings: Any) -> None:
    settings.SEAL_SECRETS = "1=the-old-secret"
    rows = [ground.concern(words=f"{number}ばんめ") for number in range(3)]
    settings.SEAL_SECRETS = "2=the-new-secret,1=the-old-secret"
    fresh = ground.concern()
    assert [arrivals.reseal(by=JOB, at=make.AT, most=2) for _run in range(3)] == [2, 1, 0]
    settings.SEAL_SECRETS = "2=the-new-secret"
    by = people.by(people.sumi)
    assert [actions.read(concern=row, by=by, at=make.AT)["words"] for row in (*rows, fresh)] == [
        "0ばんめ", "1ばんめ", "2ばんめ", ground.WORDS,
    ]  # fmt: skip


def test_one_that_cannot_be_opened_holds_up_no_other(people: Cast, settings: Any) -> None:
    """Its key is gone: the others are sealed anew, the centre sees how many wait for their key, and it opens once that is
    back."""
    settings.SEAL_SECRETS = "3=a-lost-secret"
    lost = ground.concern(words="かぎが ない")
    settings.SEAL_SECRETS = "1=the-old-secret"
    rows = [ground.concern(words=f"{number}ばんめ") for number in range(2)]
    settings.SEAL_SECRETS = "4=the-new-secret,1=the-old-secret"
    assert [arrivals.reseal(by=JOB, at=make.AT, most=2) for _run in range(3)] == [2, 1, 0]
    assert Entry.objects.filter(verb="concerns.concern.reseal").count() == 2
    settings.SEAL_SECRETS = "4=the-new-secret"
    sumi = people.by(people.sumi)
    assert [actions.read(concern=row, by=sumi, at=make.AT)["words"] for row in rows] == ["0ばんめ", "1ばんめ"]
    seen = {line.anchor: line.count for line in waiting.waiting_for(sumi, make.AT)}
    assert seen == {"new": 3, "unreadable": 1}
    settings.SEAL_SECRETS = "4=the-new-secret,3=a-lost-secret"
    assert arrivals.reseal(by=JOB, at=make.AT) == 0, "once a day"
    assert arrivals.reseal(by=JOB, at=make.AT + timedelta(days=1)) == 1
    assert actions.read(concern=lost, by=sumi, at=make.AT)["words"] == "かぎが ない"
    assert "unreadable" not in {line.anchor for line in waiting.waiting_for(sumi, make.AT)}
