"""What of the journal is news, and how it is said: the place's name and the days, no reason and nobody."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ibasho.rooms.bulletin.rules import counting, place_news
from ibasho.rooms.bulletin.rules.telling import TITLE_MAX

DAYS = {"first": "2026-11-24", "last": "2026-11-24"}
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("verb", "data", "via", "title"),
    [
        ("close_days", {**DAYS, "sudden": True}, "page", "急な お休み：みどり食堂"),
        ("close_days", {**DAYS, "sudden": False}, "page", None),
        ("reopen", DAYS, "page", "お休みを とりけしました：みどり食堂"),
        ("pause", {}, "page", "休止：みどり食堂"),
        ("resume", {}, "page", "また あきます：みどり食堂"),
        ("publish", {}, "page", "あたらしい居場所：みどり食堂"),
        ("publish", {}, "import", None),
        ("publish", {}, "command", None),
        ("create", {"state": "published"}, "job", None),
        ("resume", {}, "job", "また あきます：みどり食堂"),
        ("create", {"state": "published"}, "page", "あたらしい居場所：みどり食堂"),
        ("create", {"state": "draft"}, "page", None),
        ("change", {"fields": ["phone"]}, "page", None),
    ],
)
def test_what_is_news(verb: str, data: dict[str, Any], via: str, title: str | None) -> None:
    found = place_news.read(f"places.place.{verb}", data, via)
    assert (found.title("みどり食堂") if found else None) == title


def test_a_closure_says_its_days() -> None:
    one = place_news.read(place_news.CLOSE, {**DAYS, "sudden": True}, "page")
    many = place_news.read(place_news.CLOSE, {**DAYS, "last": "2026-11-26", "sudden": True}, "page")
    assert one and many
    assert one.words("みどり食堂") == "みどり食堂は 11月24日（火） お休みです。"
    assert many.words("みどり食堂") == "みどり食堂は 11月24日（火）から 11月26日（木）まで お休みです。"


@pytest.mark.parametrize(
    ("day", "urgent", "over"), [(23, False, False), (24, True, False), (25, False, True)]
)
def test_only_a_day_that_runs_wakes_people(day: int, urgent: bool, over: bool) -> None:
    found = place_news.read(place_news.CLOSE, {**DAYS, "sudden": True}, "page")
    assert found
    assert (found.is_urgent(date(2026, 11, day)), found.is_over(date(2026, 11, day))) == (urgent, over)


def test_a_long_name_fits() -> None:
    found = place_news.read(place_news.PUBLISH, {}, "page")
    assert found and len(found.title("あ" * 200)) == TITLE_MAX


@pytest.mark.parametrize(
    ("people", "words"),
    [
        (0, "10人より 少ない"),
        (9, "10人より 少ない"),
        (10, "やく 10人"),
        (127, "やく 120人"),
        (3_456, "やく 3,400人"),
    ],
)
def test_a_number_of_people_is_rounded_downwards(people: int, words: str) -> None:
    assert counting.about(people) == words
    assert (counting.shown(people) is None) == (people < 10)
