"""Letters of the months gone by have arrived: no worker ran then, and the desk would hear of every one that it is late."""

from __future__ import annotations

from demo.loading.work import Work
from ibasho.base.ports.mail import DjangoMailer
from ibasho.town.outbox import actions, queries
from ibasho.town.outbox.models import Channel, Message


def load(work: Work) -> str:
    """Mail alone: LINE and the notices of browsers go out once somebody listens."""
    mails = Message.objects.filter(channel=Channel.MAIL, pk__in=list(queries.due(work.at)))
    ids = list(mails.order_by("send_after", "pk").values_list("pk", flat=True))
    for message_id in ids:
        actions.deliver(message_id=message_id, mailer=DjangoMailer(), by=work.by, at=work.at)
    return f"{len(ids)}通"
