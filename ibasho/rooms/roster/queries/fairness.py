"""Turns and hours by helper over the last eight weeks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.roster.models import Helper, Taken
from ibasho.rooms.roster.rules import fairness as rules
from ibasho.rooms.roster.rules.kinds import HelperState, TakenState
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission


@dataclass(frozen=True, slots=True)
class Row:
    helper: Helper
    done: rules.Turns
    coming: rules.Turns


def organisations(by: Actor, at: datetime) -> list[Organisation]:
    """Those whose rosters the actor sees and that have helpers."""
    seen = people.organisations_of(by, Permission.ROSTER_SEE, day=clock.day(at))
    return list(seen.filter(helpers__state=HelperState.REGISTERED).distinct().order_by("name", "pk"))


def rows(organisation: Organisation, at: datetime) -> list[Row]:
    """Every registered helper, who had the fewest turns first: they may be asked next. Two statements."""
    since, _until = rules.window(at)
    done: defaultdict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    coming: defaultdict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    taken = Taken.objects.filter(
        helper__organisation=organisation, state=TakenState.TAKEN, held_from__gt=since,
        shift__cancelled_at__isnull=True,
    )  # fmt: skip
    for helper, begins, ends in taken.values_list("helper_id", "held_from", "held_until"):
        (coming if ends > at else done)[helper].append((begins, ends))
    people_here = Helper.objects.filter(organisation=organisation, state=HelperState.REGISTERED)
    found = [Row(one, rules.turns(done[one.pk]), rules.turns(coming[one.pk])) for one in people_here]
    return sorted(
        found, key=lambda row: (row.done.count, row.done.minutes, row.helper.call_name, row.helper.pk)
    )
