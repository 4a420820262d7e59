"""Reports nobody has written, and reports nobody has looked at: one mail each, some days after."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.actions import report_letters as letters
from ibasho.rooms.familysupport.models import Report, Visit
from ibasho.rooms.familysupport.queries import reports as queries
from ibasho.town.outbox.models import Message
from ibasho.town.people.permissions import Permission

LATEST = timedelta(days=40)  # what is older than this the adviser rings up about


@transaction.atomic
def remind(*, by: Actor, at: datetime) -> int:
    """To providers after some days, to families who have not looked for as long. Once for each visit; gives how
    many were written to."""
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    patient = at - queries.PATIENCE
    visits = list(queries.to_write(patient).filter(ends_at__gt=at - LATEST))
    unread = list(queries.to_confirm().filter(written_at__lte=patient, written_at__gt=at - LATEST))
    known = _known([letters.write_key(one) for one in visits] + [letters.look_key(one) for one in unread])
    told: list[Visit | Report] = [
        one for one in visits if letters.write_key(one) not in known and letters.write_please(one, by, at)
    ]
    told += [one for one in unread if letters.look_key(one) not in known and letters.look_please(one, by, at)]
    if told:
        journal.record(
            "familysupport.report.remind", noun="familysupport.Report", object_id="", by=by, at=at,
            data={"count": len(told)},
        )  # fmt: skip
    return len(told)


def _known(keys: list[str]) -> set[str]:
    return set(Message.objects.filter(event_key__in=keys).values_list("event_key", flat=True))
