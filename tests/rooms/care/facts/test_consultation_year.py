"""The table of consultations as everybody sees it: as the city printed it, or as the centre let it out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.facts import Audience, FactTable, Mark, Span, value_text
from ibasho.rooms.care import facts
from ibasho.rooms.care.actions import publishing, releasing
from tests import make
from tests.people import Cast, cast
from tests.rooms.care import ground

pytestmark = pytest.mark.django_db
MAY = clock.at(date(2026, 5, 20), make.AT.time())
DECK = {"welfare": 660, "abuse": 186, "family": 88, "school": 39}


def table(nendo: int, today: date = make.TUESDAY) -> FactTable:
    return facts.TABLES["consultations"](Span.of(nendo, today))


def words(told: FactTable) -> list[tuple[str, ...]]:
    return [(one.label, *(value_text(fact) for fact in one.facts)) for one in told.rows]


def published(**changed: Any) -> None:
    told = {"nendo": 2023, "total": 6413, "shares": DECK, "source_name": "市の資料 R6.8.21", **changed}
    publishing.publish(**told, by=Actor.of_job("demo"), at=MAY)


def test_the_deck_s_table_comes_out_as_it_was_printed(
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    published()
    with django_assert_max_num_queries(3):
        told = table(2023)
    assert words(told) == [
        ("合計（延べ）", "6,413件"), ("環境福祉", "66.0%"), ("虐待", "18.6%"), ("家族関係", "8.8%"), ("学校生活", "3.9%"),
        ("性格・生活習慣", "内訳なし"), ("非行", "内訳なし"), ("知能言語", "内訳なし"), ("心身障害", "内訳なし"), ("その他", "内訳なし"),
    ]  # fmt: skip
    assert (
        told.audience is Audience.PUBLIC
        and told.title == "相談実績（令和5年度）"
        and "R6.8.21" in told.source
    )
    assert all(fact.marks == {Mark.PUBLISHED} for one in told.rows for fact in one.facts)
    assert told.rows[1].facts[0].n == 6413


def test_a_year_nobody_told_of_has_no_rows() -> None:
    told = table(2022)
    assert told.rows == () and "まだ 公表されていません" in told.note and "令和4年度" in told.source


def test_what_the_centre_counts_comes_out_only_as_it_was_let_out() -> None:
    people = cast()
    ground.month_totals(people, date(2026, 4, 1), {"abuse": 90, "family": 40, "welfare": 20, "other": 4})
    assert table(2026).rows == (), "a raw count is in no table"
    releasing.release(nendo=2026, through=date(2026, 4, 1), by=Cast.by(people.tomoe), at=MAY)
    told = {label: tuple(rest) for label, *rest in words(table(2026))}
    assert told["虐待"] == ("90件", "58.4%") and told["合計（延べ）"] == ("154件", "100.0%")
    assert told["その他"] == ("秘匿", "秘匿")
    found = table(2026)
    assert Mark.PARTIAL in found.rows[0].facts[0].marks and "4月まで" in found.title
    assert all(one.open_to(Audience.PUBLIC) for row in found.rows for one in row.facts)
    assert table(2026, date(2026, 4, 29)).rows == (), "that day April was not over"


def test_a_printed_year_stands_until_the_centre_s_own_is_whole() -> None:
    people = cast()
    ground.month_totals(people, date(2026, 4, 1), {"abuse": 90, "family": 40, "welfare": 20, "other": 40})
    releasing.release(nendo=2026, through=date(2026, 4, 1), by=Cast.by(people.tomoe), at=MAY)
    published(nendo=2026, total=190)
    assert table(2026).columns == ("公表された 数",)
