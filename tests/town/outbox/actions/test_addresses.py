"""keep, gone, stop, resume, confirm, own: an address that stands on no account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid, NotAllowed, NotFound
from ibasho.town.outbox import actions as outbox
from ibasho.town.outbox.actions import addresses as actions
from ibasho.town.outbox.models import Address, Channel
from ibasho.town.outbox.queries import addresses as queries
from tests.base.ports.push_service import Receiver
from tests.make import AT
from tests.people import Cast
from tests.town.outbox.channels import ENDPOINT, FRIEND, keep
from tests.town.outbox.writing import JOB

pytestmark = pytest.mark.django_db
PUBLIC = Actor.public()
DAY = timedelta(days=1)


def gone(address: Address, at: Any = AT, moment: Any = None) -> Address:
    return actions.gone(address=address, by=JOB, at=at, moment=moment or at)


def test_an_address_is_sealed_and_found_again() -> None:
    address = keep(plain=" Nobody@Example.test ")
    row = Address.objects.get()
    assert b"obody" not in bytes(row.sealed) and "obody" not in row.mark
    assert queries.plain_of(row) == "Nobody@Example.test"
    assert queries.find(Channel.MAIL, "nobody@example.TEST") == address
    assert queries.find(Channel.LINE, FRIEND) is None


def test_the_journal_says_nothing_of_it() -> None:
    keep(Channel.LINE)
    entry = Entry.objects.get()
    assert (entry.verb, entry.data) == ("outbox.address.keep", {})
    assert FRIEND not in str(entry.__dict__)


def test_a_mark_says_nothing_without_the_citys_key(settings: LazySettings) -> None:
    before = queries.mark(Channel.LINE, FRIEND)
    settings.SECRET_KEY = "another"
    assert queries.mark(Channel.LINE, FRIEND) != before


def test_a_seal_does_not_open_in_another_row() -> None:
    one, other = keep(plain="a@example.test"), keep(plain="b@example.test")
    other.sealed = one.sealed
    with pytest.raises(Invalid):
        queries.plain_of(other)


def test_the_same_address_is_one_row() -> None:
    first, again = keep(Channel.LINE), keep(Channel.LINE, at=AT + DAY)
    assert first.pk == again.pk and Address.objects.count() == 1
    assert queries.stop_url(first) == queries.stop_url(again)


def test_a_browser_that_draws_new_keys_is_the_same_one() -> None:
    old, new = Receiver(ENDPOINT), Receiver(ENDPOINT)
    first, again = keep(Channel.PUSH, old.json), keep(Channel.PUSH, new.json)
    assert first.pk == again.pk
    assert new.browser.auth in queries.plain_of(again) and old.browser.auth not in queries.plain_of(again)


@pytest.mark.parametrize(
    ("channel", "plain"),
    [
        (Channel.MAIL, ""),
        (Channel.MAIL, "nobody"),
        (Channel.MAIL, "a@b"),
        (Channel.MAIL, "a@b.test\nBcc: c@d.test"),
        (Channel.MAIL, "a@b.test, c@d.test"),
        (Channel.MAIL, "<a@b.test>"),
        (Channel.MAIL, "あ@b.test"),
        (Channel.MAIL, "a" * 65 + "@b.test"),
        (Channel.MAIL, "a@" + "b" * 250 + ".test"),
        (Channel.MAIL, "a@b..test"),
        (Channel.LINE, ""),
        (Channel.LINE, "U 1"),
        (Channel.LINE, "U" * 65),
        (Channel.LINE, "../../v2/bot/message/broadcast"),
        (Channel.PUSH, "{}"),
        (Channel.PUSH, "[" * 1_500),
        (Channel.PUSH, "null"),
        (Channel.PUSH, '{"endpoint": 1, "keys": {"p256dh": "a", "auth": "b"}}'),
        (Channel.PUSH, '{"endpoint": "https://fcm.googleapis.com/x", "keys": {"p256dh": "a", "auth": "b"}}'),
        (Channel.PUSH, Receiver("javascript:alert(1)").json),
        (Channel.PUSH, Receiver("https://fcm.googleapis.com/x y").json),
        (Channel.PUSH, Receiver("https://fcm.googleapis.com/" + "x" * 2_000).json),
    ],
)
def test_what_is_no_address_is_refused_kindly(channel: Channel, plain: str) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.keep(channel=channel, plain=plain, by=JOB, at=AT, moment=AT)
    assert plain == "" or plain not in refusal.value.message
    assert not Address.objects.exists()


def test_nothing_else_a_browser_says_is_kept() -> None:
    told = Receiver(ENDPOINT).json.replace("null", '"2027-01-01", "name": "はな"')
    assert "はな" not in queries.plain_of(keep(Channel.PUSH, told))


def test_who_is_gone_is_not_live_and_comes_back() -> None:
    address = keep(Channel.LINE)
    assert gone(address, AT + DAY).gone_at == AT + DAY
    assert not queries.live().exists()
    keep(Channel.LINE, at=AT + 2 * DAY)
    assert queries.live().get() == address


def test_events_told_late_change_nothing() -> None:
    """LINE: a follow at 3, an unfollow at 2 that comes afterwards."""
    address = keep(Channel.LINE, at=AT, moment=AT + timedelta(seconds=3))
    gone(address, AT, AT + timedelta(seconds=2))
    assert queries.live().exists()
    gone(address, AT, AT + timedelta(seconds=5))
    keep(Channel.LINE, at=AT + DAY, moment=AT + timedelta(seconds=4))
    assert not queries.live().exists()


def test_a_mail_address_is_live_once_somebody_answered_from_it() -> None:
    address = keep(confirmed=False)
    assert not queries.live().exists()
    actions.confirm(address=address, by=PUBLIC, at=AT + DAY)
    assert queries.live().get().confirmed_at == AT + DAY
    keep(confirmed=False, at=AT + 2 * DAY)
    assert queries.live().exists()  # typed again by anybody: nothing changes


def test_who_stopped_a_mail_is_not_begun_anew_by_somebody_who_types_it() -> None:
    address = keep()
    actions.stop(address=address, by=PUBLIC, at=AT + DAY)
    keep(confirmed=False, at=AT + 2 * DAY)
    assert not queries.live().exists()


def test_one_tap_stops_and_one_undoes() -> None:
    address = keep()
    for _ in range(2):
        actions.stop(address=address, by=PUBLIC, at=AT + DAY)
    assert not queries.live().exists()
    for _ in range(2):
        actions.resume(address=address, by=PUBLIC, at=AT + 2 * DAY)
    assert queries.live().exists()
    verbs = [one.verb for one in Entry.objects.order_by("pk")]
    assert verbs == ["outbox.address.keep", "outbox.address.stop", "outbox.address.resume"]


def test_one_ties_an_address_to_ones_own_account_alone(town: Cast) -> None:
    address = keep(Channel.LINE)
    with pytest.raises(NotAllowed):
        actions.own(address=address, person=town.hana, by=town.by(town.ken), at=AT)
    assert actions.own(address=address, person=town.hana, by=town.by(town.hana), at=AT).person == town.hana
    assert actions.own(address=address, person=town.ken, by=JOB, at=AT).person == town.ken


def test_its_link_finds_it_and_no_other_does() -> None:
    address = keep()
    token = queries.STOP.token(address)
    assert queries.by_token(token) == address
    assert queries.by_token(token.lower()) == address
    for told in ("", "x", token[:-1], token + "A", "A" * 20, "あ" * 20):
        assert queries.by_token(told) is None
    assert address.public_id not in queries.stop_url(address)


def test_what_is_deleted_cannot_be_stopped() -> None:
    address = keep()
    Address.objects.all().delete()
    with pytest.raises(NotFound):
        actions.stop(address=address, by=PUBLIC, at=AT)


def test_what_is_gone_goes_after_a_month_and_what_nobody_answered_from_after_two_days(town: Cast) -> None:
    gone(keep(Channel.LINE), AT)
    keep(confirmed=False)
    keep(plain="fine@example.test")
    outbox.forget(by=JOB, at=AT + 2 * DAY)
    assert Address.objects.count() == 3
    outbox.forget(by=JOB, at=AT + 2 * DAY + timedelta(seconds=1))
    assert Address.objects.count() == 2
    outbox.forget(by=JOB, at=AT + 30 * DAY)
    assert Address.objects.count() == 2
    outbox.forget(by=JOB, at=AT + 31 * DAY)
    assert queries.plain_of(Address.objects.get()) == "fine@example.test"
    assert Entry.objects.filter(verb="outbox.message.forget", data__addresses=1).count() == 2


def test_nothing_stays_of_a_closed_account(town: Cast) -> None:
    keep(Channel.LINE, person=town.hana)
    town.hana.email = "x@gone.invalid"
    town.hana.save()
    outbox.forget(by=JOB, at=AT)
    assert not Address.objects.exists()
