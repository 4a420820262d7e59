"""send and deliver by LINE and push: one way for each reader, once, and by mail where that way is gone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import LazySettings

from ibasho.base.kernel.errors import Invalid, NotFound
from ibasho.base.ports.line import LineDelayed, LineGone, LineRefused
from ibasho.base.ports.mail import MailRefused
from ibasho.base.ports.push import PushGone, PushRefused
from ibasho.town.outbox import actions, queries
from ibasho.town.outbox.actions import addresses, carrying
from ibasho.town.outbox.models import Address, Channel, Message
from ibasho.town.people.actions import accounts, protection
from tests.make import AT
from tests.people import Cast, cast
from tests.together import at_once
from tests.town.outbox.channels import ENDPOINT, FRIEND, OPEN, World, all_on, keep, linked, prefer, row
from tests.town.outbox.writing import JOB, jobs, write

pytestmark = pytest.mark.django_db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
CLOSED = "おしらせが あります"


@pytest.fixture(autouse=True)
def channels(settings: LazySettings) -> None:
    all_on(settings)


def test_each_gets_it_the_way_they_chose(town: Cast, world: World) -> None:
    linked(town, town.hana, Channel.LINE)
    linked(town, town.ken, Channel.PUSH)
    for person in (town.hana, town.ken, town.tamotsu):
        world.deliver(write(person, **OPEN))
    assert world.count == (1, 1, 1)
    assert [letter.to for letter in world.mailer.sent] == [town.tamotsu.email]
    assert world.line.pushed[0][:2] == (
        FRIEND,
        "きょうは おやすみ\n\nみどり食堂\n\nhttps://ibasho.example/news/ABC/",
    )
    endpoint, note = world.push.pushed[0]
    assert (endpoint, note.title, note.body) == (ENDPOINT, "きょうは おやすみ", "みどり食堂")
    assert (note.url, note.ttl) == ("https://ibasho.example/news/ABC/", 24 * 3600)
    assert {message.state for message in Message.objects.all()} == {"sent"}


def test_who_never_chose_gets_mail_whatever_they_have(town: Cast, world: World) -> None:
    keep(Channel.LINE, person=town.hana)
    world.deliver(write(town.hana, **OPEN))
    assert world.count == (1, 0, 0)


@pytest.mark.parametrize("channel", [Channel.LINE, Channel.PUSH])
def test_who_chose_what_they_have_no_more_gets_mail(town: Cast, world: World, channel: Channel) -> None:
    address = linked(town, town.hana, channel)
    addresses.gone(address=address, by=JOB, at=AT, moment=AT)
    world.deliver(write(town.hana, **OPEN))
    assert world.count == (1, 0, 0)


@pytest.mark.parametrize("channel", [Channel.LINE, Channel.PUSH])
def test_a_city_without_the_channel_writes_mail(
    town: Cast, world: World, channel: Channel, settings: LazySettings
) -> None:
    linked(town, town.hana, channel)
    settings.PUSH_KEY = settings.LINE_SECRET = settings.LINE_TOKEN = ""
    assert write(town.hana, **OPEN).channel == "mail"


def test_a_channel_switched_off_after_writing_lets_it_go_by_mail(town: Cast, world: World) -> None:
    linked(town, town.hana, Channel.LINE)
    message = write(town.hana, **OPEN)
    actions.deliver(message_id=message.pk, mailer=world.mailer, by=JOB, at=AT)
    world.deliver(message)
    assert world.count == (1, 0, 0)
    assert queries.addresses.live().exists()


@pytest.mark.parametrize("channel", [Channel.LINE, Channel.PUSH])
def test_words_that_are_not_for_all_stay_behind_the_sign_in(
    town: Cast, world: World, channel: Channel
) -> None:
    linked(town, town.hana, channel)
    world.deliver(write(town.hana, subject="田中さんの件", body="来週です", link="/desk/secret/"))
    told = str(world.line.pushed) + str(world.push.pushed)
    assert CLOSED in told and "https://ibasho.example/my/messages/" in told
    assert "田中" not in told and "来週" not in told and "/desk/" not in told
    assert [one.body for one in queries.own(town.hana.pk, AT)] == ["来週です"]


@pytest.mark.parametrize("channel", list(Channel))
def test_a_protected_person_is_told_no_more_than_that_on_any_channel(
    town: Cast, world: World, channel: Channel
) -> None:
    linked(town, town.hana, channel, "hana.other@example.test" if channel == Channel.MAIL else "")
    protection.protect(person=town.hana, by=town.by(town.fumi), at=AT)
    world.deliver(write(town.hana, **OPEN))
    told = str(world.line.pushed) + str(world.push.pushed) + str(world.mailer.sent)
    assert CLOSED in told and "/my/messages/" in told
    assert "みどり" not in told and "おやすみ" not in told and "/news/" not in told


def test_codes_and_links_that_open_something_go_by_mail_alone(town: Cast, world: World) -> None:
    linked(town, town.hana, Channel.LINE)
    world.deliver(write(town.hana, secret=True, body="コード 123456"))
    assert world.count == (1, 0, 0)
    with pytest.raises(Invalid, match="メールだけ"):
        write(keep(Channel.LINE), secret=True, event_key="x:2")


def test_once_however_often_and_whatever_is_chosen_in_between(town: Cast, world: World) -> None:
    for channel in (Channel.MAIL, Channel.LINE, Channel.PUSH, Channel.MAIL):
        prefer(town, town.hana, channel)
        keep(Channel.LINE, person=town.hana)
        keep(Channel.PUSH, person=town.hana)
        for _ in range(3):
            world.deliver(write(town.hana, **OPEN))
            write(town.hana.email, **OPEN)
            for address in Address.objects.all():
                write(address, **OPEN)
    assert world.count == (1, 0, 0) and Message.objects.count() == 1


def test_an_address_of_an_account_is_the_accounts(town: Cast, world: World) -> None:
    address = keep(Channel.LINE, person=town.hana)
    message = write(address, **OPEN)
    assert (message.person, message.channel) == (town.hana, "mail")


def test_an_account_and_a_subscription_with_one_mail_are_one_reader(town: Cast, world: World) -> None:
    address = keep(plain=town.hana.email)
    first = write(address, **OPEN)
    assert write(town.hana, **OPEN) == first and write(town.hana.email, **OPEN) == first
    assert write(town.ken, event_key="x:2").pk != write(address, event_key="x:2").pk
    second = write("new@example.test", event_key="x:3")
    assert write(keep(plain="new@example.test"), event_key="x:3") == second


@pytest.mark.parametrize("first", ["account", "subscription"])
def test_one_mail_written_in_two_ways_is_one_reader_whatever_the_account_chose(
    town: Cast, world: World, first: str
) -> None:
    linked(town, town.hana, Channel.LINE)
    readers: list[Any] = [town.hana, keep(plain=town.hana.email.capitalize())]
    for reader in readers if first == "account" else readers[::-1]:
        world.deliver(write(reader, **OPEN))
    assert sum(world.count) == 1


def test_anonymous_readers_get_it_once_each(world: World) -> None:
    found = [keep(), keep(Channel.LINE), keep(Channel.PUSH)]
    for _ in range(3):
        for address in found:
            world.deliver(write(address, **OPEN))
    assert world.count == (1, 1, 1)


def test_a_subscribers_mail_says_how_to_stop(world: World) -> None:
    address = keep()
    world.deliver(write(address, **OPEN))
    (letter,) = world.mailer.sent
    assert letter.to == "nobody@example.test"
    assert queries.addresses.stop_url(address) in letter.body
    assert letter.stop_url == queries.addresses.one_click_url(address)
    assert letter.body.startswith("みどり食堂\n\nhttps://ibasho.example/news/ABC/\n\n--\n")
    assert row().address == "" and "nobody" not in str(row().__dict__)


def test_a_link_that_is_in_the_text_is_not_said_twice(world: World) -> None:
    told = {**OPEN, "body": "くわしく: https://ibasho.example/news/ABC/"}
    for address in (keep(), keep(Channel.LINE)):
        world.deliver(write(address, **told))
    assert world.mailer.sent[0].body.count("/news/ABC/") == 1
    assert world.line.pushed[0][1].count("/news/ABC/") == 1


def test_nobody_hears_who_stopped_or_never_answered(world: World) -> None:
    stopped, silent = keep(Channel.LINE), keep(confirmed=False)
    addresses.stop(address=stopped, by=JOB, at=AT)
    for address in (stopped, silent):
        assert write(address, urgent=True, **OPEN).state == "cancelled"
    assert write(silent, event_key="confirm:1", secret=True).state == "waiting"
    assert not queries.unsent(AT + DAY).exclude(event_key="confirm:1")


def test_who_stops_after_it_was_written_hears_nothing(town: Cast, world: World) -> None:
    address = keep(Channel.LINE)
    message = write(address, **OPEN)
    addresses.stop(address=address, by=JOB, at=AT)
    world.deliver(message)
    assert world.count == (0, 0, 0) and row().state == "cancelled"


def test_an_address_that_was_deleted_is_said_so() -> None:
    address = keep()
    Address.objects.all().delete()
    with pytest.raises(NotFound):
        write(address, **OPEN)


def test_each_address_has_quiet_hours_of_its_own(world: World) -> None:
    awake, asleep = keep(plain="a@example.test"), keep(Channel.LINE)
    asleep.quiet_from, asleep.quiet_until = AT.time(), AT.replace(hour=(AT.hour + 2) % 24).time()
    asleep.save()
    assert write(awake, **OPEN).send_after == AT
    assert write(asleep, **OPEN).send_after == AT + timedelta(hours=2)
    assert write(asleep, urgent=True, event_key="x:2").send_after == AT
    assert jobs() == 2


def test_a_persons_quiet_hours_hold_on_every_channel(town: Cast) -> None:
    address = linked(town, town.hana, Channel.PUSH, quiet_until=AT.replace(hour=23).time())
    assert write(town.hana, **OPEN).send_after == AT.replace(hour=23)
    assert write(address, event_key="x:2").send_after == AT.replace(hour=23)
    assert write(town.hana, event_key="x:3", urgent=True).send_after == AT


def test_who_wants_nothing_gets_only_what_is_urgent_on_any_channel(town: Cast) -> None:
    linked(town, town.hana, Channel.LINE, wants_mail=False)
    assert write(town.hana, **OPEN).state == "cancelled"
    urgent = write(town.hana, event_key="x:2", urgent=True)
    assert (urgent.state, urgent.channel) == ("waiting", "line")


def test_nothing_follows_a_closed_account_to_its_phone(town: Cast) -> None:
    address = linked(town, town.hana, Channel.LINE)
    accounts.close_account(by=town.by(town.hana), at=AT)
    assert write(address, urgent=True, **OPEN).state == "cancelled"


@pytest.mark.parametrize(("channel", "error"), [(Channel.LINE, LineGone("x")), (Channel.PUSH, PushGone("x"))])
def test_what_is_gone_goes_once_by_mail(town: Cast, world: World, channel: Channel, error: Exception) -> None:
    address = linked(town, town.hana, channel)
    world.line.failing["*"] = world.push.failing["*"] = error
    message = write(town.hana, **OPEN)
    for _ in range(4):
        world.deliver(message)
        write(town.hana, **OPEN)
    address.refresh_from_db()
    assert address.gone_at == AT and world.count == (1, 0, 0)
    assert (row().state, row().channel, row().address, row().target) == (
        "sent",
        "mail",
        town.hana.email,
        None,
    )
    assert jobs() == 2  # asked for anew by mail


@pytest.mark.parametrize(("channel", "error"), [(Channel.LINE, LineGone("x")), (Channel.PUSH, PushGone("x"))])
def test_where_nobody_is_known_it_ends(world: World, channel: Channel, error: Exception) -> None:
    address = keep(channel)
    world.line.failing["*"] = world.push.failing["*"] = error
    world.deliver(write(address, **OPEN))
    assert row().state == "cancelled" and world.count == (0, 0, 0)
    assert not queries.unsent(AT + DAY).exists() and not queries.addresses.live().exists()


@pytest.mark.parametrize(
    ("channel", "error"), [(Channel.LINE, LineRefused("HTTP 400")), (Channel.PUSH, PushRefused("HTTP 413"))]
)
def test_what_is_refused_goes_by_mail_too_and_else_is_seen_at_the_desk(
    town: Cast, world: World, channel: Channel, error: Exception
) -> None:
    address = linked(town, town.hana, channel)
    other = keep(channel, "Uffffffffffffff" if channel == Channel.LINE else "")
    addresses.own(address=address, person=town.hana, by=JOB, at=AT)
    world.line.failing["*"] = world.push.failing["*"] = error
    world.deliver(write(town.hana, **OPEN))
    world.deliver(row())
    assert world.count == (1, 0, 0) and queries.addresses.live().filter(pk=address.pk).exists()
    if other.pk != address.pk:
        world.deliver(write(other, event_key="x:2"))
        assert [one.event_key for one in queries.unsent(AT)] == ["x:2"]


def test_three_tries_bear_one_key(world: World) -> None:
    message = write(keep(Channel.LINE), **OPEN)
    other = write(keep(Channel.LINE), event_key="x:2", is_open=True)
    world.line.failing["*"] = LineDelayed("HTTP 500")
    for minutes in (0, 1, 3):
        world.deliver(message, AT + timedelta(minutes=minutes))
    world.line.failing.clear()
    world.deliver(message, AT + timedelta(minutes=7))
    world.deliver(other)
    first, *more, last = world.line.asked
    assert set(more) == {first} and len(more) == 3 and last != first
    assert UUID(first).version == 5 and world.count == (0, 2, 0)


def test_what_was_taken_before_the_worker_died_is_not_heard_twice(world: World) -> None:
    """LINE took it, we never wrote so down: the same key again, and it is as good as sent."""
    message = write(keep(Channel.LINE), **OPEN)
    world.deliver(message)
    Message.objects.update(state="waiting", sent_at=None)
    done = world.deliver(message)
    assert done is not None and done.state == "sent"
    assert len(world.line.asked) == 2 and len(world.line.pushed) == 1


def test_a_notification_shown_twice_replaces_itself(world: World) -> None:
    message = write(keep(Channel.PUSH), **OPEN)
    world.deliver(message)
    Message.objects.update(state="waiting", sent_at=None)
    world.deliver(message)
    topics = {note.topic for _endpoint, note in world.push.pushed}
    assert len(topics) == 1 and len(topics.pop()) == 32


def test_a_seal_that_does_not_open_blocks_nobody(world: World) -> None:
    bad, good = keep(Channel.LINE, "Uabcdef"), keep(Channel.LINE)
    Address.objects.filter(pk=bad.pk).update(sealed=good.sealed)
    for address in (bad, good):
        world.deliver(write(address, **OPEN))
    assert [one.state for one in Message.objects.order_by("pk")] == ["failed", "sent"]


def test_nor_does_a_mail_address_whose_seal_does_not_open_stop_a_whole_sending(world: World) -> None:
    """A key was lost: that one is seen at the desk, everybody after it is told."""
    broken = keep()
    Address.objects.filter(pk=broken.pk).update(sealed=b"\x01" * 40)
    message = write(Address.objects.get(pk=broken.pk), **OPEN)
    world.deliver(message)
    assert list(queries.unsent(AT)) == [message] and world.count == (0, 0, 0)


def test_a_mail_that_is_refused_by_nobodys_account_is_seen_at_the_desk(world: World) -> None:
    world.mailer.failing["nobody@example.test"] = MailRefused("SMTP 550")
    world.deliver(write(keep(), **OPEN))
    assert row().state == "failed" and queries.unsent(AT).exists()


@pytest.mark.parametrize(
    "link",
    ["//evil.example/", "https://evil.example/", "news/", "/\\evil.example", "/a b", "/あ", "/" + "a" * 200],
)
def test_a_notification_opens_our_own_pages_alone(link: str) -> None:
    with pytest.raises(Invalid, match="ひらくページ"):
        write(keep(), link=link)


def test_a_long_text_keeps_its_link(world: World) -> None:
    for channel in (Channel.LINE, Channel.PUSH):
        world.deliver(write(keep(channel), **{**OPEN, "body": "あ" * 5_000}))
    text, note = world.line.pushed[0][1], world.push.pushed[0][1]
    assert len(text) <= 1_000 and text.endswith("…\n\nhttps://ibasho.example/news/ABC/")
    assert len(note.body) == 240 and note.body.endswith("…")


def test_the_key_is_the_rows_own(world: World) -> None:
    first = write(keep(Channel.LINE), **OPEN)
    key = carrying.key_of(first)
    first.refresh_from_db()
    assert carrying.key_of(first) == key
    first.created_at += MINUTE
    assert carrying.key_of(first) != key  # the same number in a database that began anew


@pytest.mark.django_db(transaction=True)
def test_two_who_write_at_once_write_one_row(settings: LazySettings) -> None:
    all_on(settings)
    people = cast()
    keep(Channel.LINE, person=people.hana)

    def go(number: int) -> int:
        prefer(people, people.hana, list(Channel)[number % 2])
        return write(people.hana, **OPEN).pk

    found = at_once(*[lambda number=number: go(number) for number in range(6)])
    assert len(set(found)) == 1 and Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_send_it_once(settings: LazySettings) -> None:
    all_on(settings)
    people, world = cast(), World()
    linked(people, people.hana, Channel.LINE)
    message = write(people.hana, **OPEN)

    at_once(*[lambda: world.deliver(message)] * 6)
    assert len(world.line.asked) == 1 and row().state == "sent"
