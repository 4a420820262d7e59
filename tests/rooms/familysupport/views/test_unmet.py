"""足りない時間: 恵 sees where and when nobody was found, 葵 sees it without small numbers, both as Excel."""

from __future__ import annotations

from datetime import date, time, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.models import DropInCare, DropInDay
from ibasho.rooms.familysupport.queries import unmet as queries
from ibasho.town.areas.models import SchoolDistrict
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import Ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
PAGE = "/desk/support/unmet/"
MONDAY = date(2026, 9, 7)


@pytest.fixture(autouse=True)
def _that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.AT)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def made(people: Cast) -> Ground:
    """Twelve Mondays at 17–18 without anybody, two with 千代, one called off; 保 lives in 東小."""
    square = [[137.99, 34.76], [138.0, 34.76], [138.0, 34.77], [137.99, 34.76]]
    SchoolDistrict.objects.create(
        code="east", name="東小学校", kana="ひがし", source="みほん", geometry={"type": "Polygon", "coordinates": [square]}
    )  # fmt: skip
    made = ground.ground(people)
    made.tamotsu.district_code = "east"
    made.tamotsu.save()
    for week in range(12):
        missed(made, MONDAY - timedelta(days=7 * week), "nobody_free")
    missed(made, MONDAY + timedelta(days=1), "no_car")
    for week in (1, 2):
        day = MONDAY + timedelta(days=7 * week)
        decided = clock.at(day - timedelta(days=3), time(10))
        ground.visit(ground.request(made, day), state="done", provider=made.chiyo, decided_at=decided)
    ground.visit(
        ground.request(made, MONDAY + timedelta(days=30)),
        state="cancelled",
        cancelled_at=make.AT,
        cancel_kind="before",
    )
    place = make.place("にじ保育園", kind="temporary_care", organisation=people.midori)
    DropInDay.objects.create(
        care=DropInCare.objects.create(place=place, capacity=4),
        day=MONDAY,
        capacity=4,
        served=4,
        turned_away=2,
    )
    return made


def missed(made: Ground, day: date, reason: str) -> Any:
    asked = ground.request(made, day, starts=time(17), ends=time(18))
    return ground.visit(asked, state="unmet", unmet_reason=reason, unmet_at=make.AT)


def test_megumi_sees_all(made: Ground, people: Cast) -> None:
    megumi = sign_in(Client(), people.megumi)
    told = megumi.get(PAGE).content.decode()
    assert '<td data-reach="s3">12</td>' in told
    assert "東小学校 13" in told  # the map's title
    assert "車・チャイルドシートが いる" in told
    rows = sheet(megumi, "districts")
    assert rows[1] == ("東小学校", 15, 2, 13, 87)
    assert sheet(megumi, "reasons")[1:3] == [
        ("その時間に 動ける人が いない", 12),
        ("近くに 提供会員が いない", 0),
    ]
    hours = {row[0]: row[1:] for row in sheet(megumi, "hours")[1:]}
    assert hours["17:00"] == (12, 1, 0, 0, 0, 0, 0) or hours["17:00"] == ("12", "1", 0, 0, 0, 0, 0)
    assert [row[0] for row in sheet(megumi, "months")[1:]] == [
        "2026年6月",
        "2026年7月",
        "2026年8月",
        "2026年9月",
        "ぜんぶ",
    ]


def sheet(client: Client, table: str) -> list[tuple[Any, ...]]:
    response = client.get(PAGE, {"table": table, "format": "xlsx", "year": "2026"})
    book = openpyxl.load_workbook(BytesIO(response.content))
    return list(book.worksheets[0].iter_rows(values_only=True))


def test_aoi_sees_no_small_number(made: Ground, people: Cast) -> None:
    aoi = sign_in(Client(), people.aoi)
    told = aoi.get(PAGE).content.decode()
    assert '<td data-reach="s3">12</td>' in told
    assert '<td data-reach="secret">' in told
    assert "10回より 少ない数" in told
    assert sheet(aoi, "districts")[1][2] == "少ないので 出しません"
    assert sheet(aoi, "reasons")[3][1] == "少ないので 出しません"  # 1 visit for want of a car
    assert sheet(aoi, "reasons")[1][1] == "少ないので 出しません"  # and 12, from which it could be worked out


def test_a_constant_number_of_statements(made: Ground, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(4):
        found = queries.unmet(made.centre, date(2026, 4, 1), date(2027, 3, 31))
    assert (found.served, found.unmet, found.turned_away) == (2, 13, 2)
    assert found.hours[(0, 17)] == 12


def test_a_year_without_requests(people: Cast) -> None:
    ground.ground(people)
    assert "まだ ありません" in sign_in(Client(), people.aoi).get(PAGE).content.decode()
