"""The starter's own link: opened without a password, dead as soon as a new one is given. And the mails that carry it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import links as rules
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.network import policies
from ibasho.rooms.network.models import StartUp
from ibasho.town.outbox import actions as outbox
from ibasho.town.people.permissions import Permission

NOUN, PURPOSE = "network.StartUp", "network.start"


@dataclass(frozen=True, slots=True)
class Given:
    """`token` and `address` exist only here, on the screen and in the mail. `mailed`: a mail is on its way."""

    startup: StartUp
    token: str
    address: str
    mailed: bool

    @property
    def grouped(self) -> str:
        return rules.grouped(self.token)


@transaction.atomic
def give(*, startup: StartUp, by: Actor, at: datetime) -> Given:
    """A new link; whoever has the old one is out. Mailed where there is an address."""
    policies.require(by, Permission.NETWORK_MANAGE, at=at)
    locked = StartUp.objects.select_for_update(of=("self",)).get(pk=startup.pk)
    write(locked, at)
    locked.save(update_fields=["link_hash", "link_given_at"])
    mailed = _send(
        locked, "link", "居場所の 立ち上げの ページ", ["あなたの 立ち上げの ページは こちらです。"], by, at
    )
    journal.record(
        "network.starting.give_link", noun=NOUN, object_id=locked.pk, by=by, at=at, data={"mailed": mailed}
    )
    return Given(locked, token(locked), address(locked), mailed)


def write(startup: StartUp, at: datetime) -> None:
    """Part of an action that saves the row."""
    startup.link_given_at = at
    startup.link_hash = rules.token_hash(token(startup))


def token(startup: StartUp) -> str:
    if startup.link_given_at is None:
        raise ValueError("no link was given")
    return rules.token(settings.SECRET_KEY, PURPOSE, startup.public_id, startup.link_given_at)


def address(startup: StartUp) -> str:
    return f"{settings.PUBLIC_URL}{reverse('network:start_own', args=[token(startup)])}"


def tell_taken(startup: StartUp, by: Actor, at: datetime) -> bool:
    """Part of the action that takes a start-up."""
    words = [
        "相談を うけとりました。いっしょに すすめる 担当が きまりました。つぎに することは ページで 見られます。"
    ]
    return _send(startup, "taken", "居場所の 立ち上げ、いっしょに すすめます", words, by, at)


def _send(startup: StartUp, what: str, subject: str, words: list[str], by: Actor, at: datetime) -> bool:
    if not startup.email or startup.link_given_at is None:
        return False
    closing = "このリンクは あなた専用です。ほかの人に わたさないでください。"
    body = "\n\n".join(
        [f"{startup.starter}さん", *words, address(startup), closing, settings.IBASHO_CITY["name"]]
    )
    key = f"network.start_{what}:{startup.public_id}:{int(startup.link_given_at.timestamp())}"
    outbox.send(to=startup.email, event_key=key, subject=subject, body=body, by=by, at=at, secret=True)
    return True
