"""Remaking sessions never doubles them and never takes away what a person has touched."""

from __future__ import annotations

from datetime import date, time

from hypothesis import given, settings
from hypothesis import strategies as st

from ibasho.town.places.rules.occurrences import Occurrence
from ibasho.town.places.rules.remaking import Changes, Existing, diff

DAY = date(2026, 11, 28)
starts = st.none() | st.sampled_from([time(10), time(13), time(15, 30)])
few_days = st.sampled_from([DAY, date(2026, 11, 29), date(2026, 12, 5)])


def wanted(hour: int, day: date = DAY, ends: int | None = None) -> Occurrence:
    return Occurrence(day, time(hour), time(ends) if ends else None, 0)


def there(key: int, hour: int, *, held: bool = False, by_rule: bool = True) -> Existing:
    return Existing(key, DAY, time(hour), None, held, by_rule)


def test_what_stands_and_is_wanted_is_kept() -> None:
    assert diff([there(1, 10)], [wanted(10)]) == Changes(keep=((1, wanted(10)),))


def test_a_changed_hour_moves_the_session_and_keeps_its_sign_ups() -> None:
    assert diff([there(1, 10)], [wanted(11)]) == Changes(retime=((1, wanted(11)),))
    assert diff([there(1, 10)], [wanted(10, ends=12)]) == Changes(retime=((1, wanted(10, ends=12)),))


def test_a_day_no_longer_wanted_is_dropped_unless_a_person_touched_it() -> None:
    assert diff([there(1, 10)], []) == Changes(drop=(1,))
    assert diff([there(1, 10, held=True)], []) == Changes(held=(1,))


def test_a_session_moved_by_hand_is_not_doubled_by_its_rule() -> None:
    assert diff([there(1, 16, held=True)], [wanted(15)]) == Changes(held=(1,))


def test_a_session_added_by_hand_stands_beside_the_rule() -> None:
    assert diff([there(1, 10, by_rule=False)], [wanted(15)]) == Changes(add=(wanted(15),))
    assert diff([there(1, 10, by_rule=False)], []) == Changes()
    assert diff([there(1, 10, by_rule=False)], [wanted(10, ends=12)]).add == ()


def test_two_parts_of_a_day_are_matched_by_their_start() -> None:
    changes = diff([there(1, 13), there(2, 10)], [wanted(10), wanted(14)])
    assert changes == Changes(keep=((2, wanted(10)),), retime=((1, wanted(14)),))


@st.composite
def standing(draw: st.DrawFn) -> list[Existing]:
    keys = draw(st.sets(st.tuples(few_days, starts), max_size=8))
    return [
        Existing(n, day, hour, None, draw(st.booleans()), draw(st.booleans()))
        for n, (day, hour) in enumerate(sorted(keys, key=str))
    ]


wishes = st.sets(st.tuples(few_days, starts), max_size=8).map(
    lambda keys: [Occurrence(day, hour, None, 0) for day, hour in sorted(keys, key=str)]
)


@settings(deadline=None)
@given(standing(), wishes)
def test_remaking_twice_changes_nothing_and_nothing_is_doubled(
    existing: list[Existing], wish: list[Occurrence]
) -> None:
    after = applied(existing, diff(existing, wish))
    keys = [(one.day, one.starts) for one in after]
    assert len(keys) == len(set(keys))
    again = diff(after, wish)
    assert not (again.add or again.retime or again.drop)
    touched = {one.key for one in existing if one.held or not one.by_rule}
    assert touched <= {one.key for one in after}


def applied(existing: list[Existing], changes: Changes) -> list[Existing]:
    moved = dict(changes.retime)
    kept = [one for one in existing if one.key not in changes.drop]
    after = [
        Existing(one.key, one.day, moved[one.key].starts, moved[one.key].ends, one.held, one.by_rule)
        if one.key in moved
        else one
        for one in kept
    ]
    return after + [Existing(100 + n, o.day, o.starts, o.ends) for n, o in enumerate(changes.add)]
