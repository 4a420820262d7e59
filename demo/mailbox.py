"""The letters a demo would have sent: files in a folder, as Django's file backend writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

from ibasho.base.kernel import clock

DIVIDER = b"-" * 79 + b"\n"
SHOWN_MAX = 20


@dataclass(frozen=True, slots=True)
class Letter:
    """`sent_at` is JST."""

    to: str
    subject: str
    sent_at: datetime
    body: str


def letters(folder: Path) -> list[Letter]:
    """The newest first, at most SHOWN_MAX; none where nothing was sent."""
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)[:SHOWN_MAX]
    found = [_letter(part) for path in files for part in path.read_bytes().split(DIVIDER) if part.strip()]
    return sorted(found, key=lambda letter: letter.sent_at, reverse=True)[:SHOWN_MAX]


def _letter(part: bytes) -> Letter:
    message = message_from_bytes(part, _class=EmailMessage, policy=default)
    text = message.get_body(("plain",))
    return Letter(
        to=str(message["To"]),
        subject=str(message["Subject"]),
        sent_at=_moment(str(message["Date"])),
        body=text.get_content() if text else "",
    )


def _moment(words: str) -> datetime:
    """-0000 in a mail's date means UTC by somebody who does not say where."""
    read = parsedate_to_datetime(words)
    return clock.jst(read if read.tzinfo else read.replace(tzinfo=UTC))
