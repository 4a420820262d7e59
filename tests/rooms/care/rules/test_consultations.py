"""What a 年度 counts, and what may be said of it."""

from __future__ import annotations

from datetime import date

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.care.rules import categories, consultations, publishing, shares_picture
from ibasho.rooms.care.rules.consultations import Line
from ibasho.rooms.care.rules.kinds import Channel
from ibasho.rooms.care.rules.shares_picture import Share

TODAY = date(2026, 11, 26)


def test_the_nine_kinds_stand_in_the_deck_s_order() -> None:
    assert list(categories.LABELS.values()) == [
        "環境福祉", "虐待", "家族関係", "学校生活", "性格・生活習慣", "非行", "知能言語", "心身障害", "その他",
    ]  # fmt: skip
    assert max(len(code) for code in categories.CODES) <= 16
    assert categories.read(" 性格 生活習慣 ") == "character" and categories.read("貧困") == ""


def test_a_month_with_its_own_totals_is_counted_by_them_alone() -> None:
    lines = [
        Line(date(2026, 4, 3), "phone", "family", 2, 1),
        Line(date(2026, 5, 7), "phone", "family", 9, 9),
        Line(date(2026, 5, 1), "visit", "school", 20, 4, whole_month=True),
        Line(date(2026, 3, 31), "visit", "school", 5),  # the 年度 before
    ]
    year = consultations.year(2026, lines)
    assert (year.total.count, year.total.firsts) == (22, 5)
    assert year.of(category="family").count == 2
    assert year.of(channel="visit", months=[date(2026, 5, 1)]).count == 20
    assert year.until(date(2026, 4, 1)).total.count == 2
    assert year.months == (date(2026, 4, 1), date(2026, 5, 1))


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([1, 1, 1], ["33.3", "33.3", "33.3"]),
        ([2, 1], ["66.7", "33.3"]),
        ([1, 0], ["100.0", "0.0"]),
        ([0, 0], ["", ""]),
        ([1999, 1], ["100.0", "0.1"]),  # 0.05 goes up, each on its own: 100.1 together
    ],
)
def test_shares_are_rounded_as_cities_publish_them(counts: list[int], told: list[str]) -> None:
    assert [consultations.percent(one) for one in consultations.shares(counts)] == told


def test_the_deck_s_bar_has_four_shares_and_one_grey_part_without_a_number() -> None:
    given = [660, 186, 88, 39, None, None, None, None, None]
    bar = shares_picture.bar(
        [Share(one.label, n) for one, n in zip(categories.CATEGORIES, given, strict=True)]
    )
    assert bar is not None
    assert [(one.share.label, one.share.percent) for one in bar.parts] == [
        ("環境福祉", "66.0"), ("虐待", "18.6"), ("家族関係", "8.8"), ("学校生活", "3.9"), ("", ""),
    ]  # fmt: skip
    assert bar.rest == 5 and bar.parts[-1].tint == 0 and bar.parts[-1].share.label == ""
    assert sum(one.width for one in bar.parts) == bar.width
    assert shares_picture.bar([Share("虐待", None)]) is None


@pytest.mark.parametrize(
    "changed",
    [
        {"category": "poverty"},
        {"channel": "pigeon"},
        {"count": 0},
        {"count": 10_000},
        {"firsts": 2},
        {"on": date(2026, 11, 27)},
        {"on": date(2010, 4, 1)},
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_beside_its_field(changed: dict[str, object]) -> None:
    fine = {"on": TODAY, "channel": Channel.PHONE, "category": "family", "count": 1, "firsts": 0}
    consultations.check(Line(**fine), TODAY)  # type: ignore[arg-type]
    with pytest.raises(Invalid) as refusal:
        consultations.check(Line(**{**fine, **changed}), TODAY)  # type: ignore[arg-type]
    assert set(refusal.value.fields) == set(changed)


@pytest.mark.parametrize(
    ("today", "missing"),
    [
        (date(2026, 11, 10), [8]),
        (date(2026, 11, 11), [8, 10]),
        (date(2026, 9, 10), []),
        (date(2026, 9, 11), [8]),
    ],
    ids=str,
)
def test_a_month_is_asked_for_from_the_eleventh(today: date, missing: list[int]) -> None:
    told = [date(2026, 7, 1), date(2026, 9, 1)]
    assert [one.month for one in consultations.untold(told, today)] == missing
    assert consultations.untold([], today) == (), "who has never counted here is not asked"


def test_only_what_is_over_and_not_yet_out_leaves_the_centre() -> None:
    may = consultations.may_be_released
    may(date(2026, 10, 1), TODAY, nendo=2026, latest=date(2026, 9, 1))
    for through in (date(2026, 11, 1), date(2026, 3, 1), date(2026, 10, 2)):
        with pytest.raises(Invalid):
            may(through, TODAY, nendo=2026, latest=None)
    with pytest.raises(Conflict, match="9月までは もう"):
        may(date(2026, 9, 1), TODAY, nendo=2026, latest=date(2026, 9, 1))


def test_published_figures_are_taken_as_they_stand() -> None:
    told = publishing.checked(nendo=2023, total=6413, shares={"welfare": 660}, source="資料", today=TODAY)
    assert told[0] == ("welfare", 660) and {share for _code, share in told[1:]} == {None}
    for wrong in (
        {"total": 0}, {"source": ""}, {"nendo": 2027}, {"shares": {"welfare": 1001}}, {"shares": {"welfare": 900, "abuse": 900}},
    ):  # fmt: skip
        given = {"nendo": 2023, "total": 6413, "shares": {}, "source": "資料", "today": TODAY, **wrong}
        with pytest.raises(Invalid):
            publishing.checked(**given)  # type: ignore[arg-type]
