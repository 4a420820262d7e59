"""緊急の閲覧: an hour, with a reason, told to two at once, red until somebody else has looked."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.errors import Conflict, DomainError, Invalid, NotFound
from ibasho.rooms.care.actions import breaking, matters
from ibasho.rooms.care.models import Opening
from ibasho.rooms.care.queries import secrecy, secrecy_waiting
from ibasho.rooms.care.rules.kinds import Breaking, Reviewed
from ibasho.town.outbox.models import Message
from ibasho.town.people.models import Membership, Person
from tests.people import Cast
from tests.rooms.care import ground
from tests.rooms.care.ground import AT, REASON, Ground

pytestmark = pytest.mark.django_db
JOB = Actor.of_job("care.raise_unreviewed")


@pytest.fixture
def nagi(people: Cast) -> Person:
    return ground.colleague(people)


def broken(care: Ground, person: Person, at: datetime = AT, reason: str = REASON) -> Opening:
    return breaking.break_glass(
        matter=care.notice.matter, category=Breaking.LIFE, reason=reason, by=care.people.by(person), at=at
    )


def test_nagi_reads_for_an_hour_and_not_a_second_longer(care: Ground, nagi: Person) -> None:
    by = care.people.by(nagi)
    broken(care, nagi)
    assert matters.open_matter(matter=care.notice.matter, by=by, at=AT)
    last = AT + timedelta(minutes=59, seconds=59)
    assert matters.open_matter(matter=care.notice.matter, by=by, at=last)
    with pytest.raises(NotFound):
        matters.open_matter(matter=care.notice.matter, by=by, at=AT + timedelta(hours=1))
    with pytest.raises(NotFound):  # one matter, not all of them
        matters.open_matter(matter=care.referral.matter, by=by, at=AT)


def test_two_others_hear_of_it_in_the_same_transaction_and_nothing_of_what_it_is(
    care: Ground, nagi: Person
) -> None:
    people = care.people
    made = broken(care, nagi)
    sent = Message.objects.filter(event_key=f"care.opening:{made.pk}")
    assert {one.person_id for one in sent} == {people.tomoe.pk, people.sumi.pk}
    assert made.told_count == 2 and made.told_at == AT
    for one in sent:
        assert one.urgent and one.secret and one.send_after <= AT
        assert one.subject == "おしらせが あります"
        assert not any(
            word in one.body for word in ("閲覧", "虐待", "気づき", REASON, care.notice.matter.public_id)
        )
    assert ProcrastinateJob.objects.filter(task_name="outbox.deliver").count() == 2


def test_every_lead_hears_and_colleagues_only_until_there_are_two(care: Ground, nagi: Person) -> None:
    people = care.people
    second = ground.colleague(people, "渚", "centre_lead")
    made = broken(care, nagi)
    told = Message.objects.filter(event_key=f"care.opening:{made.pk}").values_list("person_id", flat=True)
    assert set(told) == {people.tomoe.pk, second.pk}


def test_where_two_cannot_be_told_it_stays_shut_and_says_what_to_do(care: Ground) -> None:
    people = care.people
    with pytest.raises(Conflict, match="110") as refusal:
        broken(care, people.tomoe)
    assert refusal.value.code == "care.nobody_to_tell"
    assert not Opening.objects.exists() and not Message.objects.exists()
    assert [one.label for one in secrecy_waiting.waiting_for(people.by(people.tomoe), AT)] == [
        "緊急の閲覧を 知らせる人が たりない"
    ]


@pytest.mark.parametrize(
    "reason", ["", "いそぎ", "　" * 30, "あ い う え お か き く け こ さ し", "あ" * 601]
)
def test_a_reason_is_a_reason(reason: str, care: Ground, nagi: Person) -> None:
    with pytest.raises(Invalid) as refusal:
        broken(care, nagi, reason=reason)
    assert "reason" in refusal.value.fields
    assert not Opening.objects.exists()


def test_no_my_number_in_it(care: Ground, nagi: Person) -> None:
    with pytest.raises(Invalid, match="マイナンバー"):
        broken(care, nagi, reason=f"{REASON} 1234 5678 9018")


def test_who_may_read_anyway_breaks_nothing_and_nobody_twice(care: Ground, nagi: Person) -> None:
    with pytest.raises(Conflict):
        broken(care, care.people.sumi)
    broken(care, nagi)
    with pytest.raises(Conflict):
        broken(care, nagi, at=AT + timedelta(minutes=30))
    assert broken(care, nagi, at=AT + timedelta(hours=2))


@pytest.mark.parametrize("who", ["fumi", "aoi", "mado", "tsubaki", "megumi", "hana", "ken", "tamotsu"])
def test_nobody_outside_the_centre_breaks_anything(who: str, care: Ground, nagi: Person) -> None:
    with pytest.raises(NotFound):
        broken(care, getattr(care.people, who))
    assert not Opening.objects.exists() and not Entry.objects.exists()


def test_tomoe_looks_at_it_and_the_reason_is_read_after_its_entry(care: Ground, nagi: Person) -> None:
    people = care.people
    ground.colleague(people, "渚", "centre_lead")
    tomoe, made = people.by(people.tomoe), broken(care, nagi)
    assert [one.label for one in secrecy_waiting.waiting_for(tomoe, AT)] == ["確かめていない 緊急の閲覧"]
    assert breaking.read_reason(opening=made, by=tomoe, at=AT) == REASON
    breaking.review(opening=made, verdict=Reviewed.RIGHT, by=tomoe, at=AT)
    assert matters.open_matter(matter=care.notice.matter, by=people.by(nagi), at=AT), (
        "right: the hour goes on"
    )
    assert secrecy_waiting.waiting_for(tomoe, AT) == []
    with pytest.raises(Conflict):
        breaking.review(opening=made, verdict=Reviewed.WRONG, by=tomoe, at=AT)
    noted = list(Entry.objects.filter(noun="care.Matter").order_by("pk").values_list("verb", flat=True))
    assert noted == [f"care.matter.{one}" for one in ("break", "read_reason", "review", "read")]


def test_wrong_shuts_it_at_once(care: Ground, nagi: Person) -> None:
    people, made = care.people, broken(care, nagi)
    breaking.review(opening=made, verdict=Reviewed.WRONG, by=people.by(people.tomoe), at=AT)
    with pytest.raises(NotFound):
        matters.open_matter(matter=care.notice.matter, by=people.by(nagi), at=AT)


def test_nobody_looks_at_their_own(care: Ground, nagi: Person) -> None:
    """Nor does a worker, nor the database let it through."""
    people = care.people
    made = broken(care, people.tomoe)
    for person in (people.tomoe, people.sumi, nagi, people.fumi):
        with pytest.raises(NotFound):
            breaking.review(opening=made, verdict=Reviewed.RIGHT, by=people.by(person), at=AT)
        with pytest.raises(NotFound):
            breaking.read_reason(opening=made, by=people.by(person), at=AT)
    made.reviewed_at, made.reviewed_by, made.verdict = AT, people.tomoe, "right"
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save()


def test_the_database_lets_no_longer_hour_and_no_fewer_told(care: Ground, nagi: Person) -> None:
    made = broken(care, nagi)
    for change in ({"until": AT + timedelta(minutes=61)}, {"told_count": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Opening.objects.filter(pk=made.pk).update(**change)


@pytest.mark.parametrize(
    ("day", "late"),
    [
        (27, False),  # Friday: the third working day after Tuesday
        (28, True),  # Saturday: over
        (30, True),
    ],
)
def test_after_three_working_days_every_lead_is_written_to_each_day(
    day: int, late: bool, care: Ground, nagi: Person
) -> None:
    people, made = care.people, broken(care, nagi)
    second = ground.colleague(people, "渚", "centre_lead")
    at = datetime(2026, 11, day, 8, 50, tzinfo=JST)
    assert breaking.raise_overdue(by=JOB, at=at) == int(late)
    assert breaking.raise_overdue(by=JOB, at=at + timedelta(hours=1)) == int(late)
    sent = Message.objects.filter(event_key__startswith="care.unreviewed:")
    assert {one.person_id for one in sent} == ({people.tomoe.pk, second.pk} if late else set())
    assert sent.all().count() == (2 if late else 0), "once a day"
    made.refresh_from_db()
    assert made.raised_at == (at if late else None)
    if late:
        breaking.raise_overdue(by=JOB, at=at + timedelta(days=1))
        assert sent.all().count() == 4
        assert secrecy.looks([made], people.by(people.tomoe), at)[0].late


def test_where_no_lead_is_left_the_whole_centre_hears(care: Ground, nagi: Person) -> None:
    people = care.people
    broken(care, nagi)
    Membership.objects.filter(role="centre_lead").delete()
    assert breaking.raise_overdue(by=JOB, at=AT + timedelta(days=10)) == 1
    sent = Message.objects.filter(event_key__startswith="care.unreviewed:")
    assert {one.person_id for one in sent} == {people.sumi.pk, nagi.pk}


def test_only_the_clock_raises(care: Ground) -> None:
    for who in ("tomoe", "fumi"):
        with pytest.raises(DomainError):
            breaking.raise_overdue(by=care.people.by(getattr(care.people, who)), at=AT)
