"""Chapters, the edition as a value, what is said openly, the children's four pages, the council's workbook: no database."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.ui.furigana import unread
from ibasho.front.reports.rules import council, kids, kids_words, openly, pictures, report
from ibasho.front.reports.rules.edition import FigureTold, Point, Series, amount, from_json, to_json
from ibasho.front.reports.rules.indicators import CATALOGUE
from ibasho.front.reports.rules.kinds import ReportState
from tests.front.reports.yearly_ground import edition, figure, figures, point, saying, swapped, table


def readable(text: str) -> bool:
    return "鰯" not in text


def test_every_indicator_has_one_home_and_the_first_page_shows_six() -> None:
    homes = [report.of_indicator(one.code).code for one in CATALOGUE]
    assert report.OTHER not in homes
    named = [code for one in report.CHAPTERS if one.code != report.GLANCE for code in one.indicators]
    assert sorted(named) == sorted({one.code for one in CATALOGUE})
    assert len(report.BY_CODE[report.GLANCE].indicators) == 6
    assert report.of_indicator("a_citys_own").code == report.OTHER


def test_codes_are_told_apart_and_fit_the_table() -> None:
    assert len({one.code for one in report.CHAPTERS}) == len(report.CHAPTERS)
    assert all(len(one.code) <= 24 for one in report.CHAPTERS)


def test_whatever_a_child_reads_of_ours_has_its_readings() -> None:
    ours = list(kids_words.WORDS.values())
    ours += [part for one in report.CHAPTERS for part in (one.child_title, one.title, one.lead)]
    ours += list(openly.KINDS.values())
    assert {text: unread(text) for text in ours if unread(text)} == {}


def test_an_edition_comes_back_from_json_as_it_was() -> None:
    whole = edition(hajimeni=("あいさつ", "こんにちは"))
    assert from_json(json.loads(json.dumps(to_json(whole)))) == whole


def test_an_edition_of_another_version_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="version 99"):
        from_json({**to_json(edition()), "version": 99})


def test_what_an_older_edition_did_not_know_has_its_default() -> None:
    told = to_json(edition())
    for passage in told["passages"]:
        passage.pop("answers")
    assert from_json(told).passage(report.VOICES) is not None


@pytest.mark.parametrize(
    ("value", "unit", "hidden", "shown"),
    [
        (1234, "人", False, "1,234人"),
        (12.0, "回", False, "12回"),
        (33.333, "%", False, "33.3%"),
        (0, "か所", False, "0か所"),
        (None, "人", True, "秘匿"),
        (None, "人", False, "記録なし"),
    ],
)
def test_a_value_as_it_is_read(value: float | None, unit: str, hidden: bool, shown: str) -> None:
    assert amount(value, unit, hidden=hidden) == shown


def test_what_is_not_done_is_said_worst_first() -> None:
    inner = [openly.Inner("days_to_take", "日数", "ひにち")]
    goals = [
        openly.GoalAsked("m1", "見られない", "みられない", ("near_misses",)),
        openly.GoalAsked("m2", "市の中", "", ("days_to_take",)),
    ]
    found = openly.gaps(figures(), inner, goals)
    assert [(one.kind, one.code) for one in found] == [
        ("missed", "places_open"), ("missed", "shokudo_rate"), ("unknown", "near_misses"), ("hidden", "children_heard"),
        ("inner", "days_to_take"), ("goal", "m1"),
    ]  # fmt: skip
    assert found[0].words == "目標 30か所に たいして 24か所です。"
    assert "はかっていません" in found[2].words


def test_a_year_without_data_is_all_gaps_and_no_picture() -> None:
    nothing = figure("places_open", None, series=(), as_of=None, missing="この 年度は まだ はかっていません")
    assert pictures.of_figure(nothing) == ()
    (gap,) = openly.gaps([nothing], [], [])
    assert gap.kind == "unknown"
    assert nothing.shown == "記録なし"


def test_a_target_of_zero_is_drawn_and_not_missed() -> None:
    zero = figure(
        "roster_holes",
        0,
        better="fewer",
        unit="回",
        target=0,
        reached="yes",
        series=(Series(1, "", (point(2025, 3), point(2026, 0))),),
    )
    (bars,) = pictures.of_figure(zero)
    assert [row.shown for row in bars.rows] == ["3回", "0回", "0回"]
    assert openly.gaps([zero], [], []) == ()
    all_zero = replace(zero, series=(Series(1, "", (point(2025, 0), point(2026, 0))),))
    assert pictures.of_figure(all_zero)[0].top == 1


def test_a_definition_that_changed_makes_two_pictures_and_says_so() -> None:
    changed = next(one for one in figures() if one.code == "entries_verified")
    old, new = pictures.of_figure(changed)
    assert ("第1版" in old.title, "第2版" in new.title) == (True, True)
    assert [row.value for row in old.rows] == [90.5]
    assert "きめかたが かわりました：半年に ちぢめた" in pictures.notes(changed)
    assert changed.last is None


def test_hidden_numbers_are_gaps_in_a_picture() -> None:
    bars = pictures.of_table(table())
    assert bars is not None
    assert (bars.rows[-1].value, bars.rows[-1].shown) == (None, "秘匿")
    assert pictures.of_table(table(rows=0)) is None
    hidden = figure(
        "meals_eaten", 5, series=(Series(1, "", (point(2025, None, "秘匿"), point(2026, 5))),), target=9
    )
    assert [row.shown for row in pictures.of_figure(hidden)[0].rows] == ["秘匿", "5か所", "9か所"]


def test_a_picture_has_no_bar_below_zero() -> None:
    below = replace(table().rows[0], cells=(replace(table().rows[0].cells[0], value=-3),))
    assert pictures.of_table(replace(table(), rows=(*table().rows, below))) is None


def test_children_read_three_big_numbers_then_what_can_be_compared() -> None:
    told = kids.of(edition(), readable)
    assert [one.code for one in told.big] == ["places_open", "unreached_primary", "shokudo_rate"]
    assert [bar.label for bar in next(one for one in told.drawn if one.code == "meals_eaten").bars] == [
        "きょねん",
        "ことし",
    ]
    assert not {one.code for one in told.big} & {one.code for one in told.drawn}
    assert told.gaps[0] == "いばしょの 数：めあては 30か所、いまは 24か所。"
    assert told.next == ("土曜日も あける",)
    assert told.answers[0].verdict == "やります"


def test_what_cannot_be_read_aloud_waits_in_the_big_edition() -> None:
    rows = (
        saying(words="鰯が すき。"),
        saying(words="あ" * 101),
        *[saying(words=f"よかった{n}") for n in range(5)],
    )
    told = kids.of(swapped(edition(), report.SAID, sayings=rows), readable)
    assert len(told.sayings) == kids.SAYINGS
    assert told.left_out == 4
    assert kids.of(edition(hajimeni=("", "鰯")), readable).hello == ""


def test_small_numbers_are_dots_and_no_percentages() -> None:
    few = figure("places_kinds", 7, unit="しゅるい")
    whole = swapped(
        edition(),
        "better",
        figures=(
            few,
            replace(few, code="kept_share", unit="%"),
            replace(few, code="improvements", value=6.5),
        ),
    )
    drawn = {one.code: one for one in kids.of(whole, readable).drawn}
    assert drawn["places_kinds"].dots == 7
    assert (drawn["kept_share"].dots, drawn["improvements"].dots) == (0, 0)


def test_an_empty_year_still_makes_an_edition_for_children() -> None:
    empty = replace(edition(), passages=(), next_lines=())
    told = kids.of(empty, readable)
    assert (told.big, told.drawn, told.sayings, told.gaps) == ((), (), (), ())


def test_the_workbook_says_every_number_once_as_a_number() -> None:
    sheets = {title: (header, rows) for title, header, rows in council.sheets(edition())}
    header, rows = sheets["ふやす"]
    by_title = {row[0]: dict(zip(header, row, strict=True)) for row in rows}
    row = by_title["しるし places_open"]
    assert (row["数"], row["目標"], row["前の年度"], row["単位"], row["いつの"]) == (
        24,
        30,
        20,
        "か所",
        "2027-03-31",
    )
    assert by_title["しるし unreached_primary"]["もとの 件数"] == 4120
    _, hidden = sheets["聴く"]
    assert (hidden[0][1], dict(zip(header, hidden[0], strict=True))["ことわり"]) == (None, "秘匿")
    assert len(sheets) == len(council.sheets(edition()))
    assert [row[1] for row in sheets["年度ごと"][1] if row[0] == "しるし entries_verified"] == [1, 2]
    assert sheets["事業と 試行"][1][0][6:10] == (
        "本稼働",
        "来る人が いた",
        "2026-12-01",
        "R9-2 土曜日も あける",
    )


@pytest.mark.parametrize(
    ("chapter", "words", "child", "unread_kanji", "field"),
    [
        ("more", "あ" * 2001, "", (), "words"),
        ("more", "", "あ" * 201, (), "child_words"),
        ("more", "", "鰯", ("鰯",), "child_words"),
        ("care", "", "こども版に ない", (), "child_words"),
    ],
)
def test_words_that_do_not_fit_are_refused_beside_their_field(
    chapter: str, words: str, child: str, unread_kanji: tuple[str, ...], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        report.check_words(report.chapter(chapter), words, child, unread_kanji)
    assert list(caught.value.fields) == [field]


def test_words_that_fit_pass() -> None:
    report.check_words(report.chapter("more"), "あ" * 2000, "い" * 200, ())
    with pytest.raises(Invalid):
        report.chapter("nothing")


@pytest.mark.parametrize("state", list(ReportState))
def test_each_state_allows_what_it_allows(state: ReportState) -> None:
    allowed = {
        report.check_writing: ReportState.DRAFT, report.check_out: ReportState.PUBLISHED,
        report.check_asked: ReportState.ASKED,
    }  # fmt: skip
    for check, good in allowed.items():
        if state is good:
            check(state)
        else:
            with pytest.raises(Conflict):
                check(state)


@pytest.mark.parametrize("nendo", [2018, 2027])
def test_no_report_of_a_year_that_has_not_begun_or_lies_too_far_back(nendo: int) -> None:
    report.check_nendo(2026, 2026)
    with pytest.raises(Invalid):
        report.check_nendo(nendo, 2026)


@pytest.mark.parametrize("words", ["", "   ", "あ" * 301])
def test_a_reason_is_given_and_short(words: str) -> None:
    assert report.check_why(" わけ ") == "わけ"
    with pytest.raises(Invalid):
        report.check_why(words)


def test_page_three_takes_whole_sayings_while_there_is_room() -> None:
    long, short = (
        saying(words="あ" * 100, hard="い" * 100, next="う" * 100),
        saying(words="よかった", hard=""),
    )
    told = kids.of(swapped(edition(), report.SAID, sayings=(long, long, short)), readable)
    assert [len(one.lines) for one in told.sayings] == [3, 1]
    assert told.left_out == 1


def test_the_column_of_sums_is_drawn_before_its_parts() -> None:
    rows = tuple(replace(row, cells=(row.cells[0], replace(row.cells[0], value=99))) for row in table().rows)
    bars = pictures.of_table(replace(table(), columns=("小学生", "来た人の 計"), rows=rows))
    assert bars is not None
    assert (bars.title, bars.top) == ("月ごとの 開いた回（来た人の 計）", 99)


# --- a year that still runs, and marks on the way to a child ---


def counted(**fields: Any) -> FigureTold:
    """A count of the 年度, in a report that is written while it runs."""
    points = (Point(2025, 30, date(2026, 3, 31), None, ()), Point(2026, 12, date(2026, 11, 26), None, ()))
    known: dict[str, Any] = {
        "over": "year", "unit": "回", "last": 30, "as_of": date(2026, 11, 26), "series": (Series(1, "数えた回", points),)
    }  # fmt: skip
    return figure("places_open", 12, **{**known, **fields})


def drawn(one: FigureTold) -> kids.KidFigure:
    passage = edition().passage("glance")
    assert passage is not None
    told = kids.of(swapped(edition(), "glance", figures=(one,)), readable)
    return told.big[0]


def test_eight_months_are_not_laid_beside_a_whole_year_for_a_child() -> None:
    assert not drawn(counted()).bars
    assert [bar.label for bar in drawn(counted(as_of=date(2027, 3, 31))).bars] == [kids.LAST, kids.THIS]
    assert not drawn(counted(as_of=date(2027, 3, 31), last_marks=("一部のみ",))).bars
    assert [bar.label for bar in drawn(counted(over="day")).bars] == [kids.LAST, kids.THIS]


def test_the_picture_says_until_when_a_year_was_counted() -> None:
    (bars,) = pictures.of_figure(counted())
    assert [row.note for row in bars.rows] == ["", "11月26日まで"]
    (states,) = pictures.of_figure(counted(over="day"))
    assert [row.note for row in states.rows] == ["", ""]


@pytest.mark.parametrize(
    ("marks", "shown"),
    [
        ((), "12回"),
        (("推計",), "12回（だいたい）"),
        (("最低でも", "推計"), "12回（もっと 多いかも）"),
        (("自己申告",), "12回"),
    ],
)
def test_a_child_reads_too_how_sure_a_number_is(marks: tuple[str, ...], shown: str) -> None:
    assert drawn(counted(marks=marks)).shown == shown


@pytest.mark.parametrize(
    ("last", "marks", "shown"),
    [(30, (), "30回"), (30, ("一部のみ",), "30回（一部のみ）"), (None, ("秘匿",), "秘匿"), (None, (), "－")],
)
def test_the_year_before_keeps_its_marks(last: float | None, marks: tuple[str, ...], shown: str) -> None:
    assert pictures.row_of(counted(last=last, last_marks=marks)).last == shown
