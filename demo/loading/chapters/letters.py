"""Letters of the months gone by have arrived: no worker ran then, and the desk would hear of every one that it is late."""

from __future__ import annotations

from demo.loading.work import Work
from ibasho.base.ports.mail import DjangoMailer
from ibasho.town.outbox import actions, queries
from ibasho.town.outbox.models import Channel


def load(work: Work) -> str:
    """Mail alone: LINE and the notices of browsers go out once somebody listens."""
    mails = list(queries.due(work.at).filter(channel=Channel.MAIL))
    for message_id in mails:
        actions.deliver(message_id=message_id, mailer=DjangoMailer(), by=work.by, at=work.at)
    return f"{len(mails)}通"
