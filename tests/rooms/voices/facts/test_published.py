"""The hearings of which numbers are out, in one table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ibasho.base.kernel.facts import Audience, FactTable, Mark, Span, value_text
from ibasho.rooms.voices import facts
from ibasho.rooms.voices.models import Hearing, PublishedFigure
from tests import make
from tests.people import Cast, cast
from tests.rooms.voices import ground, heard_ground

pytestmark = pytest.mark.django_db
R8 = Span.of(2026, make.TUESDAY)
SOURCE = "掛川市「こどもの居場所」づくり事業について（こども希望部 R6.8.21）"
WISHES = (
    ("ゲーム機", "games"), ("テレビ（DVD）", "tv"), ("駄菓子屋", "dagashi"), ("卓球台など体をつかう遊具", "table_tennis"),
    ("Wi-Fi環境", "wifi"),
)  # fmt: skip


@pytest.fixture
def people() -> Cast:
    return cast()


def table(span: Span = R8) -> FactTable:
    return facts.TABLES["hearings_published"](span)


def words(told: FactTable) -> list[tuple[str, ...]]:
    return [(one.label, *(value_text(fact) for fact in one.facts)) for one in told.rows]


def survey(people: Cast) -> Hearing:
    day = date(2024, 5, 18)
    made = ground.hearing(
        people,
        title="けっトラ市 アンケート",
        state="finished",
        source_name=SOURCE,
        opens_on=day,
        closes_on=day,
    )
    people_told = [("こども", 37, "child", False), ("保護者", 82, "parent", False), ("計", 119, "", True)]
    for at, (label, value, respondent, total) in enumerate(people_told, start=1):
        PublishedFigure.objects.create(
            hearing=made,
            position=at,
            label=label,
            value=value,
            unit="人",
            respondent=respondent,
            is_total=total,
        )
    for at, (label, wish) in enumerate(WISHES, start=4):
        PublishedFigure.objects.create(hearing=made, position=at, label=label, wish=wish)
    return made


def test_the_hearing_of_may_2024_comes_out_as_it_was_published(people: Cast) -> None:
    survey(people)
    told = table(Span.of(2024, make.TUESDAY))
    wishes = "ゲーム機、テレビ（DVD）、駄菓子屋、卓球台など体をつかう遊具、Wi-Fi環境"
    assert words(told) == [
        ("けっトラ市 アンケート", "令和6年5月18日", "37人", "82人", "記録なし", "119人", wishes, SOURCE)
    ]
    assert told.audience is Audience.PUBLIC
    assert all(Mark.PUBLISHED in fact.marks and fact.source == SOURCE for fact in told.rows[0].facts)
    assert told.rows[0].facts[3].marks == {Mark.PUBLISHED}, "nobody hid it: it was not counted"


def test_of_our_own_only_what_is_out_is_told(people: Cast) -> None:
    made = ground.ground(people)
    heard_ground.answers(made, 30, district="M01")
    assert table().rows == ()
    heard_ground.release(made.hearing, heard_ground.heads_table(), heard_ground.wishes_table(made))
    ((label, day, *numbers, wishes, source),) = words(table())
    assert label == made.hearing.title and day == "令和8年11月17日～令和8年12月24日"
    assert numbers == ["秘匿", "秘匿", "秘匿", "60人"], "a part of the children is hidden, so their sum is"
    assert wishes == "たっきゅう、ゲーム" and "公開した 集計" in source
    assert table().rows[0].facts[1].marks == {Mark.SUPPRESSED}


def test_a_box_stays_open_and_a_draft_is_not_told_of(people: Cast) -> None:
    box = ground.hearing(people, opens_on=date(2026, 4, 1), closes_on=None)
    heard_ground.release(box, heard_ground.heads_table())
    draft = ground.hearing(people, state="draft", source_name=SOURCE)
    assert [row[1] for row in words(table())] == ["令和8年4月1日～"] and draft.title
    assert table(Span.of(2025, make.TUESDAY)).rows == ()


def test_many_hearings_ask_as_often_as_one(
    people: Cast, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for _each in range(4):
        made = ground.ground(people)
        heard_ground.release(made.hearing, heard_ground.heads_table(), heard_ground.wishes_table(made))
        heard_ground.deck(people)
    with django_assert_max_num_queries(4):
        assert len(table().rows) == 8


def test_how_hearings_were_held(people: Cast, django_assert_num_queries: Callable[[int], Any]) -> None:
    ground.hearing(people, methods=["survey", "sticker"])
    ground.hearing(people, methods=["survey"], opens_on=date(2026, 4, 1))
    ground.hearing(people, methods=["vote"], opens_on=date(2026, 3, 31))
    ground.hearing(people, methods=["vote"], state="draft")
    with django_assert_num_queries(1):
        told = facts.TABLES["by_method"](R8)
    counts = {one.label: one.facts[0].value for one in told.rows}
    assert (counts["アンケート"], counts["付箋・シール"], counts["投票"]) == (2, 1, 0)
    assert told.audience is Audience.PUBLIC and "令和8年度" in told.source
