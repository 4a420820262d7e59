"""Signing up for a day: seats, the waiting list, moving up, news, and what is kept of it."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.town.outbox.models import Message
from ibasho.town.places.actions import signups
from ibasho.town.places.models import Event, Session, Signup, SpotNotice
from tests import make
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
PUBLIC = Actor.public()


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def day(people: Cast) -> Session:
    return make.event_day(make.event(organisation=people.midori))


def sign_up(day: Session, party: int = 1, nickname: str = "はるき", **told: Any) -> signups.Ticket:
    return signups.sign_up(
        session=day, nickname=nickname, heads={"elementary": party}, **{"by": PUBLIC, "at": make.AT, **told}
    )


def states(day: Session) -> list[tuple[int, str]]:
    return [(row.party, row.state) for row in day.signups.order_by("pk")]


def mails(news: str) -> list[str]:
    found = Message.objects.filter(event_key__startswith=f"places.signup.{news}:")
    return list(found.order_by("pk").values_list("address", flat=True))


def test_a_child_signs_up_with_a_nickname_and_nothing_else(day: Session) -> None:
    ticket = sign_up(day, 2)
    row = Signup.objects.get()
    assert (row.state, row.party, row.heads) == ("confirmed", 2, {"elementary": 2})
    assert row.code.isdigit()
    assert len(row.code) == 4
    assert (row.email, row.phone, row.person_id) == ("", "", None)
    assert ticket.token not in row.token_hash
    assert not Message.objects.exists()


def test_whoever_comes_after_the_last_seat_waits_and_after_that_gets_a_clear_no(day: Session) -> None:
    for party in (6, 4, 3, 1):
        sign_up(day, party)
    assert states(day) == [(6, "confirmed"), (4, "confirmed"), (3, "waiting"), (1, "waiting")]
    with pytest.raises(Conflict) as refused:
        sign_up(day)
    assert refused.value.code == "places.signup_full"
    assert "空いたとき" in refused.value.message


def test_when_somebody_cancels_the_first_who_fits_moves_up_and_is_told(day: Session) -> None:
    four = sign_up(day, 4)
    sign_up(day, 6)
    sign_up(day, 3, email="three@example.test")
    sign_up(day, 1, email="one@example.test")
    signups.cancel(token=four.token, by=Actor.public(Via.LINK), at=make.AT)
    assert states(day) == [(4, "cancelled"), (6, "confirmed"), (3, "confirmed"), (1, "confirmed")]
    assert mails("moved_up") == ["three@example.test", "one@example.test"]


def test_a_large_party_that_does_not_fit_lets_a_small_one_pass(day: Session) -> None:
    two = sign_up(day, 2)
    sign_up(day, 8)
    sign_up(day, 3)
    sign_up(day, 1)
    signups.cancel(token=two.token, by=PUBLIC, at=make.AT)
    assert states(day) == [(2, "cancelled"), (8, "confirmed"), (3, "waiting"), (1, "confirmed")]


def test_cancelling_twice_is_cancelling_once(day: Session) -> None:
    ticket = sign_up(day, email="a@example.test")
    for _ in range(2):
        signups.cancel(token=ticket.token, by=PUBLIC, at=make.AT)
    assert mails("cancelled") == ["a@example.test"]
    assert Entry.objects.filter(verb="places.signup.cancel").count() == 1


def test_nobody_cancels_without_the_ticket(day: Session) -> None:
    sign_up(day)
    with pytest.raises(NotFound):
        signups.cancel(token="CDFHJKMNPQRTVWXY3467", by=PUBLIC, at=make.AT)
    assert states(day) == [(1, "confirmed")]


def test_the_same_form_sent_twice_is_one_sign_up(day: Session) -> None:
    first = sign_up(day, 2, public_id="CDFHJKMNPQ")
    again = sign_up(day, 2, public_id="CDFHJKMNPQ")
    assert Signup.objects.count() == 1
    assert (first.fresh, again.fresh) == (True, False)
    assert first.token == again.token


def test_a_mail_carries_the_link_and_never_the_nickname(day: Session) -> None:
    ticket = sign_up(day, email="a@example.test", nickname="ちいさなクジラ")
    mail = Message.objects.get()
    assert f"?t={ticket.token}" in mail.body
    assert ticket.signup.code in mail.body
    assert mail.secret
    assert "クジラ" not in mail.subject + mail.body


def test_whoever_gave_only_a_phone_number_is_rung_up(day: Session, people: Cast) -> None:
    full = sign_up(day, 10)
    sign_up(day, 2, phone="000-0000-0001")
    signups.cancel(token=full.token, by=PUBLIC, at=make.AT)
    row = Signup.objects.get(call_needed=True)
    assert (row.state, row.party) == ("confirmed", 2)
    signups.called(signup=row, by=people.by(people.hana), at=make.AT)
    assert not Signup.objects.filter(call_needed=True).exists()


def test_a_free_spot_is_told_once_and_the_address_forgotten(day: Session) -> None:
    full = sign_up(day, 10)
    for _ in range(2):
        signups.ask_when_free(session=day, email="Later@example.test", by=PUBLIC, at=make.AT)
    assert SpotNotice.objects.count() == 1
    signups.cancel(token=full.token, by=PUBLIC, at=make.AT)
    assert list(Message.objects.values_list("address", flat=True)) == ["later@example.test"]
    assert not SpotNotice.objects.exists()


def test_nobody_asks_for_a_spot_that_is_free(day: Session) -> None:
    with pytest.raises(Conflict, match="すぐに 申しこめます"):
        signups.ask_when_free(session=day, email="a@example.test", by=PUBLIC, at=make.AT)


@pytest.mark.parametrize(
    ("fields", "change", "code"),
    [
        ({"signup": False}, {}, "places.signup_not_needed"),
        ({"signup_closes_hours": 24}, {}, "places.signup_closed"),
        ({}, {"starts": time(14)}, "places.signup_closed"),
        ({}, {"state": "cancelled"}, "places.signup_called_off"),
        ({"state": "cancelled"}, {}, "places.signup_called_off"),
    ],
)
def test_a_day_that_takes_nobody_says_why(fields: Any, change: Any, code: str) -> None:
    day = make.event_day(make.event(**fields))
    Session.objects.filter(pk=day.pk).update(**change)
    with pytest.raises((Conflict, Invalid)) as refused:
        sign_up(day)
    assert refused.value.code == code


@pytest.mark.parametrize("state", ["draft", "pending"])
def test_an_event_that_is_not_public_does_not_exist(state: str) -> None:
    with pytest.raises(NotFound):
        sign_up(make.event_day(make.event(state=state)))


def test_staff_write_down_who_rings_up_even_after_the_closing(day: Session, people: Cast) -> None:
    Event.objects.update(signup_closes_hours=48)
    by_phone = Actor(person_id=people.hana.pk, via=Via.PHONE)
    assert sign_up(day, by=by_phone).signup.state == "confirmed"
    entry = Entry.objects.get(verb="places.signup.make")
    assert (entry.via, entry.person_id) == ("phone", people.hana.pk)


def test_the_database_refuses_one_head_too_many_whoever_writes(day: Session) -> None:
    sign_up(day, 9)
    values = {"session": day, "nickname": "x", "heads": {"elementary": 2}, "party": 2, "made_at": make.AT}
    with pytest.raises(IntegrityError, match="no seats left"), transaction.atomic():
        Signup.objects.create(**values, state="confirmed", code="1000", token_hash="a")
    waiting = Signup.objects.create(**values, state="waiting", code="1001", token_hash="b")
    with pytest.raises(IntegrityError, match="no seats left"), transaction.atomic():
        Signup.objects.filter(pk=waiting.pk).update(state="confirmed")
    with pytest.raises(IntegrityError, match="than the new capacity"), transaction.atomic():
        Event.objects.update(capacity=8)


def test_sign_ups_are_erased_thirty_days_after_and_only_numbers_stay(day: Session, people: Cast) -> None:
    sign_up(day, 2)
    SpotNotice.objects.create(session=day, email="a@example.test", asked_at=make.AT)
    day.headcounts.create(of_class="elementary", heads=2)
    job = Actor.of_job("places.erase_signups")
    keep = timedelta(days=settings.SIGNUP_KEEP_DAYS)
    assert signups.erase(by=job, at=make.AT + keep) == 0
    assert not SpotNotice.objects.exists()
    assert signups.erase(by=job, at=make.AT + keep + timedelta(days=1)) == 1
    assert not Signup.objects.exists()
    assert day.headcounts.get().heads == 2
    assert Entry.objects.get(verb="places.signup.erase").data == {"count": 1}


def test_the_journal_holds_no_personal_data(day: Session) -> None:
    ticket = sign_up(
        day, nickname="ちいさなクジラ", email="whale@example.test", phone="000-0000-0001", note="えび"
    )
    signups.cancel(token=ticket.token, by=PUBLIC, at=make.AT)
    told = str(list(Entry.objects.values()))
    assert not any(word in told for word in ("クジラ", "whale", "0000", "えび", ticket.token))
