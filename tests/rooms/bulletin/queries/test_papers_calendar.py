"""The month of 虹橋小学校区 on paper: what its children walk to, and every day whole."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.bulletin.models import QrCode
from ibasho.rooms.bulletin.queries import codes, paper_places
from ibasho.rooms.bulletin.queries import papers_calendar as calendar
from ibasho.rooms.bulletin.queries.paper_places import Reach
from ibasho.rooms.bulletin.queries.paper_tongue import Tongue
from ibasho.town.places.models import Place, Session
from ibasho.town.places.rules.calendar import Month
from tests import make

pytestmark = pytest.mark.django_db
DAY, NOVEMBER = date(2026, 11, 24), Month(2026, 11)
CODE = QrCode(code="CDFHJKMNPQ")


@pytest.fixture
def near() -> Place:
    """みどり食堂, two minutes from the school; it opens on the 24th and 25th, and is shut on the 25th."""
    made = make.place(kana="みどりしょくどう", lat=34.1505, lng=138.1505)
    for number in (24, 25):
        make.session(made, date(2026, 11, number))
    make.closed_days(made, date(2026, 11, 25))
    return made


def _reach() -> Reach:
    district = make.district()
    return paper_places.reach(district, paper_places.everywhere())


def _sheet(reach: Reach, tongue: Tongue = Tongue()) -> dict[str, Any]:  # noqa: B008 - frozen
    told = calendar.data([(reach, codes.typed(CODE))], calendar.city(NOVEMBER), tongue, DAY)
    return dict(told["sheets"][0])


def _squares(sheet: dict[str, Any]) -> dict[int, list[dict[str, Any]]]:
    return {one["number"]: one["entries"] for week in sheet["weeks"] for one in week if one["inside"]}


def _plain(pieces: list[tuple[str, str | None]]) -> str:
    return "".join(base for base, _ in pieces)


def test_a_place_near_the_school_stands_in_its_squares_and_a_closure_is_crossed_out(near: Place) -> None:
    found = _squares(_sheet(_reach()))
    assert set(found) == set(range(1, 31)), "no day is left out"
    (open_day,), (shut_day,) = found[24], found[25]
    assert (_plain(open_day["name"]), open_day["hours"], open_day["shut"]) == (
        "みどり食堂",
        "15:00～18:00",
        False,
    )
    assert shut_day["shut"] and not any(found[day] for day in range(1, 24))


def test_what_lies_too_far_to_walk_is_not_on_it(near: Place) -> None:
    far = make.place("とおい ひろば", lat=34.25, lng=138.25)
    make.session(far, date(2026, 11, 24))
    assert [_plain(one["name"]) for one in _squares(_sheet(_reach()))[24]] == ["みどり食堂"]


def test_a_place_without_a_position_counts_in_its_own_district(near: Place) -> None:
    make.session(make.place("ばしょは でんわで", district_code="M01"), date(2026, 11, 24))
    make.session(make.place("よその校区", district_code="M02"), date(2026, 11, 24))
    names = {_plain(one["name"]) for one in _squares(_sheet(_reach()))[24]}
    assert names == {"みどり食堂", "ばしょは でんわで"}


def test_a_restricted_place_is_never_on_paper() -> None:
    hidden = make.place(
        "きまった人だけ", restricted=True, restricted_to="会員", everyone=None, lat=34.1505, lng=138.1505
    )
    make.session(hidden, date(2026, 11, 24))
    sheet = _sheet(_reach())
    assert sheet["nothing"] and not sheet["legend"]


def _library(number: int) -> Place:
    """Open nearly every day; here on the 24th."""
    made = make.place(f"図書館 {number}号館", kind="library", kana="としょかん", lat=34.151, lng=138.15)
    rule = make.weekly(made, 1, 2, 3, 4, 5)
    Session.objects.create(place=made, rule=rule, day=date(2026, 11, 24), starts=rule.starts, ends=rule.ends)
    return made


def test_what_opens_nearly_every_day_stands_below_the_grid(near: Place) -> None:
    shut = [_library(number) for number in (1, 2, 3)][0]
    make.closed_days(shut, date(2026, 11, 30))
    sheet = _sheet(_reach())
    below = sheet["steady"]
    assert [_plain(one["name"]) for one in below] == ["図書館 1号館", "図書館 2号館", "図書館 3号館"]
    assert [_plain(one) for one in below[0]["shut"]] == ["11/30"]
    assert [_plain(one["name"]) for one in _squares(sheet)[24]] == ["みどり食堂"]


def test_where_few_open_nearly_every_day_they_stand_in_the_squares_too(near: Place) -> None:
    """A grid that says nothing while two places are open all month would keep children at home."""
    _library(1)
    sheet = _sheet(_reach())
    assert not sheet["steady"] and not sheet["nothing"]
    assert {_plain(one["name"]) for one in _squares(sheet)[24]} == {"みどり食堂", "図書館 1号館"}


def test_an_event_stands_where_its_place_or_its_own_position_is_near(near: Place) -> None:
    make.event_day(make.event(place=near), date(2026, 11, 24))
    make.event_day(make.event("川べりの 会", lat=34.151, lng=138.15), date(2026, 11, 24))
    make.event_day(make.event("山の 会", lat=34.25, lng=138.25), date(2026, 11, 24))
    entries = _squares(_sheet(_reach()))[24]
    assert [_plain(one["name"]) for one in entries if one["picture"] == "star"] == [
        "森の おやつ会",
        "川べりの 会",
    ]


def test_the_legend_tells_every_picture_that_is_used(near: Place) -> None:
    make.event_day(make.event(place=near), date(2026, 11, 24))
    sheet = _sheet(_reach())
    assert {one["picture"]: _plain(one["words"]) for one in sheet["legend"]} == {
        "bowl": "ごはん",
        "star": "もよおし",
    }


def test_readings_go_by_grade_and_names_keep_theirs() -> None:
    district = make.district()
    reach = paper_places.reach(district, [])
    assert ("虹橋", "にじはし") in _sheet(reach)["heading"]
    assert _sheet(reach, Tongue("en"))["heading"][1] == ("虹橋", "にじはし")
    third = Tongue("ja", 3).said("学校")
    assert third == [("学校", None)] and Tongue("ja").said("学校") == [("学校", "がっこう")]


@pytest.mark.parametrize("language", ["ja", "ja-simple", "en", "pt-br"])
def test_a_full_month_goes_on_to_a_second_page_and_its_qr_opens(near: Place, language: str) -> None:
    for at in range(8):
        other = make.place(f"とても 長い 名前の みんなの 居場所 だい{at}号館", lat=34.1505, lng=138.1505)
        for number in range(1, 31):
            make.session(other, date(2026, 11, number))
    reach, city = _reach(), calendar.city(NOVEMBER)
    pages = calendar.pictures(reach, CODE, city, Tongue(language), DAY)
    assert len(pages) > 1
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(pages[0])).resize((1638, 1158)))
    assert [one.text for one in found] == [codes.url(CODE)]
    assert calendar.sheets([(reach, CODE)], city, Tongue(language), DAY).startswith(b"%PDF")


def test_a_letter_no_font_has_is_refused_by_name(near: Place) -> None:
    Place.objects.update(name="みどり\U0001f35a食堂")
    with pytest.raises(Invalid) as refused:
        calendar.sheets([(_reach(), CODE)], calendar.city(NOVEMBER), Tongue(), DAY)
    assert "\U0001f35a" in refused.value.message


def test_where_few_are_near_the_next_ones_are_named_below_with_a_grown_up(near: Place) -> None:
    for at in range(4):
        make.session(make.place(f"とおい{at}", lat=34.17 + at / 100, lng=138.15), date(2026, 11, 24))
    sheet = _sheet(_reach())
    assert [_plain(one["name"]) for one in sheet["further"]] == ["とおい0", "とおい1"]
    assert [_plain(one["name"]) for one in _squares(sheet)[24]] == ["みどり食堂"]
