"""Somebody's LINE friend, browser and mail address, and stand-ins that take what goes there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import LazySettings

from ibasho.base.ports import line, push
from ibasho.base.ports.mail import RecordingMailer
from ibasho.town.outbox import actions
from ibasho.town.outbox.actions import addresses
from ibasho.town.outbox.models import Address, Channel, Message
from ibasho.town.people.models import Person
from tests.base.ports.push_service import Receiver
from tests.make import AT
from tests.people import Cast
from tests.town.outbox.writing import JOB

FRIEND = "U" + "0123456789abcdef" * 2
ENDPOINT = "https://fcm.googleapis.com/fcm/send/abc"
KEY, _PUBLIC = push.new_key()
OPEN: dict[str, Any] = {
    "is_open": True,
    "link": "/news/ABC/",
    "subject": "きょうは おやすみ",
    "body": "みどり食堂",
}


def all_on(settings: LazySettings) -> None:
    settings.PUSH_KEY = KEY
    settings.PUBLIC_URL = "https://ibasho.example"


def keep(
    channel: Channel = Channel.MAIL,
    plain: str = "",
    *,
    at: datetime = AT,
    moment: datetime | None = None,
    **fields: Any,
) -> Address:
    usual = {
        Channel.MAIL: "nobody@example.test",
        Channel.LINE: FRIEND,
        Channel.PUSH: Receiver(ENDPOINT).json,
    }
    return addresses.keep(
        channel=channel, plain=plain or usual[channel], by=JOB, at=at, moment=moment or at, **fields
    )


def prefer(town: Cast, person: Person, channel: Channel, **fields: Any) -> None:
    wishes = {"wants_mail": True, "quiet_from": AT.time(), "quiet_until": AT.time(), **fields}
    actions.choose(wishes=actions.Wishes(channel=channel, **wishes), by=town.by(person), at=AT)


def linked(town: Cast, person: Person, channel: Channel, plain: str = "", **fields: Any) -> Address:
    """Tied to the account, and chosen."""
    prefer(town, person, channel, **fields)
    return keep(channel, plain, person=person)


@dataclass
class World:
    """All three ways out."""

    mailer: RecordingMailer = field(default_factory=RecordingMailer)
    line: line.Recorder = field(default_factory=line.Recorder)
    push: push.Recorder = field(default_factory=push.Recorder)

    def deliver(self, message: Message, at: datetime = AT) -> Message | None:
        return actions.deliver(
            message_id=message.pk, mailer=self.mailer, line=self.line, push=self.push, by=JOB, at=at
        )

    @property
    def count(self) -> tuple[int, int, int]:
        """Mails, LINE texts, notifications."""
        return len(self.mailer.sent), len(self.line.pushed), len(self.push.pushed)


def row() -> Message:
    """The only message there is."""
    return Message.objects.get()
