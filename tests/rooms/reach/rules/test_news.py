"""The words that go into 広報 and LINE."""

from __future__ import annotations

from datetime import date, time

from ibasho.rooms.reach.rules.news import LINE_MAX, Sender, Stand, days_words, for_line, for_paper

CITY = Sender("みほん市", "こども希望部", "051-000-0001")
HOURS = (time(10), time(11, 30))
HALL = Stand("虹橋集会所", "虹橋町1", [(date(2026, 12, 3), *HOURS), (date(2026, 12, 10), *HOURS)])


def test_days_of_a_month_stand_on_one_line() -> None:
    days = [*HALL.days, (date(2027, 1, 7), *HOURS)]
    assert days_words(days) == ["12月3日（木）、10日（木） 10:00～11:30", "1月7日（木） 10:00～11:30"]


def test_the_paper_says_what_when_where_and_whom_to_ask() -> None:
    text = for_paper("おでかけ広場", "あそびましょう。", [HALL], CITY)
    for part in (
        "おでかけ広場",
        "あそびましょう。",
        "虹橋集会所",
        "虹橋町1",
        "12月3日（木）",
        "051-000-0001",
    ):
        assert part in text


def test_line_tells_the_next_day_of_each_hall_and_never_grows_too_long() -> None:
    text = for_line("おでかけ広場", [HALL], CITY, "https://example.test/e/1")
    assert "12月3日（木） 10:00～11:30 虹橋集会所" in text
    assert "12月10日" not in text
    many = [Stand(f"とても 長い名前の 会場 その{n}", "", HALL.days) for n in range(40)]
    long = for_line("おでかけ広場", many, CITY)
    assert len(long) <= LINE_MAX
    assert "ほかにも あります。" in long
