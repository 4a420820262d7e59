"""Who was heard, who was not, and where somebody could go next week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ibasho.base.kernel import nendo as years
from ibasho.rooms.voices.models import Hearing, Outreach
from ibasho.rooms.voices.queries import counts
from ibasho.rooms.voices.queries.hearings import PUBLIC
from ibasho.rooms.voices.rules import heard as rules
from ibasho.rooms.voices.rules.heard import Group, Heard
from ibasho.town.areas import queries as areas
from ibasho.town.areas.models import SchoolDistrict
from ibasho.town.areas.queries.pictures import outline
from ibasho.town.areas.rules import drawing
from ibasho.town.areas.rules.drawing import Drawing
from ibasho.town.areas.stages import Stage
from ibasho.town.places.models import Place
from ibasho.town.places.queries import published, slots
from ibasho.town.places.rules.status import Planned

GAPS_MAX, VISITS_MAX = 8, 3


@dataclass(frozen=True, slots=True)
class Visit:
    """A place that is open on this day."""

    place: Place
    planned: Planned


@dataclass(frozen=True, slots=True)
class Chance:
    """A gap, where to go for it next week, and whether somebody goes already."""

    group: Group
    district: str
    visits: Sequence[Visit]
    going: bool

    @property
    def who(self) -> str:
        """Toddlers answer no question: one asks those they come with, and watches them play."""
        if self.group.stage is Stage.INFANT:
            return _("乳幼児（親子に きく・遊びを 見る）")
        return self.group.stage.label


def of_year(today: date) -> list[Hearing]:
    """Hearings that were open at some time of this 年度, the newest first."""
    first = years.first_day(years.nendo(today))
    rows = Hearing.objects.filter(state__in=PUBLIC, opens_on__lte=today)
    return list(rows.filter(Q(closes_on__isnull=True) | Q(closes_on__gte=first)).order_by("-opens_on", "-pk"))


def of(hearings: Sequence[Hearing], today: date) -> Heard:
    """Of one hearing its own stages and its own wish for people; of several all children, each counted as often as they
    answered (のべ)."""
    heads: Counter[tuple[str, str, str]] = Counter()
    for one in hearings:
        heads.update(counts.heads(one))
    alone = hearings[0] if len(hearings) == 1 else None
    stages = [Stage(code) for code in alone.stages] if alone else []
    wanted = (alone.people_wanted or 0) if alone else 0
    codes = [one.code for one in areas.named_districts(today)]
    return rules.heard(heads, children(), codes, stages, wanted=wanted)


def names(today: date) -> dict[str, str]:
    """Of the districts, by code."""
    return {one.code: one.name for one in areas.named_districts(today)}


def chances(found: Heard, hearing: Hearing | None, today: date) -> list[Chance]:
    """For the largest gaps of each age: places of the district that welcome this age and are open next week."""
    gaps, known = rules.in_turn(found.gaps(), most=GAPS_MAX), names(today)
    places = _places({one.district for one in gaps})
    open_days = slots.of_days(published.open_to_all().filter(pk__in=places), *rules.next_week(today))
    going = _going(hearing, today)
    return [
        Chance(one, known.get(one.district, one.district), _visits(one, places, open_days), (one.district, one.stage.value) in going)
        for one in gaps
    ]  # fmt: skip


def plans(today: date) -> QuerySet[Outreach]:
    """Neither done nor dropped, and what was settled in the last fourteen days; the next first."""
    recent = today - timedelta(days=14)
    rows = Outreach.objects.filter(
        Q(done_on__isnull=True, dropped_on__isnull=True) | Q(done_on__gte=recent) | Q(dropped_on__gte=recent)
    )
    return rows.select_related("hearing", "place").order_by("on", "district_code", "pk")


def due(today: date) -> QuerySet[Outreach]:
    """Open ones up to Sunday of this week, the oldest first."""
    sunday = today + timedelta(days=6 - today.weekday())
    return Outreach.objects.filter(done_on__isnull=True, dropped_on__isnull=True, on__lte=sunday).order_by(
        "on", "pk"
    )


def picture(day: date) -> tuple[Drawing, list[SchoolDistrict]] | None:
    """The districts that have a shape, and their shapes in the same order; None where there is nothing to draw."""
    shaped = list(areas.districts(day).filter(geometry__isnull=False))
    drawn = drawing.shapes([dict(one.geometry or {}) for one in shaped], outline())
    if drawn is None or sum(kind == "area" for kind, _d in drawn.paths) != len(shaped):
        return None
    return drawn, shaped


def children() -> dict[str, dict[Stage, float]] | None:
    """By district and stage, as the census or the register in use has them; None while none is loaded."""
    now = areas.people_now()
    if now is None:
        return None
    return {code: dict(one.children) for code, one in areas.children_by_district(now).items()}


def _places(districts: set[str]) -> dict[int, Place]:
    rows = published.open_to_all().filter(district_code__in=districts).defer("original", "search_text")
    return {one.pk: one for one in rows}


def _visits(group: Group, places: dict[int, Place], open_days: slots.Slots) -> list[Visit]:
    """The first day of each, the earliest first."""
    found = []
    for key, place in places.items():
        standing = [one for one in open_days.get(key, []) if not one.cancelled]
        if standing and place.district_code == group.district and _welcomes(place, group.stage):
            found.append(Visit(place, min(standing, key=lambda one: (one.day, one.starts or time.min))))
    return sorted(found, key=lambda one: (one.planned.day, one.place.name))[:VISITS_MAX]


def _welcomes(place: Place, stage: Stage) -> bool:
    """One that does not say for whom it is may be asked."""
    return bool(place.everyone) or not place.stages or stage.value in place.stages


def _going(hearing: Hearing | None, today: date) -> set[tuple[str, str]]:
    rows = Outreach.objects.filter(dropped_on__isnull=True, done_on__isnull=True, on__gte=today)
    if hearing is not None:
        rows = rows.filter(hearing=hearing)
    return set(rows.values_list("district_code", "stage"))
