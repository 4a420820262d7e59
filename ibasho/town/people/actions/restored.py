"""After a restore every sign-in of that day would be open again: all end."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction

from ibasho.base.backups.settling import Said
from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor


@transaction.atomic
def end_sessions(by: Actor, at: datetime) -> Said:
    """Whoever was signed out, or shut out, since then stays out; everybody signs in anew."""
    count, _rows = Session.objects.all().delete()
    journal.record(
        "people.session.end", noun="people.Session", object_id="", by=by, at=at, data={"count": count}
    )
    return Said(f"ログインを ぜんぶ 終わらせました（{count}件）。みな もう一度 入ります。")
