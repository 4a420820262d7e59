"""Making, publishing, changing and calling off an event."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.town.outbox.models import Message
from ibasho.town.places.actions import event_days, events, signups
from ibasho.town.places.models import Event, Session
from ibasho.town.places.rules.event import CoGroup, EventDay
from tests import make
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
SATURDAY = date(2026, 11, 28)
DAY = EventDay(SATURDAY, time(10), time(12))


@pytest.fixture
def people() -> Cast:
    return cast()


def written(people: Cast, **values: Any) -> Event:
    known = {
        "title": "森の おやつ会",
        "venue_name": "みほん公園",
        "organisation_id": people.midori.pk,
        "signup": True,
    }
    return events.create(values={**known, **values}, days=[DAY], by=people.by(people.hana), at=make.AT)


def published(people: Cast, **values: Any) -> Event:
    return events.publish(event=written(people, **values), by=people.by(people.aoi), at=make.AT)


def guest(event: Event, party: int = 1, email: str = "a@example.test", phone: str = "") -> signups.Ticket:
    return signups.sign_up(
        session=event.sessions.order_by("pk")[0], nickname="あ", heads={"elementary": party}, email=email,
        phone=phone, by=Actor.public(), at=make.AT,
    )  # fmt: skip


def told(news: str) -> list[str]:
    found = Message.objects.filter(event_key__startswith=f"places.signup.{news}:")
    return list(found.order_by("address").values_list("address", flat=True))


def days_of(event: Event) -> list[EventDay]:
    return [EventDay(row.day, row.starts, row.ends, row.pk) for row in event.sessions.order_by("pk")]


def test_a_group_writes_and_the_city_publishes(people: Cast) -> None:
    event = written(people)
    assert event.state == "draft"
    assert events.submit(event=event, by=people.by(people.hana), at=make.AT).state == "pending"
    event = events.publish(event=event, by=people.by(people.aoi), at=make.AT)
    assert (event.state, event.published_at) == ("published", make.AT)
    verbs = Entry.objects.filter(noun="places.Event").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["places.event.create", "places.event.submit", "places.event.publish"]


def test_the_city_publishes_its_own_event_at_once_with_groups_and_visits(people: Cast) -> None:
    event = events.create(
        values={"title": "やってくる広場", "venue_name": "北集会所", "kind": "mobile"},
        days=[DAY, EventDay(SATURDAY + timedelta(days=7))],
        groups=[CoGroup("みどり食堂の会", people.midori.pk, "おやつ"), CoGroup("協力団体2")],
        state="published", by=people.by(people.aoi), at=make.AT,
    )  # fmt: skip
    assert event.sessions.count() == 2
    assert list(event.groups.order_by("pk").values_list("name", "organisation")) == [
        ("みどり食堂の会", people.midori.pk),
        ("協力団体2", None),
    ]


def test_the_city_sends_a_draft_back_with_words(people: Cast) -> None:
    event = events.submit(event=written(people), by=people.by(people.hana), at=make.AT)
    with pytest.raises(Invalid):
        events.send_back(event=event, words=" ", by=people.by(people.aoi), at=make.AT)
    event = events.send_back(
        event=event, words="おわりの時間を 書いてください", by=people.by(people.aoi), at=make.AT
    )
    assert (event.state, event.city_note) == ("draft", "おわりの時間を 書いてください")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"title": " "}, "places.event_no_title"),
        ({"venue_name": ""}, "places.event_no_venue"),
        ({"capacity": 0}, "places.event_capacity"),
        ({"description": "1234 5678 9018"}, "places.my_number"),
        ({"state": "published"}, "places.unknown_field"),
    ],
)
def test_what_cannot_be_is_refused(people: Cast, values: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        written(people, **values)
    assert refused.value.code == code
    assert not Event.objects.exists()


def test_days_that_cannot_be_are_refused(people: Cast) -> None:
    event = written(people)
    with pytest.raises(Invalid, match="前です"):
        EventDay(SATURDAY, time(12), time(10))
    for days in ([], [DAY, DAY]):
        with pytest.raises(Invalid):
            events.change(event=event, values={}, days=days, by=people.by(people.hana), at=make.AT)
    assert event.sessions.count() == 1


def test_a_later_hour_is_told_to_everyone_who_signed_up_and_the_seat_stays(people: Cast) -> None:
    event = published(people)
    guest(event, email="a@example.test")
    later = [EventDay(one.day, time(13), time(15), one.session_id) for one in days_of(event)]
    events.change(event=event, values={}, days=later, by=people.by(people.hana), at=make.AT)
    assert told("moved") == ["a@example.test"]
    assert event.sessions.get().starts == time(13)
    assert event.sessions.get().signups.get().state == "confirmed"


def test_a_day_somebody_signed_up_for_is_called_off_and_never_dropped(people: Cast) -> None:
    event = published(people)
    guest(event)
    with pytest.raises(Conflict, match="お休みに"):
        events.change(
            event=event,
            values={},
            days=[EventDay(SATURDAY + timedelta(days=1))],
            by=people.by(people.hana),
            at=make.AT,
        )
    assert event.sessions.get().day == SATURDAY


def test_a_larger_capacity_lets_those_who_wait_move_up(people: Cast) -> None:
    event = published(people, capacity=2)
    guest(event, 2, "in@example.test")
    guest(event, 2, "out@example.test")
    events.change(event=event, values={"capacity": 5}, by=people.by(people.hana), at=make.AT)
    assert told("moved_up") == ["out@example.test"]


def test_a_capacity_never_falls_below_those_who_have_a_seat(people: Cast) -> None:
    event = published(people, capacity=5)
    guest(event, 4)
    with pytest.raises(Conflict, match="もう 4人"):
        events.change(event=event, values={"capacity": 3}, by=people.by(people.hana), at=make.AT)


def test_what_is_changed_after_publishing_comes_to_the_desk(people: Cast) -> None:
    event = published(people)
    events.change(
        event=event, values={"description": "いもを やきます"}, by=people.by(people.hana),
        at=make.AT + timedelta(hours=1),
    )  # fmt: skip
    event.refresh_from_db()
    assert event.state == "published"
    assert event.published_at is not None
    assert event.updated_at > event.published_at


def test_calling_an_event_off_tells_everyone_once(people: Cast) -> None:
    event = published(people, capacity=2)
    guest(event, 2, "seat@example.test")
    guest(event, 1, "list@example.test")
    guest(event, 1, "", "000-0000-0001")
    gone = guest(event, 1, "gone@example.test")
    signups.cancel(token=gone.token, by=Actor.public(), at=make.AT)
    events.cancel(event=event, reason="台風のため", by=people.by(people.hana), at=make.AT)
    with pytest.raises(Conflict):
        events.cancel(event=event, reason="もういちど", by=people.by(people.hana), at=make.AT)
    assert told("called_off") == ["list@example.test", "seat@example.test"]
    assert (
        "台風のため"
        in Message.objects.get(address="list@example.test", event_key__contains="called_off").body
    )
    assert event.sessions.get().signups.filter(call_needed=True).count() == 1
    assert event.sessions.get().state == Session.State.CANCELLED


def test_a_mistaken_call_off_is_taken_back_and_told_again(people: Cast) -> None:
    event = published(people)
    guest(event)
    day = event.sessions.get()
    by = people.by(people.hana)
    event_days.call_off(session=day, reason="まちがえた", by=by, at=make.AT)
    event_days.call_off(session=day, reason="まちがえた", by=by, at=make.AT)
    event_days.restore(session=day, by=by, at=make.AT)
    assert (told("called_off"), told("restored")) == (["a@example.test"], ["a@example.test"])
    day.refresh_from_db()
    assert (day.state, day.reason) == ("planned", "")


def test_the_second_of_two_is_told_that_somebody_was_first(people: Cast) -> None:
    event = written(people)
    events.cancel(event=event, reason="", by=people.by(people.hana), at=make.AT)
    with pytest.raises(Conflict):
        events.publish(event=event, by=people.by(people.aoi), at=make.AT)
