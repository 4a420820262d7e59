"""Everybody who wants to know is told once, with the same words, whatever happens on the way."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import get_language

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.rooms.bulletin.actions import broadcasting, notices, subscriptions
from ibasho.rooms.bulletin.models import Broadcast, Notice
from ibasho.rooms.bulletin.queries import audience
from ibasho.rooms.bulletin.rules.drafts import Draft
from ibasho.town.outbox import actions as outbox
from ibasho.town.outbox.actions import addresses
from ibasho.town.outbox.models import Message
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast, cast
from tests.rooms.bulletin import ground, hearers

pytestmark = pytest.mark.django_db
AT = make.AT
JOB = Actor.of_job("bulletin.broadcast")


@pytest.fixture
def people() -> Cast:
    return cast()


def sent(people: Cast, notice: Notice) -> Broadcast:
    return broadcasting.send(notice=notice, by=people.by(people.aoi), at=AT)


def walk(row: Broadcast) -> Broadcast:
    while broadcasting.advance(broadcast_id=row.pk, by=JOB, at=AT):
        pass
    row.refresh_from_db()
    row.notice.refresh_from_db()
    return row


def test_who_wants_it_is_told_and_counted(people: Cast) -> None:
    hearers.wants(people.tamotsu)
    hearers.wants(hearers.address(), districts=["M01"])
    hearers.wants(hearers.address("other@example.test"), districts=["M02"])
    row = walk(sent(people, ground.notice(districts=["M01"])))
    assert (row.told, row.notice.state, row.ended_at) == (2, "sent", AT)
    told = Message.objects.filter(event_key=f"bulletin.notice:{row.notice.public_id}")
    assert {(one.subject, one.is_open, one.link) for one in told} == {("卓球台が 来ました", True, "/today/")}
    assert told.count() == 2


@pytest.mark.parametrize("who", ["mado", "tsubaki", "hana", "tamotsu"])
def test_only_who_may_send_sends(people: Cast, who: str) -> None:
    with pytest.raises(NotFound):
        broadcasting.send(notice=ground.notice(), by=people.by(getattr(people, who)), at=AT)


@pytest.mark.parametrize(
    "now", [{"restricted": True, "everyone": False, "restricted_to": "会員"}, {"state": "ended"}]
)
def test_a_draft_about_a_place_that_is_no_longer_for_everybody_is_not_sent(
    people: Cast, now: dict[str, Any]
) -> None:
    place = make.place(organisation=people.midori)
    notice = ground.notice(place=place)
    Place.objects.filter(pk=place.pk).update(**now)
    with pytest.raises(Conflict, match="だれでも 行ける"):
        sent(people, notice)
    assert not Broadcast.objects.exists()


def test_it_is_sent_once(people: Cast) -> None:
    notice = ground.notice()
    sent(people, notice)
    with pytest.raises(Conflict, match="もう 送りました"):
        sent(people, notice)


def test_it_goes_on_where_it_stood_and_nobody_is_told_twice(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcasting, "SLICE", 2)
    hearers.many(5)
    row = sent(people, ground.notice())
    assert broadcasting.advance(broadcast_id=row.pk, by=JOB, at=AT)
    row.refresh_from_db()
    assert row.told == 2
    walk(row)
    assert broadcasting.advance(broadcast_id=row.pk, by=JOB, at=AT) is False, (
        "a second job finds nothing to do"
    )
    row.refresh_from_db()
    assert row.told == Message.objects.count() == 5


def test_a_job_that_dies_in_the_middle_of_a_slice_has_told_nobody_of_it(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcasting, "SLICE", 3)
    hearers.many(5)
    row = sent(people, ground.notice())
    send, calls = outbox.send, []

    def dies_at_the_fifth(**named: Any) -> Message:
        calls.append(named)
        if len(calls) == 5:
            raise RuntimeError("killed")
        return send(**named)

    with monkeypatch.context() as killed:
        killed.setattr(outbox, "send", dies_at_the_fifth)
        with pytest.raises(RuntimeError):
            walk(row)
    row.refresh_from_db()
    assert row.told == Message.objects.count() == 3
    walk(row)
    assert row.told == Message.objects.count() == 5


def test_everybody_gets_the_words_it_was_begun_with(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broadcasting, "SLICE", 2)
    hearers.many(4)
    row = sent(people, ground.notice())
    broadcasting.advance(broadcast_id=row.pk, by=JOB, at=AT)
    draft = Draft(kind="news", title="なおした ことば", words="ちがう ことば")
    notices.change(notice=row.notice, draft=draft, by=people.by(people.aoi), at=AT)
    walk(row)
    assert set(Message.objects.values_list("subject", flat=True)) == {"卓球台が 来ました"}
    assert row.notice.title == "なおした ことば"


def test_a_sending_is_stopped_and_who_was_told_stays_counted(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcasting, "SLICE", 2)
    hearers.many(5)
    row = sent(people, ground.notice())
    broadcasting.advance(broadcast_id=row.pk, by=JOB, at=AT)
    with pytest.raises(NotFound):
        broadcasting.stop(notice=row.notice, by=people.by(people.mado), at=AT)
    Message.objects.filter(pk=Message.objects.earliest("pk").pk).update(state="sent", sent_at=AT)
    broadcasting.stop(notice=row.notice, by=people.by(people.aoi), at=AT)
    walk(row)
    assert (row.told, row.notice.state, Message.objects.filter(state="waiting").count()) == (1, "stopped", 0)
    with pytest.raises(Conflict, match="とめられません"):
        broadcasting.stop(notice=row.notice, by=people.by(people.aoi), at=AT)


def test_what_waits_for_the_morning_can_still_be_stopped(people: Cast) -> None:
    """Sent at ten in the evening, found wrong at eleven: nobody is woken by it at seven."""
    hearers.many(3)
    row = sent(people, ground.notice())
    night = AT.replace(hour=22)
    while broadcasting.advance(broadcast_id=row.pk, by=JOB, at=night):
        pass
    row.refresh_from_db()
    assert (row.notice.state, row.told) == ("sent", 3)
    broadcasting.stop(notice=row.notice, by=people.by(people.aoi), at=night)
    row.refresh_from_db()
    assert (row.told, row.notice.state) == (0, "stopped")
    assert set(Message.objects.values_list("state", flat=True)) == {"cancelled"}


def test_who_stops_in_the_night_hears_nothing_in_the_morning(people: Cast) -> None:
    night = AT.replace(hour=22)
    for person in (people.tamotsu, people.ken):
        hearers.wants(person)
    row = sent(people, ground.notice())
    broadcasting.advance(broadcast_id=row.pk, by=JOB, at=night)
    own = people.tamotsu.subscription
    subscriptions.stop(subscription=own, by=people.by(people.tamotsu), at=night)
    states = dict(Message.objects.values_list("person__email", "state"))
    assert states == {people.tamotsu.email: "cancelled", people.ken.email: "waiting"}


def test_one_person_with_an_account_and_an_address_hears_once(people: Cast) -> None:
    own = hearers.wants(people.tamotsu, districts=["M01"])
    second = hearers.wants(hearers.address("tamotsu@home.test", person=people.tamotsu))
    row = walk(sent(people, ground.notice()))
    assert row.told == Message.objects.count() == 1
    elsewhere = ground.notice(districts=["M02"])
    assert audience.chosen([own, second], audience.told_of(elsewhere)) == [second], (
        "what only the address wants"
    )
    assert audience.count(audience.told_of(elsewhere)) == 1


def test_who_stopped_or_is_gone_hears_nothing(people: Cast) -> None:
    gone = hearers.address("gone@example.test")
    hearers.wants(gone)
    addresses.stop(address=gone, by=hearers.PUBLIC, at=AT)
    hearers.wants(hearers.address("new@example.test", confirmed=False))
    hearers.wants(people.tamotsu, is_active=False)
    people.ken.is_active = False
    people.ken.save()
    hearers.wants(people.ken)
    assert walk(sent(people, ground.notice())).told == 0


def test_who_reads_another_language_is_told_what_sort_of_news_it_is(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcasting, "say", lambda text: "News" if get_language() == "en" else text)
    hearers.wants(hearers.address("en@example.test", language="en"))
    hearers.wants(hearers.address(language="ja-simple"))
    walk(sent(people, ground.notice()))
    assert list(Message.objects.order_by("pk").values_list("subject", "body")) == [
        ("News: 卓球台が 来ました", "だれでも つかえます。"), ("卓球台が 来ました", "だれでも つかえます。"),
    ]  # fmt: skip


def test_only_the_server_walks(people: Cast) -> None:
    row = sent(people, ground.notice())
    with pytest.raises(NotFound):
        broadcasting.advance(broadcast_id=row.pk, by=people.by(people.aoi), at=AT)
