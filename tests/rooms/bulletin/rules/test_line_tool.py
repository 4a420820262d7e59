"""Texts and lists for the city's own tool."""

from __future__ import annotations

from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from ibasho.rooms.bulletin.rules import line_week, rich_menu
from ibasho.rooms.bulletin.rules.segments import segments
from ibasho.rooms.bulletin.rules.telling import LINE_MAX
from ibasho.town.places.rules.status import Planned
from tests.make import MONDAY, TUESDAY

URL = "https://ibasho.example/today/?district=M01&when=week"
SUNDAY = date(2026, 11, 29)


def opens(day: date, starts: int = 15, ends: int = 18, **told: bool) -> Planned:
    return Planned(day, time(starts), time(ends), **told)  # type: ignore[arg-type]


def test_the_week_of_a_district_in_one_text() -> None:
    midori = line_week.Place(
        "みどり食堂", [opens(TUESDAY), opens(date(2026, 11, 26)), opens(date(2026, 11, 28), 10, 12)]
    )
    text = line_week.text("虹橋", MONDAY, SUNDAY, [midori], URL)
    first, line, *_rest, url = text.splitlines()
    assert first.startswith("【虹橋】11月23日") and url == URL
    assert line == "・みどり食堂 28日（土） 10:00～12:00、24日（火）・26日（木） 15:00～18:00"
    assert line_week.CAUTION in text


def test_what_is_called_off_or_not_promised_is_not_told() -> None:
    unsure = line_week.Place(
        "みどり食堂",
        [
            opens(TUESDAY, cancelled=True),
            opens(TUESDAY, promised=False),
            Planned(TUESDAY),
            Planned(TUESDAY, time(15)),
        ],
    )
    text = line_week.text("虹橋", MONDAY, SUNDAY, [unsure], URL)
    assert line_week.NOTHING in text and "みどり食堂" not in text


@given(st.lists(st.text(min_size=1, max_size=80), max_size=40))
def test_it_is_never_too_long_and_no_place_is_cut(names: list[str]) -> None:
    places = [line_week.Place(name.replace("\n", " "), [opens(TUESDAY)]) for name in names]
    text = line_week.text("虹橋", MONDAY, SUNDAY, places, URL)
    assert len(text) <= LINE_MAX and text.rstrip().endswith(URL)
    told = [line for line in text.splitlines() if line.startswith("・")]
    assert all(line.endswith("15:00～18:00") for line in told) or any(
        "\x0b" <= c <= "\x1f" or c in "\x85\u2028\u2029" for n in names for c in n
    )


def test_a_segment_for_every_district_age_and_interest() -> None:
    found = segments([("M01", "虹橋"), ("M02", "川べ")])
    assert len(found) == 3 * 7 * 7 and len({one.code for one in found}) == len(found)
    codes = {one.code: one.name for one in found}
    assert codes["M01-lower-food"] == "虹橋／小学1～3年生／ごはん"
    assert codes["all-all-all"] == "ぜんぶ／ぜんぶ／ぜんぶ"


def test_six_areas() -> None:
    assert len(rich_menu.AREAS) == 6 and len({one.label for one in rich_menu.AREAS}) == 6
