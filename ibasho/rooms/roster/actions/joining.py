"""What the deeds on a helper share: the locked row, the journal's line, and the promise of the places they help."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.roster.actions import staffing
from ibasho.rooms.roster.models import Helper, Taken
from ibasho.rooms.roster.rules.kinds import TakenState
from ibasho.town.places.models import Place

NOUN = "roster.Helper"


def lock(helper: Helper) -> Helper:
    """The row, locked until the end of the transaction. Raises NotFound once the name is erased."""
    rows = Helper.objects.select_for_update(of=("self",)).select_related("organisation", "vacancy")
    found = rows.filter(pk=helper.pk, erased_at__isnull=True).first()
    if found is None:
        raise NotFound(
            "roster.helper_gone", _("この方の 記録は もう ありません。一覧から さがしてください。")
        )
    return found


def settle(helper: Helper, *, by: Actor, at: datetime) -> None:
    """Every place at which the helper has shifts to come is weighed anew: another date, another answer."""
    coming = Taken.objects.filter(helper=helper, state=TakenState.TAKEN, held_until__gt=at)
    settle_places(coming.values_list("shift__roster__place", "shift__day"), by=by, at=at)


def settle_places(found: Any, *, by: Actor, at: datetime) -> None:
    """`found`: pairs of a place's id and a day."""
    days: defaultdict[int, set[date]] = defaultdict(set)
    for place, day in found:
        days[place].add(day)
    for place in Place.objects.filter(pk__in=days).order_by("pk"):
        staffing.settle(place=place, days=days[place.pk], by=by, at=at)


def note(verb: str, helper: Helper, *, by: Actor, at: datetime, data: dict[str, Any] | None = None) -> None:
    """Codes alone: who it is stands in the row, and goes with it."""
    journal.record(f"roster.helper.{verb}", noun=NOUN, object_id=helper.pk, by=by, at=at, data=data)
