"""Who could take a shift, and how near they are."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from ibasho.base.kernel import clock
from ibasho.base.kernel.geo import Position
from ibasho.rooms.roster.models import Helper, Shift, Taken
from ibasho.rooms.roster.queries import standing
from ibasho.rooms.roster.rules import eligibility, fairness, offering
from ibasho.rooms.roster.rules.kinds import TakenState
from ibasho.town.areas import queries as areas
from ibasho.town.areas import travel
from ibasho.town.areas.rules import Minutes
from ibasho.town.areas.stages import Stage
from ibasho.town.places.models import Place

AHEAD = timedelta(days=7)


def for_shift(shift: Shift, at: datetime) -> list[Helper]:
    """Every registered helper of the place's organisation who may take it now, in a fixed number of statements."""
    people = list(standing.registered(shift.roster.place.organisation_id).select_related("person"))
    known = standing.of_many(people)
    held = standing.held_by_many([one.pk for one in people], since=at)
    wish = standing.wish(shift)
    return [one for one in people if eligibility.why_not(known[one.pk], wish, held[one.pk], at=at) is None]


def ranked(shift: Shift, at: datetime) -> list[tuple[Helper, offering.Ranked]]:
    """Whom to ask, first to last, with the reasons."""
    people = {one.pk: one for one in for_shift(shift, at)}
    ways = _ways(shift.roster.place, {one.district_code for one in people.values()}, at)
    often = turns(list(people), at)
    possible = []
    for one in people.values():
        way = ways.get(one.district_code)
        possible.append(
            offering.Possible(
                one.pk, way.value if way else None, way.estimate if way else True, often[one.pk], shift.skill
            )
        )
    return [(people[found.key], found) for found in offering.rank(possible)]


def turns(keys: list[int], at: datetime) -> defaultdict[int, int]:
    """Shifts by helper in the last eight weeks, those of the coming week included."""
    since, _until = fairness.window(at)
    rows = Taken.objects.filter(
        helper_id__in=keys, state=TakenState.TAKEN, held_from__range=(since, at + AHEAD),
        shift__cancelled_at__isnull=True,
    )  # fmt: skip
    found: defaultdict[int, int] = defaultdict(int)
    for key in rows.values_list("helper_id", flat=True):
        found[key] += 1
    return found


def _ways(place: Place, codes: set[str], at: datetime) -> dict[str, Minutes]:
    """On foot from the middle of each 小学校区 to the place: we never ask for an address. Nothing where the place or the
    district has no position."""
    if place.lat is None or place.lng is None:
        return {}
    starts = {
        one.code: start
        for one in areas.districts(clock.day(at)).filter(code__in=codes)
        if (start := areas.district_start(one)) is not None
    }
    told = travel.minutes(Position(place.lat, place.lng), list(starts.values()), Stage.ADULT)
    return dict(zip(starts, told, strict=True))
