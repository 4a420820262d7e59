"""The starter's own link: opened without a password, dead as soon as a new one is given. And the mails that carry it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.links import Given
from ibasho.rooms.network import policies
from ibasho.rooms.network.models import StartUp
from ibasho.rooms.network.queries.starting import LINK
from ibasho.town.outbox import actions as outbox
from ibasho.town.people.permissions import Permission

NOUN = "network.StartUp"
token, address, write = LINK.token, LINK.address, LINK.write


@transaction.atomic
def give(*, startup: StartUp, by: Actor, at: datetime) -> Given:
    """A new link; whoever has the old one is out. Mailed where there is an address."""
    policies.require(by, Permission.NETWORK_MANAGE, at=at)
    locked = StartUp.objects.select_for_update(of=("self",)).get(pk=startup.pk)
    LINK.renew(locked, at)
    mailed = _send(
        locked, "link", "居場所の 立ち上げの ページ", ["あなたの 立ち上げの ページは こちらです。"], by, at
    )
    journal.record(
        "network.starting.give_link", noun=NOUN, object_id=locked.pk, by=by, at=at, data={"mailed": mailed}
    )
    return LINK.given(locked, mailed=mailed)


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
