"""Jobs are written in the city's time; the queue reads UTC."""

from __future__ import annotations

import ast
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from croniter import croniter

from ibasho.base.kernel.clock import JST
from ibasho.base.ports.by_clock import cron


@pytest.mark.parametrize(
    ("when", "utc"),
    [
        ("09:00", "0 0 * * *"),
        ("08:55", "55 23 * * *"),
        ("00:01", "1 15 * * *"),
        ("23:59", "59 14 * * *"),
        ("Tue 10:00", "0 1 * * 2"),
        ("Sun 09:00", "0 0 * * 0"),
        ("28-31 23:30", "30 14 28-31 * *"),
        ("*/10 * * * *", "*/10 * * * *"),
        ("25 */6 * * *", "25 */6 * * *"),
    ],
)
def test_a_time_of_the_city_is_told_to_the_queue(when: str, utc: str) -> None:
    assert cron(when) == utc


@pytest.mark.parametrize(
    "when",
    [
        "",
        "9:00",
        "24:00",
        "12:60",
        "Tue",
        "Tue 08:59",
        "28-31 00:10",
        "Tues 10:00",
        "5 3 * * *",
        "0 1 * * 2",
        "10:00 ",
    ],
)
def test_what_would_come_at_another_time_than_it_says_is_refused(when: str) -> None:
    with pytest.raises(ValueError):
        cron(when)


def test_every_minute_of_the_day_comes_at_that_minute() -> None:
    eve = datetime(2026, 12, 31, 14, 59, tzinfo=UTC)  # 23:59 JST
    for minute in range(24 * 60):
        meant = eve.astimezone(JST) + timedelta(minutes=minute + 1)
        assert croniter(cron(f"{meant:%H:%M}"), eve).get_next(datetime) == meant


def test_no_job_takes_nine_hours_off_by_hand() -> None:
    own = Path("ibasho/base/ports/by_clock.py")
    found = [
        f"{path}:{node.lineno}"
        for path in Path("ibasho").rglob("*.py")
        if path != own and "periodic" in (text := path.read_text(encoding="utf-8"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute) and node.attr == "periodic"
    ]
    assert found == []
