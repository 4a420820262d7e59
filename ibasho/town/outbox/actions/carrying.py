"""One message, one try: what leaves the house by which way, and the three answers there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Invalid
from ibasho.base.ports.line import Line, LineDelayed, LineGone, LineRefused, retry_key
from ibasho.base.ports.mail import Letter, MailDelayed, Mailer, MailRefused
from ibasho.base.ports.push import Browser, Note, PushDelayed, Pusher, PushGone, PushRefused
from ibasho.town.outbox import rules
from ibasho.town.outbox.models import Address, Channel, Message
from ibasho.town.outbox.queries import addresses
from ibasho.town.people import policies

MINE = "/my/messages/"


class Delayed(Exception):
    """Later, with the same key."""

    def __init__(self, reason: str, retry_after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class Refused(Exception):
    """Never. `str()` is a short reason without any address."""


class Gone(Refused):
    """Nobody is there any more."""


class Missing(Refused):
    """The city has not, or no longer, this channel."""


@dataclass(frozen=True, slots=True)
class Carriers:
    """Who takes what. None: the city has no such channel."""

    mailer: Mailer
    line: Line | None = None
    push: Pusher | None = None


def carry(message: Message, carriers: Carriers, at: datetime) -> None:
    """Raises Delayed, Refused, Gone, Missing."""
    try:
        if message.channel == Channel.MAIL:
            carriers.mailer.send(_letter(message, at))
        elif message.channel == Channel.LINE:
            _by_line(message, carriers.line, at)
        else:
            _by_push(message, carriers.push, at)
    except MailDelayed as error:
        raise Delayed(str(error)) from error
    except (LineDelayed, PushDelayed) as error:
        raise Delayed(str(error), error.retry_after) from error
    except (LineGone, PushGone) as error:
        raise Gone(str(error)) from error
    except (MailRefused, LineRefused, PushRefused) as error:
        raise Refused(str(error)) from error


def key_of(message: Message) -> str:
    """A UUID, the same on each try of this message, and of no other, also after a database began anew."""
    return retry_key(f"message-{message.pk}-{message.created_at.astimezone(clock.JST).isoformat()}")


def _by_line(message: Message, line: Line | None, at: datetime) -> None:
    if line is None:
        raise Missing("LINEは いま つかえません")
    words = _short(message, at)
    line.push(_plain(message.target), words.text(rules.LINE_LETTERS_MAX), retry_key=key_of(message))


def _by_push(message: Message, push: Pusher | None, at: datetime) -> None:
    if push is None:
        raise Missing("端末への 通知は いま つかえません")
    words = _short(message, at)
    note = Note(
        title=words.subject,
        body=rules.cut(words.body, rules.PUSH_LETTERS_MAX),
        url=words.url,
        topic=key_of(message).replace("-", ""),
        ttl=int((message.give_up_at - at).total_seconds()),
        urgent=message.urgent,
    )
    push.push(Browser.read(_plain(message.target)), note)


def _short(message: Message, at: datetime) -> rules.Words:
    """Full words only where anybody may read them; a lock screen is read by whoever sees it."""
    if message.is_open and not _is_hidden(message, at):
        path = message.link or (MINE if message.person_id else "/")
        return rules.Words(message.subject, message.body, f"{settings.PUBLIC_URL}{path}")
    path = MINE if message.person_id else message.link or "/"
    with translation.override(message.target.language if message.target else settings.LANGUAGE_CODE):
        return rules.Words(_("おしらせが あります"), "", f"{settings.PUBLIC_URL}{path}")


def _letter(message: Message, at: datetime) -> Letter:
    subject, body = rules.envelope(
        message.subject,
        rules.with_link(message.body, f"{settings.PUBLIC_URL}{message.link}" if message.link else ""),
        hidden=_is_hidden(message, at),
        url=f"{settings.PUBLIC_URL}{MINE}",
    )
    key = f"message-{message.pk}"
    if message.target is None:
        return Letter(to=message.address, subject=subject, body=body, key=key)
    with translation.override(message.target.language):
        stop = _("このメールを とめる")
    return Letter(
        to=_plain(message.target),
        subject=subject,
        body=f"{body.rstrip()}\n\n--\n{stop}: {addresses.stop_url(message.target)}\n",
        key=key,
        stop_url=addresses.one_click_url(message.target),
    )


def _is_hidden(message: Message, at: datetime) -> bool:
    return (
        message.person_id is not None
        and not message.secret
        and policies.is_protected(message.person_id, day=clock.day(at))
    )


def _plain(target: Address | None) -> str:
    """Raises Refused where there is none, or its seal does not open."""
    if target is None:
        raise Refused("とどけ先が ありません")
    try:
        return addresses.plain_of(target)
    except Invalid as error:
        raise Refused(error.message) from error
