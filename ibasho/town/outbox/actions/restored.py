"""After a restore nobody knows whether what waited at that moment has been sent since: it is held, and seen as unsent."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.backups.settling import Said
from ibasho.base.kernel.actor import Actor
from ibasho.town.outbox.actions.delivering import close
from ibasho.town.outbox.models import Message

HELD = "控えから もどしたため 送っていません。もう とどいているかもしれません"


@transaction.atomic
def hold(by: Actor, at: datetime) -> Said:
    """At most once (I9): a person decides at the desk's list of unsent messages which of them go out again."""
    rows = Message.objects.select_for_update().filter(state=Message.State.WAITING).order_by("pk")
    for message in rows:
        message.state, message.problem = Message.State.FAILED, HELD
        close(message, by=by, at=at)
        message.save()
    return Said(
        f"送信待ちだった おしらせ {len(rows)}通を とめました。机の「未送信」で、送りなおすか 決めてください。"
    )
