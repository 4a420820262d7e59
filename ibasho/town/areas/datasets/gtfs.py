"""標準的なバス情報フォーマット (GTFS-JP): rides of a usual weekday afternoon, with how often they come.

What a child after school can expect: for each pair of stops a bus serves one after the other, the mean minutes of
the ride and half the mean time between two buses from 14:00 to 18:00. Single buses and transfers at the minute are
not followed, so everything made of it is a めやす.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePosixPath

import numpy as np

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.geo import in_japan
from ibasho.town.areas.datasets.archives import is_zip, members
from ibasho.town.areas.datasets.preview import Figure, Problem, Weight, number
from ibasho.town.areas.engine.bus import Bus, bus_of

FROM, UNTIL = 14 * 60, 18 * 60  # minutes of the day in which a bus must leave
WAIT_MAX = 60.0  # who knows the timetable does not wait longer at the stop
DAYS_LOOKED = 56
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NEEDED = ("stops.txt", "stop_times.txt", "trips.txt")
Row = Mapping[str, str]
Tables = Mapping[str, list[dict[str, str]]]


@dataclass(frozen=True, slots=True, eq=False)
class BusFile:
    """`trips` buses of the weekday that was read, `day` which day that was (None: the file has no calendar)."""

    bus: Bus
    trips: int
    day: date | None
    source: str
    valid_from: date | None
    valid_until: date | None
    figures: tuple[Figure, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Call:
    """One stop of one trip, minutes after midnight (beyond 24:00 they go on counting)."""

    stop: str
    arrives: float
    departs: float
    boards: bool
    alights: bool


def read_gtfs(data: bytes) -> BusFile:
    tables = _tables(data)
    day, services = _weekday(tables)
    trips = {
        row["trip_id"] for row in tables["trips.txt"] if services is None or row.get("service_id") in services
    }
    stops = {row["stop_id"]: row for row in tables["stops.txt"] if _located(row)}
    calls, lost = _calls(tables["stop_times.txt"], trips, stops)
    rides = _rides(calls, _often(tables.get("frequencies.txt", [])))
    if not rides:
        raise Invalid(
            "areas.gtfs_no_rides",
            "平日の 14時から18時に 走るバスが ありません。有効な期間の GTFS-JP か、calendar.txt を たしかめてください。",
        )
    names = list(dict.fromkeys(stop for pair in rides for stop in pair))
    bus = _bus(names, stops, rides)
    since, until = _span(tables)
    return BusFile(
        bus, len(calls), day, _source(tables), since, until,
        figures=(
            Figure("停留所", number(len(names))), Figure("平日の便", number(len(calls)), "便"),
            Figure("14時～18時の 乗り降りの組", number(len(rides)), "組", "めやす"),
            *((Figure("読んだ日", day.isoformat()),) if day else ()),
        ),
        problems=_problems(len(tables["stops.txt"]) - len(stops), lost),
    )  # fmt: skip


def _tables(data: bytes) -> Tables:
    if not is_zip(data):
        raise Invalid("areas.gtfs_no_zip", "GTFS-JP の zip を えらんでください。")
    found = {PurePosixPath(name).name.lower(): body for name, body in members(data, (".txt",)).items()}
    missing = [name for name in NEEDED if name not in found]
    if missing:
        raise Invalid(
            "areas.gtfs_missing",
            f"zip の中に {'、'.join(missing)} が ありません。GTFS-JP の zip を そのまま えらんでください。",
        )
    return {name: _table(name, body) for name, body in found.items()}


def _table(name: str, body: bytes) -> list[dict[str, str]]:
    try:
        reader = csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""))
        return [
            {
                (key or "").strip(): (value or "").strip()
                for key, value in row.items()
                if isinstance(value, str)
            }
            for row in reader
        ]
    except (UnicodeDecodeError, csv.Error) as error:
        raise Invalid(
            "areas.gtfs_encoding",
            f"{name} が UTF-8 の CSV として 読めません。GTFS-JP は UTF-8 です。交通の会社に たしかめてください。",
        ) from error


def _located(row: Row) -> bool:
    lat, lng = _number(row.get("stop_lat")), _number(row.get("stop_lon"))
    return bool(row.get("stop_id")) and row.get("location_type", "") in {"", "0"} and in_japan(lat, lng)


def _weekday(tables: Tables) -> tuple[date | None, frozenset[str] | None]:
    """A day with the services most weekdays have, so that no holiday is read; None without any calendar."""
    calendar, dates = tables.get("calendar.txt", []), tables.get("calendar_dates.txt", [])
    days = [day for row in calendar for day in (_day(row.get("start_date")),) if day]
    days += [day for row in dates for day in (_day(row.get("date")),) if day]
    if not days:
        return None, None
    first = min(days)
    last = max([day for row in calendar for day in (_day(row.get("end_date")),) if day] or [max(days)])
    exceptions = _exceptions(dates)
    found: dict[frozenset[str], list[date]] = defaultdict(list)
    for ahead in range(min((last - first).days, DAYS_LOOKED) + 1):
        day = first + timedelta(days=ahead)
        if day.weekday() < 5:
            found[_services(day, calendar, exceptions)].append(day)
    found.pop(frozenset(), None)
    if not found:
        return None, frozenset()
    usual = max(found, key=lambda services: (len(found[services]), len(services)))
    return found[usual][0], usual


def _exceptions(dates: list[dict[str, str]]) -> dict[date, dict[str, str]]:
    found: dict[date, dict[str, str]] = defaultdict(dict)
    for row in dates:
        day = _day(row.get("date"))
        if day:
            found[day][row.get("service_id", "")] = row.get("exception_type", "")
    return found


def _services(day: date, calendar: list[dict[str, str]], exceptions: Mapping[date, Row]) -> frozenset[str]:
    running = {
        row.get("service_id", "")
        for row in calendar
        if row.get(WEEKDAYS[day.weekday()]) == "1"
        and (_day(row.get("start_date")) or day) <= day <= (_day(row.get("end_date")) or day)
    }
    changed = exceptions.get(day, {})
    running |= {service for service, kind in changed.items() if kind == "1"}
    return frozenset(running - {service for service, kind in changed.items() if kind == "2"})


def _calls(
    rows: list[dict[str, str]], trips: set[str], stops: Mapping[str, Row]
) -> tuple[dict[str, list[_Call]], int]:
    """The stops of each trip in their order; how many rows named a stop without a position or a broken time."""
    found: dict[str, list[tuple[float, _Call]]] = defaultdict(list)
    lost = 0
    for row in rows:
        if row.get("trip_id") not in trips:
            continue
        if row.get("stop_id") not in stops:
            lost += 1
            continue
        arrives, departs = _clock(row.get("arrival_time")), _clock(row.get("departure_time"))
        call = _Call(
            row["stop_id"], departs if np.isnan(arrives) else arrives, arrives if np.isnan(departs) else departs,
            row.get("pickup_type", "") != "1", row.get("drop_off_type", "") != "1",
        )  # fmt: skip
        found[row["trip_id"]].append((_number(row.get("stop_sequence")), call))
    ordered = {
        trip: [call for _, call in sorted(calls, key=lambda one: one[0])] for trip, calls in found.items()
    }
    return {trip: _timed(calls) for trip, calls in ordered.items() if len(calls) > 1}, lost


def _timed(calls: list[_Call]) -> list[_Call]:
    """Stops without a time lie evenly between those that have one."""
    known = [at for at, call in enumerate(calls) if not np.isnan(call.departs)]
    if len(known) == len(calls) or len(known) < 2:
        return calls
    times = np.interp(range(len(calls)), known, [calls[at].departs for at in known])
    return [
        _Call(call.stop, float(time), float(time), call.boards, call.alights)
        if np.isnan(call.departs)
        else call
        for call, time in zip(calls, times, strict=True)
    ]


def _often(rows: list[dict[str, str]]) -> dict[str, list[tuple[float, float, float]]]:
    """Trips that stand for many: (from, until, minutes between two) by trip."""
    found: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for row in rows:
        every = _number(row.get("headway_secs")) / 60
        if every > 0:
            found[row.get("trip_id", "")].append(
                (_clock(row.get("start_time")), _clock(row.get("end_time")), every)
            )
    return found


def _rides(
    calls: Mapping[str, list[_Call]], often: Mapping[str, list[tuple[float, float, float]]]
) -> dict[tuple[str, str], tuple[float, float]]:
    """(stop, stop) → how many buses of the afternoon go there, and the minutes they take together."""
    buses: Counter[tuple[str, str]] = Counter()
    spent: dict[tuple[str, str], float] = defaultdict(float)
    for trip, stops in calls.items():
        for at, leaving in enumerate(stops):
            count = _count(leaving.departs, stops[0].departs, often.get(trip))
            if not leaving.boards or count <= 0:
                continue
            for call in stops[at + 1 :]:
                took = call.arrives - leaving.departs
                if call.alights and call.stop != leaving.stop and took >= 0:
                    buses[leaving.stop, call.stop] += count  # type: ignore[assignment]
                    spent[leaving.stop, call.stop] += count * took
    return {pair: (float(count), spent[pair]) for pair, count in buses.items()}


def _count(departs: float, begins: float, often: list[tuple[float, float, float]] | None) -> float:
    """How many buses leave in the afternoon: one, or as many as the headway gives."""
    if not often:
        return float(FROM <= departs < UNTIL)
    later = departs - begins
    return sum(
        max(0.0, min(until + later, UNTIL) - max(since + later, FROM)) / every
        for since, until, every in often
    )


def _bus(
    names: list[str], stops: Mapping[str, Row], rides: Mapping[tuple[str, str], tuple[float, float]]
) -> Bus:
    place = {name: at for at, name in enumerate(names)}
    count = np.array([buses for buses, _ in rides.values()])
    spent = np.array([minutes for _, minutes in rides.values()])
    return bus_of(
        np.array([_number(stops[name]["stop_lat"]) for name in names]),
        np.array([_number(stops[name]["stop_lon"]) for name in names]),
        np.array([place[a] for a, _ in rides], np.int32),
        np.array([place[b] for _, b in rides], np.int32),
        (spent / count).astype(np.float32),
        np.minimum(WAIT_MAX, (UNTIL - FROM) / count / 2).astype(np.float32),
    )


def _span(tables: Tables) -> tuple[date | None, date | None]:
    """What feed_info says, else the whole of the calendar."""
    info = next(iter(tables.get("feed_info.txt", [])), {})
    calendar = tables.get("calendar.txt", [])
    starts = [day for row in calendar for day in (_day(row.get("start_date")),) if day]
    ends = [day for row in calendar for day in (_day(row.get("end_date")),) if day]
    since, until = _day(info.get("feed_start_date")), _day(info.get("feed_end_date"))
    return since or min(starts, default=None), until or max(ends, default=None)


def _source(tables: Tables) -> str:
    names = [row.get("feed_publisher_name", "") for row in tables.get("feed_info.txt", [])]
    names += [row.get("agency_name", "") for row in tables.get("agency.txt", [])]
    found = next((name for name in names if name), "")
    return f"{found}（GTFS-JP）" if found else ""


def _problems(placeless: int, lost: int) -> tuple[Problem, ...]:
    told = []
    if placeless:
        told.append(Problem(Weight.NOTE, "位置のない停留所・駅の親などは 使いません。", count=placeless))
    if lost:
        told.append(
            Problem(Weight.WARNING, "位置のわからない停留所に 止まる行が あります。", "stops.txt を たしかめてください。", count=lost)
        )  # fmt: skip
    return tuple(told)


def _clock(words: str | None) -> float:
    """Minutes after midnight from 「25:10:00」, NaN where nothing is said."""
    parts = (words or "").split(":")
    try:
        hours, minutes, seconds = (float(part) for part in [*parts, "0"][:3])
    except ValueError:
        return float("nan")
    return hours * 60 + minutes + seconds / 60


def _day(words: str | None) -> date | None:
    try:
        return date.fromisoformat(words) if words and len(words) == 8 else None
    except ValueError:
        return None


def _number(words: str | None) -> float:
    try:
        return float(words or "nan")
    except ValueError:
        return float("nan")
