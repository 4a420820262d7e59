"""Two made-up bus lines of みほん市 as GTFS-JP: from school to school across the middle of the town."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, hypot

from demo.chapters.geography import Geography
from demo.plane import Plane, Point

KM_PER_MINUTE = 0.35  # about 21 km/h with the stops
DETOUR = 1.3
STOP_MINUTES = 1
PUBLISHER = "みほんバス（つくりもの）"


@dataclass(frozen=True, slots=True)
class Stop:
    code: str
    name: str
    point: Point


@dataclass(frozen=True, slots=True)
class Line:
    """`minutes` from the first stop to each; a bus each way every `every` minutes between the first and the last."""

    code: str
    name: str
    stops: tuple[Stop, ...]
    minutes: tuple[int, ...]
    every: int
    first: int = 7 * 60
    last: int = 19 * 60


_LINES = (
    ("east-west", "東西線", ("M20", "M12", "M06", "M01", "M03", "M08", "M15"), 40),
    ("north-south", "南北線", ("M14", "M07", "M02", "M01", "M05", "M10", "M18"), 60),
)


def build(geography: Geography) -> tuple[Line, ...]:
    plane = Plane(geography.centre.lat, geography.centre.lng)
    schools = {
        school.districts[0]: Stop(f"S-{school.districts[0]}", f"{school.name}前", school.point)
        for school in geography.schools
        if school.kind == "elementary"
    }
    return tuple(
        _line(code, name, tuple(schools[district] for district in districts), every, plane)
        for code, name, districts, every in _LINES
    )


def _line(code: str, name: str, stops: tuple[Stop, ...], every: int, plane: Plane) -> Line:
    minutes = [0]
    for here, there in zip(stops, stops[1:], strict=False):
        gap = plane.km_of(there.point) - plane.km_of(here.point)
        minutes.append(minutes[-1] + ceil(hypot(*gap.tolist()) * DETOUR / KM_PER_MINUTE) + STOP_MINUTES)
    return Line(code, name, stops, tuple(minutes), every)


def as_gtfs(lines: Sequence[Line], today: date) -> bytes:
    """The zip a bus company publishes; it holds for the 年度 of `today`, on weekdays."""
    year = today.year if today.month >= 4 else today.year - 1
    stops = {stop.code: stop for line in lines for stop in line.stops}
    span = (f"{year}0401", f"{year + 1}0331")
    tables = {
        "agency.txt": [("agency_id", "agency_name", "agency_url", "agency_timezone"),
                       ("mihon", PUBLISHER, "https://mihon.example/", "Asia/Tokyo")],
        "feed_info.txt": [("feed_publisher_name", "feed_lang", "feed_start_date", "feed_end_date"),
                          (PUBLISHER, "ja", *span)],
        "calendar.txt": [("service_id", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
                          "sunday", "start_date", "end_date"), ("weekday", *"1111100", *span)],
        "routes.txt": [("route_id", "agency_id", "route_long_name", "route_type"),
                       *((line.code, "mihon", line.name, "3") for line in lines)],
        "stops.txt": [("stop_id", "stop_name", "stop_lat", "stop_lon"),
                      *((s.code, s.name, f"{s.point.lat}", f"{s.point.lng}") for s in stops.values())],
        "trips.txt": [("route_id", "service_id", "trip_id"),
                      *((line.code, "weekday", trip) for line in lines for trip, _, _ in _trips(line))],
        "stop_times.txt": [("trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence"),
                           *(row for line in lines for row in _times(line))],
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables.items():
            archive.writestr(name, _csv(rows))
    return out.getvalue()


def _trips(line: Line) -> Iterable[tuple[str, int, bool]]:
    """(id, minute of the day it leaves, whether it goes back)."""
    for leaves in range(line.first, line.last + 1, line.every):
        for back in (False, True):
            yield f"{line.code}-{leaves}-{'b' if back else 'a'}", leaves, back


def _times(line: Line) -> Iterable[tuple[str, ...]]:
    for trip, leaves, back in _trips(line):
        ahead = [(stop, minute) for stop, minute in zip(line.stops, line.minutes, strict=True)]
        whole = line.minutes[-1]
        calls = [(stop, whole - minute) for stop, minute in reversed(ahead)] if back else ahead
        for number, (stop, minute) in enumerate(calls, start=1):
            at = f"{(leaves + minute) // 60:02d}:{(leaves + minute) % 60:02d}:00"
            yield trip, at, at, stop.code, str(number)


def _csv(rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()
