"""Nobody was found for an occasion: how it ended after all, as the family says or the adviser heard."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.models import Visit
from ibasho.rooms.familysupport.rules.kinds import UnmetEnd, VisitState


@transaction.atomic
def tell(*, visit: Visit, how: UnmetEnd, by: Actor, at: datetime) -> Visit:
    """Told again it takes the place of the first. The name of a place is not asked for. Raises Conflict, NotAllowed."""
    policies.require_adviser_or_member(by, at=at)
    row = Visit.objects.select_for_update().get(pk=visit.pk)
    if row.state != VisitState.UNMET:
        raise Conflict(
            "support.visit_not_unmet",
            f"この回は いま「{VisitState(row.state).label}」です。ページを 開きなおしてください。",
        )
    if row.unmet_end != how.value:
        row.unmet_end = how.value
        row.save(update_fields=["unmet_end"])
        journal.record(
            "familysupport.visit.unmet_end", noun="familysupport.Visit", object_id=row.pk, by=by, at=at,
            data={"how": how.value},
        )  # fmt: skip
    return row
