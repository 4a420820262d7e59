"""File then, file now, and ours: who wins which field."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.town.places.rules.merging import merge

UNITS = (("phone",), ("lat", "lng"))


def _of(phone: str, lat: int = 0, lng: int = 0) -> dict[str, Any]:
    return {"phone": phone, "lat": lat, "lng": lng}


@pytest.mark.parametrize(
    ("before", "now", "ours", "take", "kept"),
    [
        (_of("1"), _of("1"), _of("1"), {}, ()),
        (_of("1"), _of("2"), _of("1"), {"phone": "2"}, ()),
        (_of("1"), _of("1"), _of("9"), {}, ()),
        (_of("1"), _of("2"), _of("9"), {}, ("phone",)),
        (_of("1"), _of("9"), _of("9"), {}, ()),
        (None, _of("2"), _of(""), {"phone": "2"}, ()),
        (None, _of("2"), _of("9"), {}, ("phone",)),
    ],
)
def test_a_field_follows_the_file_until_somebody_touches_it(
    before: Any, now: Any, ours: Any, take: Any, kept: Any
) -> None:
    merged = merge(UNITS, before, now, ours)
    assert (merged.take, merged.kept) == (take, kept)


def test_fields_that_belong_together_are_taken_together_or_not() -> None:
    merged = merge(UNITS, _of("1", 3, 4), _of("1", 5, 6), _of("1", 3, 9))
    assert (merged.take, merged.kept) == ({}, ("lat", "lng"))


_sides = st.builds(_of, st.sampled_from("123"), st.integers(0, 2), st.integers(0, 2))


@given(st.none() | _sides, _sides, _sides)
def test_after_a_merge_the_same_file_has_nothing_more_to_say(before: Any, now: Any, ours: Any) -> None:
    merged = merge(UNITS, before, now, ours)
    again = merge(UNITS, now, now, ours | merged.take)
    assert (again.take, again.kept) == ({}, ())
