"""Where notes never come from and how long an answer takes: counted over whole quarters, from places and dates alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import QuerySet, Sum

from ibasho.base.kernel import clock
from ibasho.rooms.care.models import NotesFrom, Notice
from ibasho.rooms.care.rules import coverage as rules
from ibasho.rooms.care.rules.coverage import Area, Waited, Window
from ibasho.rooms.care.rules.kinds import Pace
from ibasho.town.areas import queries as ground
from ibasho.town.areas.models import SchoolDistrict
from ibasho.town.areas.queries.pictures import outline
from ibasho.town.areas.rules import drawing
from ibasho.town.areas.rules.drawing import Drawing
from ibasho.town.places.models import Place

DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Coverage:
    """`names` of the districts by code, in their order; `areas` in the same order."""

    window: Window
    places: list[rules.Place]
    areas: list[Area]
    whole: Area
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class Times:
    """Days from coming until somebody had taken a note, looked whether the child is safe, thanked the writer."""

    taken: Waited
    checked: Waited
    answered: Waited


def coverage(today: date) -> Coverage:
    window = rules.window(today)
    notes = _notes(window)
    names = dict(ground.districts(today).values_list("code", "name"))
    rows = places().values_list("pk", "public_id", "district_code", "created_at")
    found = [
        rules.Place(public_id, district, notes.get(key, 0), clock.day(created))
        for key, public_id, district, created in rows
    ]
    return Coverage(window, found, rules.areas(found, list(names)), rules.whole(found), names)


def places() -> QuerySet[Place]:
    """All that are in the directory today and stand in the city: each is a place where somebody may notice something."""
    return Place.objects.filter(state=Place.State.PUBLISHED, outside_city=False)


def silent(found: Coverage) -> QuerySet[Place]:
    """Those from which nothing came, glad things neither, by district and reading."""
    ids = [one.public_id for one in rules.silent(found.places)]
    rows = places().filter(public_id__in=ids).select_related("organisation")
    return rows.order_by("district_code", "kana", "name", "pk")


def times(today: date) -> Times:
    """Of the notes of the window, as things stood when it ended."""
    window = rules.window(today)
    end = clock.at(window.end, time())
    rows = list(
        Notice.objects.filter(
            received_at__gte=clock.at(window.first, time()), received_at__lt=end
        ).values_list("pace", "received_at", "taken_at", "checked_at", "answered_at")
    )
    clocked = [row for row in rows if row[0] != Pace.GLAD]
    return Times(
        rules.waited(_days(((row[1], row[2]) for row in clocked), end)),
        rules.waited(_days(((row[1], row[3]) for row in clocked), end)),
        rules.waited(_days(((row[1], row[4]) for row in rows), end)),
    )


def picture(day: date) -> tuple[Drawing, list[SchoolDistrict]] | None:
    """The districts that have a shape, and their shapes in the same order; None where there is nothing to draw."""
    shaped = list(ground.districts(day).filter(geometry__isnull=False))
    drawn = drawing.shapes([dict(one.geometry or {}) for one in shaped], outline())
    if drawn is None or sum(kind == "area" for kind, _d in drawn.paths) != len(shaped):
        return None
    return drawn, shaped


def _notes(window: Window) -> dict[int, int]:
    rows = NotesFrom.objects.filter(month__gte=window.first, month__lt=window.end)
    return dict(rows.values("place").annotate(sent=Sum("notes")).values_list("place", "sent"))


def _days(pairs: Iterable[tuple[datetime, datetime | None]], end: datetime) -> list[float | None]:
    return [
        None if done is None or done >= end else (done - came).total_seconds() / DAY_SECONDS
        for came, done in pairs
    ]
