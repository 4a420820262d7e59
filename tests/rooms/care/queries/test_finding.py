"""Places for a child: near, open when wished, with what is needed; also where no streets are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ibasho.base.kernel.geo import Position
from ibasho.rooms.care.queries import finding, finding_map
from ibasho.rooms.care.rules.finding import Wish
from ibasho.town.areas.stages import Stage
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast
from tests.rooms.care.referrals_objects import SQUARE

pytestmark = pytest.mark.django_db
AT = make.AT
HOME = Position(34.15, 138.15)
WISH = Wish(Stage.UPPER, HOME)


@pytest.fixture
def near(people: Cast) -> Place:
    """みどり食堂: five minutes away, open on Tuesdays, with somebody who answers."""
    found = make.place(
        organisation=people.midori, lat=34.153, lng=138.15, features=["meal", "quiet"], allergy="handled", alone_from="lower",
        phone="0537-00-0001",
    )  # fmt: skip
    make.session(found)
    return found


def _names(wish: Wish) -> list[str]:
    return [one.place.name for one in finding.places(wish, AT).found]


def test_the_nearest_first_with_minutes_hours_and_why(near: Place) -> None:
    far = make.place("とおい 食堂", lat=34.17, lng=138.15)
    make.weekly(far, 1)
    make.session(far)
    lost = make.place("どこか")
    make.session(lost)
    found = finding.places(WISH, AT).found
    assert [one.place for one in found] == [near, far, lost]
    assert found[0].minutes is not None and 5 <= found[0].minutes.value <= 8 and found[0].minutes.estimate
    assert found[0].session is not None and found[0].session.day == make.TUESDAY
    assert found[0].answers and not found[1].answers and found[2].minutes is None
    assert found[0].why == ["小学4～6年生：ひとりで来てよい", "アレルギーに 対応"] and found[0].ask == [
        "空きが あるか"
    ]
    assert found[1].hours == "毎週 火曜 15:00～18:00"


def test_day_hours_and_what_is_there_narrow(near: Place) -> None:
    make.session(make.place("土曜の 食堂", lat=34.15, lng=138.15), make.TUESDAY + timedelta(days=4))
    make.place("いつか 食堂", lat=34.15, lng=138.15)
    assert _names(replace(WISH, weekdays=frozenset({1}))) == ["みどり食堂"]
    assert _names(replace(WISH, weekdays=frozenset({5}))) == ["土曜の 食堂"]
    assert _names(replace(WISH, weekdays=frozenset({1}), since=time(18))) == []
    assert finding.places(replace(WISH, weekdays=frozenset({1})), AT).unknown == 1
    assert _names(replace(WISH, features=("meal", "quiet"))) == ["みどり食堂"]
    assert _names(replace(WISH, allergy=True)) == ["みどり食堂"] == _names(replace(WISH, alone=True))
    assert len(_names(WISH)) == 3


def test_who_may_not_come_and_what_is_over_is_left_out(near: Place) -> None:
    make.place("中学生の 部屋", everyone=False, stages=["junior"])
    make.place("終わった 食堂", state="ended")
    make.place(
        "きまった人の 家", everyone=None, restricted=True, restricted_to="市が みとめた子", kind="restricted"
    )
    found = finding.places(WISH, AT).found
    assert [one.place.name for one in found] == ["みどり食堂", "きまった人の 家"]
    assert "使える人が 決まっています" in found[1].ask[0]


def test_at_most_twenty_and_never_more_questions_for_more_places(near: Place) -> None:
    with CaptureQueriesContext(
        connection,
    ) as few:
        finding.places(WISH, AT)
    for number in range(30):
        make.session(make.place(f"食堂 {number}", lat=34.16, lng=138.15))
    with CaptureQueriesContext(connection) as many:
        found = finding.places(WISH, AT)
    assert (len(found.found), found.total) == (20, 31) and len(few) == len(many)


def test_a_city_without_shapes_has_no_picture_and_one_with_them_is_pressed_on() -> None:
    make.district("M01")
    assert finding_map.picture(make.TUESDAY) is None
    make.district("M02", "四角", "しかく", geometry=SQUARE)
    city = finding_map.picture(make.TUESDAY)
    assert city is not None
    middle = city.spot(city.drawn.width / 2, city.drawn.height / 2)
    assert middle is not None and (round(middle.lat, 3), round(middle.lng, 3)) == (34.15, 138.15)
    corner = city.spot(8, 8)
    assert corner is not None and (round(corner.lat, 3), round(corner.lng, 3)) == (34.2, 138.1)
