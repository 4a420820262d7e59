"""Mail: plain text to one address. Whoever sends through it learns only two things: later, or never."""

from __future__ import annotations

import re
import smtplib
from dataclasses import dataclass, field
from typing import Protocol

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMessage, get_connection

EVENT_HEADER = "X-Ibasho-Event"  # an event key on Django's EmailMessage, for the outbox alone
_WEB = re.compile(
    r"https?://[!-;=?-~]{1,500}"
)  # printable ASCII, and nothing that would end the header's <…>
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")


class MailDelayed(Exception):
    """The server can't now: try again later."""


class MailRefused(Exception):
    """This address or text will never be taken. `str()` is a short reason without the address."""


@dataclass(frozen=True, slots=True)
class Letter:
    """`key` tells letters apart for ever: the same letter sent twice has the same Message-ID. `stop_url`: where a mail
    program stops such letters by itself (RFC 8058), "" where they stop otherwise."""

    to: str
    subject: str
    body: str
    key: str
    stop_url: str = field(default="", repr=False)

    @property
    def headers(self) -> dict[str, str]:
        told = {"Message-ID": f"<{self.key}@ibasho>", "Auto-Submitted": "auto-generated"}
        if self.stop_url:
            told |= {
                "List-Unsubscribe": f"<{self.stop_url}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            }
        return told


class Mailer(Protocol):
    def send(self, letter: Letter) -> None:
        """Hands the letter to the server. Raises MailDelayed or MailRefused."""


def check(letter: Letter) -> Letter:
    """Refuses what could smuggle in a header or a second recipient."""
    if _CONTROL.search(letter.to) or _CONTROL.search(letter.subject) or re.search(r"[\s,;<>]", letter.to):
        raise MailRefused("あて先か件名に 使えない文字があります")
    if letter.stop_url and not _WEB.fullmatch(letter.stop_url):
        raise MailRefused("とめる リンクに 使えない文字があります")
    return letter


class DjangoMailer:
    """The real one: Django's mail backend named in settings.MAIL_TRANSPORT (SMTP; a folder in the demo)."""

    def send(self, letter: Letter) -> None:
        check(letter)
        message = EmailMessage(
            subject=letter.subject,
            body=letter.body,
            to=[letter.to],
            headers=letter.headers,
            connection=get_connection(settings.MAIL_TRANSPORT),
        )
        try:
            message.send()
        except (
            BadHeaderError,
            ValueError,
            smtplib.SMTPRecipientsRefused,
            smtplib.SMTPSenderRefused,
        ) as error:
            raise _refused(error) from error
        except (smtplib.SMTPException, OSError) as error:
            raise MailDelayed(type(error).__name__) from error


def _refused(error: Exception) -> Exception:
    """A 4xx answer to the recipient (greylisting, a full mailbox) is only a delay."""
    codes = [code for code, _ in getattr(error, "recipients", {}).values()]
    if codes and all(400 <= code < 500 for code in codes):
        return MailDelayed(f"SMTP {codes[0]}")
    return MailRefused(f"SMTP {codes[0]}" if codes else type(error).__name__)


@dataclass
class RecordingMailer:
    """The stand-in: keeps letters, and fails as told (one exception per address)."""

    sent: list[Letter] = field(default_factory=list)
    failing: dict[str, Exception] = field(default_factory=dict)

    def send(self, letter: Letter) -> None:
        check(letter)
        if letter.to in self.failing:
            raise self.failing[letter.to]
        self.sent.append(letter)
