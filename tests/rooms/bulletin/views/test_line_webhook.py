"""LINE tells, forged and true, late, twice, a hundred times, in any order: one effect each, the same end."""

from __future__ import annotations

import logging
import random
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import DatabaseError
from django.test import Client

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ports import line
from ibasho.base.ports.line import LineDelayed, LineRefused, Recorder
from ibasho.rooms.bulletin.actions import line as line_actions
from ibasho.rooms.bulletin.models import LineEvent, Subscription
from ibasho.town.outbox.actions import addresses
from ibasho.town.outbox.models import Address
from tests import make
from tests.rooms.bulletin import line_ground as ground

pytestmark = pytest.mark.django_db
JOB = Actor.of_job("bulletin.forget_line")


@pytest.fixture
def channel(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    """Time stands; answers are written down."""
    stand_in = Recorder()
    monkeypatch.setattr(line, "channel", lambda **_told: stand_in)
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    return stand_in


def nothing_is_stored() -> bool:
    return not (LineEvent.objects.exists() or Address.objects.exists() or Entry.objects.exists())


# --- forged ---

SENT = ground.body([ground.event("follow")])


@pytest.mark.parametrize(
    "how", ["missing", "truncated", "other secret", "changed body", "of the digest in hex", "not ascii"]
)
def test_a_forged_webhook_changes_nothing(
    how: str, client: Client, channel: Recorder, settings: LazySettings
) -> None:
    right = line.sign(SENT, settings.LINE_SECRET)
    signature = {
        "missing": "", "truncated": right[:-2], "other secret": line.sign(SENT, "another channel's secret"),
        "changed body": right, "of the digest in hex": right.encode().hex(), "not ascii": "\xff" + right[1:],
    }[how]  # fmt: skip
    sent = SENT.replace(b"follow", b"unfollow") if how == "changed body" else SENT
    for _time in range(20):
        assert ground.post(client, raw=sent, signature=signature).status_code == 401
    assert nothing_is_stored() and channel.replied == []


def test_without_the_header_it_is_refused_as_well(client: Client, channel: Recorder) -> None:
    assert client.post(ground.URL, SENT, content_type="application/json").status_code == 401
    assert nothing_is_stored()


def test_ten_megabytes_are_refused_before_they_are_read(client: Client, channel: Recorder) -> None:
    huge = b"{" + b" " * 10_000_000
    assert ground.post(client, raw=huge).status_code == 413
    lied = client.post(ground.URL, huge, content_type="application/json", CONTENT_LENGTH="1000000")
    assert lied.status_code in (401, 413)
    assert nothing_is_stored()


@pytest.mark.parametrize("raw", [b"{}", b"", b"not json", b"[1]"])
def test_signed_nonsense_is_refused(raw: bytes, client: Client, channel: Recorder) -> None:
    assert ground.post(client, raw=raw).status_code == 401
    assert nothing_is_stored()


def test_where_the_city_has_no_channel_there_is_nothing(
    client: Client, channel: Recorder, settings: LazySettings
) -> None:
    signed = line.sign(SENT, settings.LINE_SECRET)
    settings.LINE_SECRET = settings.LINE_TOKEN = ""
    assert ground.post(client, raw=SENT, signature=signed).status_code == 404
    assert ground.post(client, raw=SENT, signature=line.sign(SENT, "")).status_code == 404
    assert nothing_is_stored()


def test_the_check_of_the_connection_is_answered(client: Client, channel: Recorder) -> None:
    assert ground.post(client).status_code == 200
    assert client.get(ground.URL).status_code == 405
    assert nothing_is_stored()


# --- once, and in any order ---


def many() -> list[dict[str, Any]]:
    """Thirty events of two friends over three days: they come and go, speak four languages, choose, stop, tap and ask."""
    found: list[dict[str, Any]] = []

    def add(kind: str, **told: Any) -> None:
        number = len(found) + 1
        at = ground.days_ago(3 - len(found) // 2 / 10)  # always two at the very same moment
        user = ground.FRIEND if number % 3 else ground.OTHER
        found.append(ground.event(kind, number=number, user=user, at=at, **told))

    for round_ in range(5):
        add("follow")
        add("message", text=("English", "Português", "やさしい日本語", "日本語", "English")[round_])
        add("postback", data=f"news;ok;d=M0{round_ % 2 + 1};s=lower;w=;p=0")
        add("unfollow" if round_ % 2 else "message", text="とめる")
        add("postback", data="news;ok;d=M02;s=;w=food;p=0")
        add("message", text="いま")
    assert len(found) == 30
    return found


@pytest.mark.parametrize(("times", "orders"), [(10, 3), pytest.param(100, 20, marks=pytest.mark.long)])
def test_thirty_events_many_times_shuffled_have_one_effect_each(
    times: int, orders: int, client: Client, channel: Recorder
) -> None:
    """Three days old, redelivered or not, in many orders: always the same end, each event taken in once, answered once."""
    make.district("M01")
    make.district("M02", "川べ", "かわべ")
    events, ends = many(), []
    for seed in range(orders):
        shuffled = random.Random(seed)
        order = [one for one in events for _time in range(times if seed == 0 else 3)]
        shuffled.shuffle(order)
        told = [{**one, "deliveryContext": {"isRedelivery": shuffled.random() < 0.5}} for one in order]
        channel.replied.clear()
        for start in range(0, len(told), 100):
            assert ground.post(client, *told[start : start + 100]).status_code == 200
        assert LineEvent.objects.count() == 30
        assert len({token for token, _says in channel.replied}) == len(channel.replied) <= 30
        ends.append(ground.state())
        LineEvent.objects.all().delete()
        Address.objects.all().delete()
    assert all(end == ends[0] for end in ends)
    in_order = dict(ends[0])
    ground.post(client, *events)
    assert ground.state() == in_order


def test_the_same_event_again_is_heard_no_more(client: Client, channel: Recorder) -> None:
    first = ground.event("follow")
    again = {**first, "deliveryContext": {"isRedelivery": True}}
    assert ground.post(client, first).status_code == 200
    written = Entry.objects.count()
    for _time in range(100):
        assert ground.post(client, again).status_code == 200
    assert (Entry.objects.count(), LineEvent.objects.count(), len(channel.replied)) == (written, 1, 1)


def test_an_end_that_comes_before_its_beginning(client: Client, channel: Recorder) -> None:
    ground.post(client, ground.event("unfollow", number=2, at=ground.later(5)))
    ground.post(client, ground.event("follow", number=1, at=ground.later(0)))
    assert not ground.is_live()
    ground.post(client, ground.event("follow", number=3, at=ground.later(6)))
    assert ground.is_live()


def test_a_stop_told_late_does_not_undo_a_newer_choice(client: Client, channel: Recorder) -> None:
    make.district("M01")
    ground.post(
        client, ground.event("postback", number=2, data="news;ok;d=M01;s=;w=;p=0", at=ground.later(5))
    )
    ground.post(client, ground.event(number=1, text="とめる", at=ground.later(0)))
    assert ground.is_live() and Subscription.objects.get().is_active


# --- one bad apple ---


def test_what_was_heard_so_long_ago_that_it_is_forgotten_is_not_heard_anew(
    client: Client, channel: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever once wrote down a signed body plays it again after the week for which we remember events."""
    ground.post(client, ground.event("follow", number=1))
    old = ground.event("postback", number=2, data="keep|d=M01", at=ground.later(1))
    line_actions.forget(by=JOB, at=ground.later(8 * 24 * 60))
    monkeypatch.setattr(clock, "now", lambda: ground.later(8 * 24 * 60))
    replied = len(channel.replied)
    assert ground.post(client, old).status_code == 200
    assert not LineEvent.objects.exists() and len(channel.replied) == replied


def test_poison_does_not_block_the_rest(client: Client, channel: Recorder) -> None:
    poison = [
        None,
        7,
        {"type": "follow"},
        ground.event("follow", number=2, source={"type": "user", "userId": "\u0000"}),
    ]
    told = ground.post(client, *poison, ground.event("follow", number=3), {"webhookEventId": []})
    assert told.status_code == 200 and ground.is_live()


def test_what_can_not_be_written_is_asked_for_again_and_the_rest_stays(
    client: Client, channel: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = addresses.keep

    def fails_once(**told: Any) -> Any:
        if told["plain"] == ground.OTHER:
            raise DatabaseError
        return keep(**told)

    monkeypatch.setattr(addresses, "keep", fails_once)
    events = [ground.event("follow", user=ground.OTHER), ground.event("follow", number=2)]
    assert ground.post(client, *events).status_code == 503
    assert ground.is_live() and not ground.is_live(ground.OTHER)
    monkeypatch.setattr(addresses, "keep", keep)
    assert ground.post(client, *events).status_code == 200
    assert ground.is_live(ground.OTHER)
    assert [token for token, _says in channel.replied] == ["r2", "r1"]


# --- answers ---


def test_another_tools_talk_is_left_alone(client: Client, channel: Recorder) -> None:
    make.district("M01")
    ground.post(
        client,
        ground.event("follow", number=1, mode="standby"),
        ground.event(number=2, text="English", mode="standby"),
        ground.event(number=3, text="しにたい", mode="standby"),
    )
    assert channel.replied == [] and ground.is_live()
    assert ground.state()[ground.FRIEND][1] == "ja"
    ground.post(client, ground.event(number=4, text="とめる", mode="standby", at=ground.later(1)))
    assert not ground.is_live() and channel.replied == []


@pytest.mark.parametrize("problem", [LineRefused("HTTP 400"), LineDelayed("ReadTimeout")])
def test_an_answer_that_can_not_leave_costs_nothing_else(
    problem: Exception, client: Client, channel: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    channel.failing["*"] = problem
    with caplog.at_level(logging.DEBUG):
        told = ground.post(client, ground.event("follow"), ground.event(number=2, text="いま"))
    assert told.status_code == 200 and ground.is_live()
    assert ground.FRIEND not in caplog.text


def test_in_a_group_nobody_is_answered(client: Client, channel: Recorder) -> None:
    group = {"type": "group", "groupId": "C1", "userId": ground.FRIEND}
    ground.post(
        client, ground.event(text="いま", source=group), ground.event("follow", number=2, source=group)
    )
    assert channel.replied == [] and not Address.objects.exists()


def test_a_friend_who_never_stops_typing_is_answered_no_more(client: Client, channel: Recorder) -> None:
    for number in range(70):
        ground.post(client, ground.event(number=number, text="こんにちは"))
    assert len(channel.replied) == 60
