"""One version follows another, and the place's rules hold where no version does."""

from __future__ import annotations

from datetime import date, time

import pytest

from ibasho.base.kernel.errors import Conflict, DomainError
from ibasho.rooms.openhouse.rules.faces import Drawn
from ibasho.rooms.openhouse.rules.opening_days import merged, openings
from ibasho.rooms.openhouse.rules.versions import (
    Version,
    check_publishable,
    check_withdrawable,
    followed,
    periods,
)
from ibasho.town.places.rules.opening import HolidayRule, Opening, Pattern

APRIL, JUNE, JULY = date(2026, 4, 1), date(2026, 6, 1), date(2026, 7, 1)
AFTERNOON = Drawn(0, time(15, 30), time(17, 15), name="自由あけ")
EVENING = Drawn(0, time(17, 15), time(20), "study", "自習")
HAND = Opening(Pattern.WEEKLY, weekdays=frozenset({0}), starts=time(9), ends=time(12))


def version(starts: date, ends: date | None = None, *faces: Drawn, **more: object) -> Version:
    return Version(starts, ends, faces or (AFTERNOON,), title="版", **more)  # type: ignore[arg-type]


def test_the_one_in_force_ends_the_day_before() -> None:
    found = followed([version(APRIL)], version(JUNE))
    assert [(one.starts_on, one.ends_on) for one in found] == [(APRIL, date(2026, 5, 31)), (JUNE, None)]


def test_one_that_is_over_stays_as_it_was() -> None:
    before = version(APRIL, date(2026, 5, 10))
    assert followed([before], version(JUNE))[0] == before


@pytest.mark.parametrize("starts", [JUNE, APRIL], ids=["same-day", "before-it"])
def test_two_never_hold_at_once(starts: date) -> None:
    with pytest.raises(Conflict) as refusal:
        followed([version(JUNE)], version(starts))
    assert refusal.value.code == "version.follows"


def test_one_that_ends_before_the_next_begins_fits_between() -> None:
    assert len(followed([version(JUNE)], version(APRIL, date(2026, 5, 31)))) == 2


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (Version(JUNE, None, ()), "version.empty"),
        (version(APRIL), "version.past"),
        (version(JULY, JUNE), "version.backwards"),
    ],
    ids=["empty", "past", "backwards"],
)
def test_what_cannot_be_published_says_why(new: Version, code: str) -> None:
    with pytest.raises(DomainError) as refusal:
        check_publishable(new, today=JUNE)
    assert refusal.value.code == code


def test_what_begins_today_can_be_published_and_not_be_taken_back() -> None:
    check_publishable(version(JUNE), today=JUNE)
    check_withdrawable(JULY, today=JUNE)
    with pytest.raises(Conflict):
        check_withdrawable(JUNE, today=JUNE)


def test_a_public_holiday_is_no_day_of_a_version_unless_it_says_so() -> None:
    thanks = date(2026, 11, 23)  # a Monday
    assert version(APRIL).faces_on(thanks) == []
    assert version(APRIL, on_holidays=True).faces_on(thanks) == [AFTERNOON]
    assert version(APRIL).faces_on(date(2026, 11, 30)) == [AFTERNOON]
    assert version(APRIL).faces_on(date(2026, 3, 30)) == []


def test_days_are_cut_where_a_version_begins_or_ends_and_joined_where_nothing_changes() -> None:
    found = periods(
        [version(APRIL, date(2026, 5, 31)), version(JUNE, date(2026, 6, 30)), version(JULY, None, EVENING)]
    )
    assert [(one.first, one.last) for one in found] == [(APRIL, date(2026, 6, 30)), (JULY, None)]


def test_two_rooms_make_one_opening() -> None:
    found = periods([version(APRIL), version(JUNE, None, EVENING)])
    assert [one.stretches[0].ends for one in found] == [time(17, 15), time(20)]
    assert found[1].wishes[0].adults == 2


def test_hand_made_rules_hold_outside_the_days_of_versions() -> None:
    made = periods([version(JUNE, date(2026, 6, 30))])
    found = openings([HAND], made, ruled_before=[], ruled=[(JUNE, date(2026, 6, 30))], today=APRIL)
    assert [(one.starts, one.valid_from, one.valid_until) for one in found] == [
        (time(9), None, date(2026, 5, 31)), (time(9), JULY, None), (time(15, 30), JUNE, date(2026, 6, 30)),
    ]  # fmt: skip
    assert found[2].holiday is HolidayRule.CLOSED


def test_publishing_again_takes_the_old_rules_of_faces_away_and_leaves_single_days() -> None:
    single = Opening(Pattern.DATES, dates=(date(2026, 6, 7),), starts=time(10), ends=time(12))
    first = openings([single], periods([version(APRIL)]), ruled_before=[], ruled=[(APRIL, None)], today=APRIL)
    again = openings(
        first, periods([version(APRIL, None, EVENING)]), ruled_before=[(APRIL, None)], ruled=[(APRIL, None)], today=APRIL
    )  # fmt: skip
    assert [one.starts for one in again] == [time(10), time(17, 15)]


def test_taking_back_gives_the_hand_made_rule_back() -> None:
    cut = openings([HAND], periods([version(JUNE)]), ruled_before=[], ruled=[(JUNE, None)], today=APRIL)
    back = openings(cut, [], ruled_before=[(JUNE, None)], ruled=[], taken_back=JUNE, today=APRIL)
    assert back == [HAND]


def test_what_is_over_goes() -> None:
    past = Opening(
        Pattern.WEEKLY, weekdays=frozenset({1}), starts=time(9), ends=time(10), valid_until=date(2026, 3, 31)
    )
    assert openings([past], [], ruled_before=[], ruled=[], today=APRIL) == []


def test_spans_that_touch_are_one() -> None:
    assert merged([(JUNE, None), (APRIL, date(2026, 5, 31))]) == [(APRIL, None)]
    assert merged([(APRIL, date(2026, 4, 2)), (JUNE, JULY)]) == [(APRIL, date(2026, 4, 2)), (JUNE, JULY)]
