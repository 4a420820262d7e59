"""deliver, where a service is down: later, by mail, at the desk, and never in the night."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.conf import LazySettings

from ibasho.base.kernel import clock
from ibasho.base.ports.line import LineDelayed
from ibasho.base.ports.push import PushDelayed
from ibasho.town.outbox import actions, queries
from ibasho.town.outbox.models import Channel
from ibasho.town.people.actions import accounts
from tests.base.ports.push_service import Receiver
from tests.make import AT
from tests.people import Cast
from tests.town.outbox.channels import ENDPOINT, OPEN, World, all_on, keep, linked, row
from tests.town.outbox.writing import JOB, write

pytestmark = pytest.mark.django_db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def channels(settings: LazySettings) -> None:
    all_on(settings)


@pytest.mark.parametrize(
    ("channel", "error"), [(Channel.LINE, LineDelayed("HTTP 429")), (Channel.PUSH, PushDelayed("HTTP 503"))]
)
def test_after_a_day_it_goes_by_mail_once_or_is_seen_as_unsent(
    town: Cast, world: World, channel: Channel, error: Exception
) -> None:
    linked(town, town.hana, channel)
    world.line.failing["*"] = world.push.failing["*"] = error
    message = write(town.hana, **OPEN)
    nobody = write(
        keep(channel, "Uffffffffffffff" if channel == Channel.LINE else Receiver(f"{ENDPOINT}2").json), **OPEN
    )
    for one in (message, nobody):
        world.deliver(one)
        one.refresh_from_db()
        assert (one.state, one.send_after) == ("waiting", AT + MINUTE)
        world.deliver(one, AT + DAY)
    world.deliver(message, AT + DAY)
    assert world.count == (1, 0, 0) and list(queries.unsent(AT + DAY)) == [nobody]


@pytest.mark.parametrize("retry_after", [None, timedelta(hours=3)])
def test_a_closure_waits_five_minutes_for_line_and_then_goes_by_mail(
    town: Cast, world: World, retry_after: timedelta | None
) -> None:
    linked(town, town.hana, Channel.LINE)
    world.line.failing["*"] = LineDelayed("HTTP 429", retry_after)
    message = write(town.hana, urgent=True, **OPEN)
    for minute in range(10):
        world.deliver(message, AT + minute * MINUTE)
    message.refresh_from_db()
    assert (message.state, world.count) == ("sent", (1, 0, 0)) and message.sent_at is not None
    assert message.sent_at <= AT + 5 * MINUTE


def test_what_a_broken_service_held_up_wakes_nobody_at_night(town: Cast, world: World) -> None:
    """Written before nine in the evening, tried again after it: it waits for the morning, and is tried once more then."""
    evening, night, morning = (clock.at(clock.day(AT), time(hour, 58)) for hour in (20, 23, 6))
    message, urgent = write(keep(Channel.LINE), evening, **OPEN), write(town.ken, evening, urgent=True)
    world.line.failing["*"] = LineDelayed("HTTP 500")
    world.deliver(message, evening)
    world.line.failing.clear()
    assert world.deliver(message, night) is None and world.count == (0, 0, 0)
    world.deliver(urgent, night)
    assert world.count == (1, 0, 0)
    wakes = morning + DAY + 2 * MINUTE
    message.refresh_from_db()
    assert message.send_after == wakes
    world.deliver(message, wakes)
    assert world.count == (1, 1, 0)


def test_nothing_written_before_follows_an_account_that_was_closed(town: Cast, world: World) -> None:
    linked(town, town.hana, Channel.LINE)
    message = write(town.hana, **OPEN)
    accounts.close_account(by=town.by(town.hana), at=AT)
    world.deliver(message)
    assert world.count == (0, 0, 0)


def test_what_waits_is_withdrawn_and_what_went_stays(town: Cast, world: World) -> None:
    gone, waits, other = write(town.hana, **OPEN), write(town.ken, **OPEN), write(town.ken, event_key="x:2")
    world.deliver(gone)
    assert actions.withdraw(event_key="test:1", by=JOB, at=AT) == 1
    for one in (gone, waits, other):
        world.deliver(one)
    assert [letter.to for letter in world.mailer.sent] == [town.hana.email, town.ken.email]
    assert [one.event_key for one in queries.own(town.ken.pk, AT)] == ["x:2"]
    assert actions.withdraw(event_key="test:1", by=JOB, at=AT) == 0


def test_a_service_says_when_to_come_again(world: World) -> None:
    message = write(keep(Channel.PUSH), **OPEN)
    world.push.failing["*"] = PushDelayed("HTTP 429", timedelta(hours=3))
    world.deliver(message)
    assert row().send_after == AT + timedelta(hours=3)
    world.push.failing["*"] = PushDelayed("HTTP 429", timedelta(days=9))
    world.deliver(message, AT + timedelta(hours=3))
    assert row().send_after == row().give_up_at  # the last try, not none
