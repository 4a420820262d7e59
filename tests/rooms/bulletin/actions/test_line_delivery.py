"""A message to a LINE friend over a real socket: refused, slow, broken, told twice. Never a double, and in the end 未送信."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.base.ports.line import HttpLine
from ibasho.base.ports.mail import RecordingMailer
from ibasho.town.outbox import actions, queries
from ibasho.town.outbox.actions import addresses
from ibasho.town.outbox.models import Address, Channel, Message
from tests import make
from tests.rooms.bulletin import line_ground as ground
from tests.rooms.bulletin.line_server import Fake, running

pytestmark = pytest.mark.django_db
JOB = Actor.of_job("outbox.deliver")


@pytest.fixture
def fake() -> Iterator[Fake]:
    with running() as found:
        yield found


def written(number: int = 1) -> Message:
    friend = addresses.keep(channel=Channel.LINE, plain=ground.FRIEND, by=JOB, at=make.AT, moment=make.AT)
    return actions.send(
        to=friend, event_key=f"bulletin.notice.send:{number}", subject="急な お休み", body="みどり食堂は きょう お休みです。",
        by=JOB, at=make.AT, is_open=True, urgent=True,
    )  # fmt: skip


def tried(message: Message, fake: Fake, at: datetime) -> Message:
    port = HttpLine(fake.api, "t", timeout=0.25)
    actions.deliver(message_id=message.pk, mailer=RecordingMailer(), by=JOB, at=at, line=port)
    message.refresh_from_db()
    return message


def until_done(message: Message, fake: Fake) -> datetime:
    """The sweep of every minute that is due; the moment at which it ended."""
    at = make.AT
    while message.state == Message.State.WAITING:
        at = max(at + timedelta(minutes=1), message.send_after)
        tried(message, fake, at)
    return at


def test_what_is_taken_at_once_goes_once(fake: Fake) -> None:
    message = tried(written(), fake, make.AT)
    assert message.state == "sent" and fake.times == 1
    tried(message, fake, make.AT + timedelta(hours=1))
    assert len(fake.keys) == 1


@pytest.mark.parametrize(
    "trouble", [[429, 429], [500, 503, 502], [0], [0, 0, 0], [429, 0, 500, 0], [401], [403, 500]]
)
def test_after_trouble_it_arrives_once_under_one_key(trouble: list[int], fake: Fake) -> None:
    fake.script = list(trouble)
    message = written()
    tried(message, fake, make.AT)
    assert message.state == "waiting" and message.problem
    until_done(message, fake)
    assert message.state == "sent"
    assert (fake.times, len(set(fake.keys))) == (1, 1) and len(fake.keys) >= 2
    assert ground.FRIEND not in message.problem


def test_after_a_day_it_is_seen_as_unsent(fake: Fake) -> None:
    fake.script = [503] * 1_000
    message = written()
    ended = until_done(message, fake)
    assert message.state == "failed" and timedelta(hours=23) < ended - make.AT < timedelta(hours=26)
    assert message in queries.unsent(ended) and fake.times == 0
    assert len(set(fake.keys)) == 1 and len(fake.keys) < 60


def test_whoever_is_no_friend_any_more_hears_nothing_again(fake: Fake) -> None:
    fake.script = [400]
    message = tried(written(), fake, make.AT)
    assert message.state in ("cancelled", "failed") and not ground.is_live()
    assert Address.objects.get().gone_at is not None and len(fake.keys) == 1


def test_a_blocked_friend_is_not_even_tried(fake: Fake) -> None:
    message = written()
    ground.heard(ground.event("unfollow", at=ground.later(1)))
    tried(message, fake, ground.later(2))
    assert message.state == "cancelled" and fake.keys == []


def test_a_hundred_messages_through_a_bad_hour_no_double_none_lost(fake: Fake) -> None:
    luck = random.Random(7)
    messages = [written(number) for number in range(100)]
    at = make.AT
    fake.slow_seconds = 0.3
    while any(one.state == "waiting" for one in messages):
        for message in [one for one in messages if one.state == "waiting" and one.send_after <= at]:
            bad = at < make.AT + timedelta(hours=1) and luck.random() < 0.4
            fake.script = [luck.choice([429, 500, 503] * 4 + [0])] if bad else []
            tried(message, fake, at)
        at += timedelta(minutes=1)
    assert {one.state for one in messages} == {"sent"}
    assert fake.times == len(fake.delivered) == len(set(fake.keys)) == 100
