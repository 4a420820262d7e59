"""Django's mail backend (settings.EMAIL_BACKEND): whatever writes mail, allauth too, writes into the outbox.

So a code or an invitation is a row in the same transaction, sending never slows a page, and what could not
be sent is seen at the desk.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.codes import new_code
from ibasho.base.ports.mail import EVENT_HEADER
from ibasho.town.outbox import actions


class OutboxBackend(BaseEmailBackend):
    """Plain text, one row per recipient, erased after sending: codes and links come this way. Codes go at
    once; what names its event (an invitation) waits for the morning."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        with transaction.atomic():
            return sum(self._write(message) for message in email_messages)

    def _write(self, message: EmailMessage) -> int:
        named = message.extra_headers.get(EVENT_HEADER)
        for address in message.recipients():
            actions.send(
                to=address,
                event_key=named or f"mail:{new_code(20)}",
                subject=str(message.subject),
                body=str(message.body),
                by=Actor.of_job("outbox.backend"),
                at=clock.now(),
                urgent=named is None,
                secret=True,
            )
        return 1
