"""きょうの 見守り: call names of the grown-ups of today, and what one can ask them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ibasho.base.kernel import clock
from ibasho.rooms.roster.models import Roster, Taken
from ibasho.rooms.roster.queries import coverage, veiled
from ibasho.town.places.models import Place, Session


@dataclass(frozen=True, slots=True)
class Today:
    """`names` of who is there now or still comes today, each once, in order of coming; `subjects` they teach."""

    names: Sequence[str]
    subjects: Sequence[str]
    now: bool


def today(place: Place, at: datetime) -> Today | None:
    """None where nobody is to be shown: no roster in use, names not wanted, no session promised, nobody left to come."""
    roster = Roster.objects.filter(place=place, is_on=True, shows_names=True).first()
    promised = _promised(place, at) if roster is not None else []
    if roster is None or not promised:
        return None
    rows = coverage.standing(roster, clock.day(at), clock.day(at)).filter(held_until__gt=at)
    known = list(rows.select_related("shift", "helper__safeguard").order_by("held_from", "pk"))
    hidden = veiled.hidden([one.helper for one in known], day=clock.day(at))
    people = [
        one for one in known
        if one.helper_id not in hidden and coverage.counts(one.helper, one.shift.day) and _is_during(one, promised)
    ]  # fmt: skip
    return _told(people, at) if people else None


def _told(people: Sequence[Taken], at: datetime) -> Today:
    return Today(
        tuple(dict.fromkeys(one.helper.call_name for one in people)),
        tuple(dict.fromkeys(subject for one in people for subject in one.helper.subjects)),
        now=any(one.held_from <= at for one in people),
    )


def _promised(place: Place, at: datetime) -> list[Session]:
    """A session that is off or not sure names nobody."""
    coming = Session.objects.filter(
        place=place, event__isnull=True, day=clock.day(at), state=Session.State.PLANNED,
        staffing=Session.Staffing.OK,
    )  # fmt: skip
    return list(coming)


def _is_during(one: Taken, promised: Sequence[Session]) -> bool:
    since, until = one.shift.starts, one.shift.ends
    return any((each.starts or since) < until and since < (each.ends or until) for each in promised)
