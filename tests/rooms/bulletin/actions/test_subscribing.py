"""A mail address begins to hear only when somebody answered from it; nobody changes another's choice by typing it."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import pytest
from django.core import signing

from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.bulletin.actions import subscribing
from ibasho.rooms.bulletin.models import Subscription
from ibasho.rooms.bulletin.queries import audience
from ibasho.rooms.bulletin.rules.wanted import Wanted
from ibasho.town.outbox import actions as outbox
from ibasho.town.outbox.actions import addresses
from ibasho.town.outbox.models import Address, Message
from tests import make
from tests.rooms.bulletin import hearers

pytestmark = pytest.mark.django_db
AT = make.AT
PUBLIC, HOLDER = Actor.public(), Actor.public(Via.LINK)
M01 = Wanted(districts=frozenset({"M01"}))


def ask(
    plain: str = "mori@example.test", wanted: Wanted = M01, key: UUID | None = None, language: str = "ja"
) -> None:
    subscribing.ask(plain=plain, wanted=wanted, language=language, key=key or uuid4(), by=PUBLIC, at=AT)


def link_of(message: Message) -> str:
    url = re.search(r"http\S+", message.body)
    assert url is not None
    return parse_qs(urlsplit(url.group()).query)["t"][0]


def test_a_mail_asks_and_its_link_begins() -> None:
    ask()
    message, address = Message.objects.get(), Address.objects.get()
    assert message.target == address and message.secret and address.confirmed_at is None
    assert not Subscription.objects.exists() and b"mori" not in bytes(address.sealed)
    row = subscribing.confirm(told=link_of(message), by=HOLDER, at=AT)
    assert (row.districts, row.address) == (["M01"], address)
    assert list(audience.active()) == [row]


def test_the_link_twice_changes_nothing() -> None:
    ask()
    told = link_of(Message.objects.get())
    assert {subscribing.confirm(told=told, by=HOLDER, at=AT).pk for _ in range(2)} == {
        Subscription.objects.get().pk
    }


def test_the_same_form_twice_is_one_mail() -> None:
    key = uuid4()
    ask(key=key)
    ask(key=key)
    assert Message.objects.count() == 1


def test_who_types_anothers_address_changes_nothing_of_theirs() -> None:
    theirs = hearers.wants(hearers.address(language="pt-br"), districts=["M05"])
    ask(wanted=Wanted(), language="en")
    theirs.refresh_from_db()
    assert theirs.districts == ["M05"]
    address = Address.objects.get()
    assert (address.language, address.gone_at) == ("pt-br", None) and address.confirmed_at is not None


def test_an_address_that_stopped_has_to_answer_again() -> None:
    address = hearers.address()
    hearers.wants(address)
    addresses.stop(address=address, by=HOLDER, at=AT - timedelta(hours=1))
    ask()
    assert not audience.active().exists()
    subscribing.confirm(told=link_of(Message.objects.get()), by=HOLDER, at=AT)
    assert audience.active().count() == 1


def test_a_link_that_was_cut_is_old_or_forged_begins_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    ask()
    told = link_of(Message.objects.get())
    for wrong in (told[:-3], "", "x" * 400, signing.dumps(["A" * 10, [[]] * 5], salt="bulletin.confirm")):
        with pytest.raises(Conflict, match="もういちど"):
            subscribing.confirm(told=wrong, by=HOLDER, at=AT)
    monkeypatch.setattr(subscribing, "CONFIRM_DAYS", -1)
    with pytest.raises(Conflict):
        subscribing.confirm(told=told, by=HOLDER, at=AT)
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("language", ["ja", "ja-simple", "en", "pt-br"])
def test_the_mail_speaks_the_language_of_the_page(language: str) -> None:
    ask(language=language)
    assert Address.objects.get().language == language
    assert "/subscribe/confirm/?t=" in Message.objects.get().body


def test_who_asks_again_has_two_days_again() -> None:
    ask()
    later = AT + timedelta(days=1, hours=23)
    subscribing.ask(plain="mori@example.test", wanted=M01, language="ja", key=uuid4(), by=PUBLIC, at=later)
    outbox.forget(by=Actor.of_job("outbox.forget"), at=later + timedelta(hours=3))
    assert Address.objects.count() == 1
    outbox.forget(by=Actor.of_job("outbox.forget"), at=later + timedelta(days=3))
    assert not Address.objects.exists()
