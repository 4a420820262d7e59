"""Buses: what a child after school can expect on a usual weekday."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import numpy as np
import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.town.areas.datasets.gtfs import BusFile, read_gtfs
from ibasho.town.areas.engine.bus import pack_bus, unpack_bus, with_bus
from ibasho.town.areas.engine.search import distances
from tests.town.areas.engine import nets

STOPS = "stop_id,stop_name,stop_lat,stop_lon,location_type\nA,駅前,34.77,138.0,0\nB,学校,34.77,138.02,0\nC,公園,34.77,138.04,\nP,駅,34.77,138.0,1\n"
CALENDAR = (
    "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
    "WD,1,1,1,1,1,0,0,20260401,20270331\nHOL,0,0,0,0,0,1,1,20260401,20270331\n"
)
DATES = "service_id,date,exception_type\nWD,20260401,2\nHOL,20260401,1\n"


def feed(times: str, trips: str = "", **more: str) -> bytes:
    files = {
        "stops": STOPS, "calendar": CALENDAR, "calendar_dates": DATES,
        "trips": "route_id,service_id,trip_id\n" + (trips or "1,WD,t1\n1,WD,t2\n1,HOL,h1\n"),
        "stop_times": "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n" + times,
        "agency": "agency_id,agency_name\n1,みほんバス\n", **more,
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            if text:
                archive.writestr(f"feed/{name}.txt", "\ufeff" + text)
    return out.getvalue()


TWO = (
    "t1,15:00:00,15:00:00,A,1,0,0\nt1,15:06:00,15:06:00,B,2,0,0\nt1,15:10:00,15:10:00,C,3,0,0\n"
    "t2,16:00:00,16:00:00,A,1,0,0\nt2,16:08:00,16:08:00,B,2,0,0\nt2,16:14:00,16:14:00,C,3,0,0\n"
    "h1,15:30:00,15:30:00,A,1,0,0\nh1,15:31:00,15:31:00,B,2,0,0\n"
)


def rides(found: BusFile) -> dict[tuple[float, float], tuple[float, float]]:
    """(longitude, longitude) → (ride, wait) in minutes."""
    lng = found.bus.lng.round(3)
    return {
        (lng[a], lng[b]): (round(float(ride), 2), round(float(wait), 2))
        for a, b, ride, wait in zip(found.bus.a, found.bus.b, found.bus.ride, found.bus.wait, strict=True)
    }


def test_the_mean_ride_and_half_the_mean_time_between_buses() -> None:
    """Two buses in four hours: one waits an hour on average; 6 and 8 minutes are 7."""
    found = read_gtfs(feed(TWO))
    assert rides(found) == {
        (138.0, 138.02): (7, 60), (138.0, 138.04): (12, 60), (138.02, 138.04): (5, 60),
    }  # fmt: skip
    assert (found.trips, found.bus.stops, found.source) == (2, 3, "みほんバス（GTFS-JP）")
    assert (found.valid_from, found.valid_until) == (date(2026, 4, 1), date(2027, 3, 31))


def test_a_holiday_is_not_taken_for_a_weekday() -> None:
    """1 April runs like a Sunday: the days after it are what is usual."""
    assert read_gtfs(feed(TWO)).day == date(2026, 4, 2)


def test_a_bus_outside_the_afternoon_does_not_count() -> None:
    early = TWO.replace("16:", "09:")
    assert rides(read_gtfs(feed(early)))[138.0, 138.02] == (6, 60)
    with pytest.raises(Invalid, match="14時から18時"):
        read_gtfs(feed(early.replace("15:", "20:")))


def test_stops_without_a_time_lie_between_those_that_have_one() -> None:
    times = "t1,15:00:00,15:00:00,A,1,0,0\nt1,,,B,2,0,0\nt1,15:10:00,15:10:00,C,3,0,0\n"
    assert rides(read_gtfs(feed(times)))[138.0, 138.02] == (5, 60)


def test_where_nobody_may_board_or_alight_no_ride_begins_or_ends() -> None:
    times = "t1,15:00:00,15:00:00,A,1,0,0\nt1,15:05:00,15:05:00,B,2,1,0\nt1,15:10:00,15:10:00,C,3,0,1\n"
    assert set(rides(read_gtfs(feed(times)))) == {(138.0, 138.02)}


def test_a_trip_with_a_headway_stands_for_many() -> None:
    often = "trip_id,start_time,end_time,headway_secs\nt1,13:00:00,19:00:00,600\n"
    times = "t1,08:00:00,08:00:00,A,1,0,0\nt1,08:07:00,08:07:00,B,2,0,0\n"
    assert rides(read_gtfs(feed(times, frequencies=often)))[138.0, 138.02] == (7, 5)


def test_without_a_calendar_every_trip_runs() -> None:
    assert read_gtfs(feed(TWO, calendar="", calendar_dates="")).trips == 3


def test_only_dates_are_a_calendar_too() -> None:
    dates = "service_id,date,exception_type\nWD,20260402,1\nWD,20260403,1\nHOL,20260404,1\n"
    found = read_gtfs(feed(TWO, calendar="", calendar_dates=dates))
    assert (found.day, found.trips) == (date(2026, 4, 2), 2)


def test_what_is_no_feed_is_said() -> None:
    with pytest.raises(Invalid, match="GTFS-JP の zip"):
        read_gtfs(b"stop_id,stop_name\n")
    with pytest.raises(Invalid, match=r"stops\.txt"):
        read_gtfs(feed(TWO, stops=""))


def test_a_stop_without_a_position_is_reported() -> None:
    found = read_gtfs(feed(TWO + "t1,15:20:00,15:20:00,X,4,0,0\n"))
    assert [(one.count, one.weight.value) for one in found.problems] == [(1, "note"), (1, "warning")]


def test_the_bus_is_taken_only_where_it_is_quicker_than_walking() -> None:
    """A road of 4 km; at 60 m a minute walking takes 61 minutes, the bus 12 + 60, every ten minutes 12 + 5."""
    spots = [(at * 100.0, 0.0) for at in range(38)]
    network = nets.net(spots, [(at, at + 1, 100.0) for at in range(37)])
    start, end = nets.node_at(network, 0, 0), nets.node_at(network, 3700, 0)
    seldom = read_gtfs(feed(TWO)).bus
    assert distances(with_bus(network, seldom, 60), end)[start] == 3_700_000
    often = "trip_id,start_time,end_time,headway_secs\nt1,13:00:00,19:00:00,600\n"
    bus = read_gtfs(feed(TWO, trips="1,WD,t1\n", frequencies=often)).bus
    ridden = with_bus(network, bus, 60)
    assert 10 * 60 + 5 * 60 <= distances(ridden, end)[start] / 1000 <= 10 * 60 + 5 * 60 + 120
    assert distances(ridden, start)[end] == 3_700_000  # no bus goes back
    assert ridden.directed and ridden.version != network.version
    assert (ridden.lat == network.lat).all() and (ridden.island == network.island).all()


def test_a_stop_at_no_street_is_left_out() -> None:
    network = nets.net([(0, 0), (100, 0)], [(0, 1, 100.0)])
    assert with_bus(network, read_gtfs(feed(TWO)).bus, 60).arcs == network.arcs


def test_packing_gives_the_same_buses() -> None:
    bus = read_gtfs(feed(TWO)).bus
    again = unpack_bus(pack_bus(bus), bus.version)
    assert all(
        np.array_equal(getattr(bus, name), getattr(again, name)) for name in ("lat", "a", "b", "ride", "wait")
    )
    assert bus.version == read_gtfs(feed(TWO)).bus.version
