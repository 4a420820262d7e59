"""Streets and buses come in through the one door: looked at first, whole or not at all, one of each in use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotAllowed
from ibasho.base.kernel.geo import Position
from ibasho.town.areas import actions, commands, travel
from ibasho.town.areas.engine.bus import bus_of
from ibasho.town.areas.models import BusTimetable, StreetNetwork
from ibasho.town.areas.stages import Stage
from tests import make
from tests.people import Cast, cast
from tests.town.areas.datasets.test_gtfs import TWO, feed
from tests.town.areas.datasets.test_streets import geojson
from tests.town.areas.engine import nets
from tests.town.areas.shapes import square

pytestmark = pytest.mark.django_db
ROAD = [[138.0, 34.7], [138.001, 34.7], [138.002, 34.7]]
FAR = [[139.0, 35.7], [139.001, 35.7]]
JOB = Actor.of_job("areas.import")


def run(command: Any, path: Path, data: bytes, *options: str) -> Result:
    path.write_bytes(data)
    return CliRunner().invoke(command, [str(path), *options])


def test_streets_come_in_and_minutes_follow_them(tmp_path: Path) -> None:
    done = run(
        commands.streets,
        tmp_path / "road.geojson",
        geojson(ROAD),
        "--source",
        "みほん市",
        "--as-of",
        "2026-04-01",
    )
    assert done.exit_code == 0, done.output
    row = StreetNetwork.objects.get()
    assert (row.current, row.source, str(row.as_of), row.nodes, row.islands) == (
        True,
        "みほん市",
        "2026-04-01",
        2,
        0,
    )
    assert "交差点 2" in done.output
    (told,) = travel.minutes(Position(34.7, 138.0), [Position(34.7, 138.002)], Stage.UPPER)
    assert (told.metres, told.estimate) == (183, False)


def test_a_look_writes_nothing(tmp_path: Path) -> None:
    done = run(
        commands.streets,
        tmp_path / "road.geojson",
        geojson(ROAD),
        "--source",
        "みほん市",
        "--dry-run",
        "--json",
    )
    assert json.loads(done.output)["taken"] is False
    assert not StreetNetwork.objects.exists()


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        done = run(commands.streets, tmp_path / "road.geojson", geojson(ROAD), "--source", "みほん市")
        assert done.exit_code == 0
    assert "もう 同じものが 入っています" in done.output
    assert StreetNetwork.objects.count() == 1
    assert Entry.objects.filter(verb="areas.streets.set").count() == 1


def test_new_streets_are_in_use_and_the_old_ones_stay_for_old_studies(tmp_path: Path) -> None:
    longer = [*ROAD, [138.003, 34.7], [138.003, 34.701]]
    for line in (ROAD, longer, ROAD):
        run(
            commands.streets,
            tmp_path / "road.geojson",
            geojson(line, [line[0], [138.0, 34.701]]),
            "--source",
            "みほん市",
        )
    assert sorted(StreetNetwork.objects.values_list("nodes", "current")) == [(3, True), (4, False)]
    assert (
        StreetNetwork.objects.get(current=True).length_km < StreetNetwork.objects.get(current=False).length_km
    )


def test_streets_far_from_the_city_are_refused_whole(tmp_path: Path) -> None:
    actions.set_boundary(
        name="みほん市", geometry=square(138.0, 34.7), source="みほん", as_of=make.MONDAY, by=JOB, at=make.AT
    )
    done = run(commands.streets, tmp_path / "far.geojson", geojson(FAR), "--source", "よその市")
    assert (done.exit_code, StreetNetwork.objects.count()) == (2, 0)
    assert "歩ける道が ひとつも ありません" in done.output
    both = run(commands.streets, tmp_path / "both.geojson", geojson(ROAD, FAR), "--source", "みほん市")
    assert "市のまわりの外で 使わない道 1本" in both.output


def test_lines_without_a_source_are_not_taken_in(tmp_path: Path) -> None:
    done = run(commands.streets, tmp_path / "road.geojson", geojson(ROAD))
    assert (done.exit_code, StreetNetwork.objects.count()) == (2, 0)
    assert "出典" in done.output


def test_buses_come_in_once_and_are_ridden(tmp_path: Path) -> None:
    streets = nets.net([(at * 100.0, 0.0) for at in range(38)], [(at, at + 1, 100.0) for at in range(37)])
    assert travel.network_with_bus(60) is None
    make.streets(streets)
    assert travel.network_with_bus(60) is None
    for _ in range(2):
        done = run(commands.bus, tmp_path / "gtfs.zip", feed(TWO))
        assert done.exit_code == 0, done.output
    row = BusTimetable.objects.get()
    assert (row.stops, row.trips, row.current, row.source) == (3, 2, True, "みほんバス（GTFS-JP）")
    ridden = travel.network_with_bus(200)
    assert ridden is not None and ridden.directed
    assert travel.network_with_bus(200) is ridden
    assert Entry.objects.filter(verb="areas.bus.set").count() == 1


def test_another_timetable_takes_its_place(tmp_path: Path) -> None:
    run(commands.bus, tmp_path / "gtfs.zip", feed(TWO))
    run(commands.bus, tmp_path / "gtfs.zip", feed(TWO.replace("15:06", "15:05")))
    assert sorted(BusTimetable.objects.values_list("current", flat=True)) == [False, True]


def test_only_who_keeps_the_areas_may_change_streets_and_buses() -> None:
    town = cast()
    network = nets.net([(0, 0), (100, 0)], [(0, 1, 100.0)])
    none = network.lat[:0]
    nothing = bus_of(none, none, network.to[:0], network.to[:0], none.astype("f4"), none.astype("f4"))
    for person in (town.mado, town.hana, town.tamotsu):
        with pytest.raises(NotAllowed):
            actions.set_streets(network=network, source="x", by=Cast.by(person), at=make.AT)
        with pytest.raises(NotAllowed):
            actions.set_bus(bus=nothing, trips=0, source="x", by=Cast.by(person), at=make.AT)
    assert actions.set_streets(network=network, source="x", by=Cast.by(town.fumi), at=make.AT).current
