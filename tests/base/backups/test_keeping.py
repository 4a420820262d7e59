"""Which backups stay, and how the log's segments follow each other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.backups import keeping, segments
from ibasho.base.backups.place import Keep
from ibasho.base.kernel.errors import Invalid

NOW = datetime(2026, 11, 26, 17, 30, tzinfo=UTC)  # 02:30 JST
MIB = 1 << 20


def nightly(count: int) -> dict[str, datetime]:
    return {f"{day:04}": NOW - timedelta(days=day) for day in range(count)}


def test_a_city_of_two_years_keeps_days_weeks_and_months() -> None:
    ended = nightly(900)
    dropped = keeping.to_drop(ended, Keep(14, 8, 24))
    left = sorted(set(ended) - set(dropped))
    assert left[:14] == [f"{day:04}" for day in range(14)]
    assert 14 + 6 + 20 <= len(left) <= 14 + 8 + 24
    assert ended[left[-1]] < NOW - timedelta(days=690), "the oldest month is nearly two years back"
    assert ended[dropped[0]] < ended[dropped[-1]], "the oldest goes first"


@given(
    st.lists(st.integers(0, 5_000), min_size=1, unique=True),
    st.integers(1, 5),
    st.integers(0, 5),
    st.integers(0, 5),
)
def test_the_newest_always_stays_and_to_drop_again_drops_nothing(
    hours: list[int], d: int, w: int, m: int
) -> None:
    ended = {str(hour): NOW - timedelta(hours=hour) for hour in hours}
    keep = Keep(d, w, m)
    gone = set(keeping.to_drop(ended, keep))
    left = {label: at for label, at in ended.items() if label not in gone}
    assert str(min(hours)) in left
    assert keeping.to_drop(left, keep) == []


@pytest.mark.parametrize("text", ["", "14", "0d,8w", "14d;8w", "8w"])
def test_a_setting_nobody_can_read_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="BACKUP_KEEP"):
        Keep.read(text)


@pytest.mark.parametrize(
    ("lsn", "name"),
    [
        ("0/2000028", "000000010000000000000002"),
        ("0/FFFFFFFF", "0000000100000000000000FF"),
        ("1/0", "000000010000000100000000"),
        ("A/FE000000", "000000010000000A000000FE"),
    ],
)
def test_names_of_segments_as_postgresql_gives_them(lsn: str, name: str) -> None:
    assert segments.of_lsn(lsn, 1, 16 * MIB) == name


@pytest.mark.parametrize(
    ("lsn", "name"), [("0/3000120", "000000010000000000000004"), ("0/4000000", "000000010000000000000004")]
)
def test_what_follows_the_end_of_a_backup_is_not_in_it(lsn: str, name: str) -> None:
    assert segments.after_lsn(lsn, 1, 16 * MIB) == name


def test_the_last_of_a_log_is_followed_by_the_first_of_the_next() -> None:
    assert segments.following("0000000100000000000000FF", 16 * MIB) == "000000010000000100000000"
    assert segments.following("000000010000000000000003", 1024 * MIB) == "000000010000000100000000"


def test_a_gap_is_named_and_a_new_timeline_is_none() -> None:
    first, second, third = (f"0000000100000000000000{n:02X}" for n in (2, 3, 4))
    assert segments.missing([first, third], first, 16 * MIB) == [second]
    assert segments.missing([first, second.replace("00000001", "00000002", 1), third], first, 16 * MIB) == []
    assert segments.missing([], first, 16 * MIB) == []
