"""Which session fits a wished day and hours, and where a picture of the city was pressed."""

from __future__ import annotations

from datetime import date, time

import pytest

from ibasho.rooms.care.rules import finding as rules
from ibasho.rooms.care.rules.finding import Wish
from ibasho.town.areas.stages import Stage
from ibasho.town.places.rules.status import Planned

TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)
DAYS = (
    Planned(TUESDAY, time(15), time(18)),
    Planned(WEDNESDAY, time(10), time(12)),
    Planned(date(2026, 12, 1), None, None),
)


@pytest.mark.parametrize(
    ("weekdays", "since", "until", "day"),
    [
        ((), None, None, TUESDAY),
        ((2,), None, None, WEDNESDAY),
        ((1,), time(17), time(19), TUESDAY),
        ((1,), time(18), None, date(2026, 12, 1)),  # shuts at six; the week after nobody knows the hours
        ((1,), None, time(15), date(2026, 12, 1)),
        ((2,), time(13), None, None),
        ((5, 6), None, None, None),
    ],
)
def test_the_first_session_on_a_wished_day_in_the_wished_hours(
    weekdays: tuple[int, ...], since: time | None, until: time | None, day: date | None
) -> None:
    found = rules.fitting(DAYS, Wish(Stage.UPPER, None, frozenset(weekdays), since, until))
    assert (found.day if found else None) == day


def test_a_day_that_was_called_off_fits_nobody() -> None:
    assert rules.fitting([Planned(TUESDAY, cancelled=True)], Wish(Stage.UPPER)) is None


def test_a_press_on_the_picture_is_a_spot_in_the_city() -> None:
    box = (138.0, 34.0, 138.2, 34.1)
    found = rules.on_picture(100, 25, width=200, height=100, box=box)
    assert found is not None and (round(found.lat, 6), round(found.lng, 6)) == (34.075, 138.1)
    assert rules.on_picture(0, 0, width=200, height=100, box=box) is None  # what a keyboard sends
    assert rules.on_picture(201, 5, width=200, height=100, box=box) is None
