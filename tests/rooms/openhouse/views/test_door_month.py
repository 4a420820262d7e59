"""The month's report: page, Excel, CSV and PDF say the same, and it is what was counted at the door."""

from __future__ import annotations

import csv
import io
from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from django.db.models import Sum
from django.test import Client
from openpyxl import load_workbook

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.openhouse.actions import closing, counting
from ibasho.rooms.openhouse.actions.counting import Tap
from ibasho.rooms.openhouse.models import Crossing, Presence
from ibasho.rooms.openhouse.queries import statistics
from ibasho.rooms.openhouse.rules.counting import Turn
from ibasho.rooms.openhouse.rules.kinds import Crossing as Way
from ibasho.town.areas.stages import Stage
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast, cast
from tests.rooms.openhouse import ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
DAYS = (make.MONDAY, make.TUESDAY)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def place(people: Cast, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Two days: twelve and five came, two went before, one tap was wrong; closing time cleared the house."""
    monkeypatch.setattr(clock, "now", lambda: clock.at(make.TUESDAY, time(22)))
    place = ground.ground(people).place
    ground.door(place)
    for day, heads in zip(DAYS, (12, 5), strict=True):
        make.session(place, day=day, starts=time(15, 30), ends=time(20))
        tap(place, people, clock.at(day, time(15, 45)), heads)
        tap(place, people, clock.at(day, time(17, 30)), 2, Stage.HIGH)
        tap(place, people, clock.at(day, time(18, 0)), 2, turn=Turn.OUT)
        wrong = tap(place, people, clock.at(day, time(18, 5)), 1)
        by, at = people.by(people.hana), clock.at(day, time(19))
        counting.undo(place=place, nonce=uuid4(), of=wrong.nonce, by=by, at=at)
    closing.clear_due(by=Actor.of_job("test"), at=clock.at(make.TUESDAY, time(20, 30)))
    return place


def tap(
    place: Place, people: Cast, at: datetime, heads: int, stage: Stage = Stage.UPPER, turn: Turn = Turn.IN
) -> Crossing:
    one = Tap(uuid4(), stage, turn, heads)
    return counting.count(place=place, tap=one, way=Way.STAFF, by=people.by(people.hana), at=at)


def test_the_report_adds_up_to_the_door(place: Place) -> None:
    found = statistics.month(place, 2026, 11, today=make.TUESDAY)
    taps = Crossing.objects.filter(place=place).aggregate(came=Sum("came"), inside=Sum("inside"))
    sums = Presence.objects.filter(place=place).aggregate(came=Sum("came"), inside=Sum("inside"))
    assert taps == sums == {"came": 21, "inside": 0}
    assert found.came == sum(day.came for day in found.days) == sum(came for _hour, came in found.hours) == 21
    assert found.totals[Stage.UPPER] == 17 and found.totals[Stage.HIGH] == 4
    assert found.hours == [(15, 17), (17, 4)]
    assert [(day.came, day.most) for day in found.days] == [(14, 14), (7, 7)]
    assert (found.open_days, found.a_day) == (2, 10.5)


def test_a_month_knows_its_neighbours_and_no_future(place: Place) -> None:
    assert statistics.month(place, 2026, 12, today=make.TUESDAY).days == []
    assert statistics.before(place, 2026, 12, today=make.TUESDAY).came == 21
    make.session(place, day=make.TUESDAY + timedelta(days=1))
    assert statistics.month(place, 2026, 11, today=make.TUESDAY).open_days == 2


def test_page_excel_csv_and_pdf(client: Client, people: Cast, place: Place) -> None:
    sign_in(client, people.hana, day=make.TUESDAY)
    address = f"/ops/open/{place.public_id}/month/"
    page = client.get(address, {"month": "2026-11"}).content.decode()
    assert "2026年11月" in page and ">21<" in page
    book = load_workbook(io.BytesIO(client.get(address, {"format": "xlsx"}).content))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert [row[-2] for row in rows[1:]] == [14, 7]
    text = client.get(address, {"format": "csv"}).content.decode("utf-8-sig")
    assert [row[-2] for row in csv.reader(io.StringIO(text))][1:] == ["14", "7"]
    assert client.get(address, {"format": "csv-cp932"}).content.decode("cp932").startswith("日")
    paper = client.get(f"{address}paper/", {"month": "2026-11"})
    assert paper.content.startswith(b"%PDF")
    assert client.get(address, {"month": "nonsense"}).status_code == 200


def test_the_city_reads_it_and_a_stranger_does_not(client: Client, people: Cast, place: Place) -> None:
    sign_in(client, people.tsubaki, day=make.TUESDAY)
    assert client.get(f"/desk/open/{place.public_id}/month/").status_code == 200
    assert client.get(f"/desk/open/{place.public_id}/today/").status_code == 404
    assert place.name in client.get("/desk/open/doors/").content.decode()
    stranger = sign_in(Client(), people.ken, day=make.TUESDAY)
    assert stranger.get(f"/ops/open/{place.public_id}/month/").status_code == 404


def test_what_the_paper_is_told(place: Place) -> None:
    found = statistics.month(place, 2026, 11, today=make.TUESDAY)
    told = statistics.told(
        place, found, statistics.before(place, 2026, 11, today=make.TUESDAY), made_on=make.TUESDAY
    )
    assert (told["came"], told["before"], told["month"]) == (21, 0, "令和8年11月")
    assert [line[-2] for line in told["days"]] == [14, 7]
