"""Counting: answers, hands and stickers, and what others published, each once."""

from __future__ import annotations

import pytest

from ibasho.rooms.voices.models import Choice, Pick, PublishedFigure, Tally
from ibasho.rooms.voices.queries import counts, tables
from tests import make
from tests.people import Cast, cast
from tests.rooms.voices import ground as grounds
from tests.rooms.voices.ground import Ground

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def ground(people: Cast) -> Ground:
    return grounds.ground(people)


def tally(ground: Ground, n: int, **told: object) -> Tally:
    known = {"door": ground.school, "respondent": "child", "stage": "upper", "day": grounds.DAY, "count": n}
    return Tally.objects.create(**{**known, **told})


def test_answers_and_hands_are_heads_and_a_mistake_is_taken_back(ground: Ground) -> None:
    grounds.answer(ground.web, district_code="M01")
    grounds.answer(ground.web, district_code="M01")
    grounds.answer(ground.web, respondent="parent", stage="")
    tally(ground, 5)
    tally(ground, -2)
    assert counts.heads(ground.hearing) == {
        ("child", "upper", "M01"): 2, ("parent", "", ""): 1, ("child", "upper", ""): 3,
    }  # fmt: skip
    assert counts.people_came(ground.hearing) == 6


def test_hands_belong_to_the_district_of_their_door(ground: Ground) -> None:
    ground.school.district_code = "M07"
    ground.school.save()
    tally(ground, 4)
    assert counts.heads(ground.hearing) == {("child", "upper", "M07"): 4}


def test_a_survey_held_elsewhere_counts_as_it_was_published(people: Cast) -> None:
    """掛川市の けっトラ市: こども 37人 + 保護者 82人 = 119人. No stage and no district is invented."""
    hearing = grounds.hearing(people, source_name="総合計画 説明資料")
    for at, (label, value, who, total) in enumerate(
        [("こども", 37, "child", False), ("保護者", 82, "parent", False), ("あわせて", 119, "", True)]
    ):
        PublishedFigure.objects.create(
            hearing=hearing, position=at, group="答えた人", label=label, value=value, respondent=who,
            is_total=total, unit="人",
        )  # fmt: skip
    PublishedFigure.objects.create(
        hearing=hearing, position=9, group="ほしいもの", label="卓球台", wish="table_tennis"
    )
    assert counts.heads(hearing) == {("child", "", ""): 37, ("parent", "", ""): 82}
    assert sum(counts.heads(hearing).values()) == 119
    assert counts.came(hearing) == {}


def test_what_was_chosen_with_stickers_beside_answers(ground: Ground) -> None:
    games, tv, *_others = ground.wishes.choices.all()
    grounds.answer(ground.web, games, tv)
    grounds.answer(ground.web, games, stage="lower")
    tally(ground, 6, question=ground.wishes, choice=tv, stage="lower")
    assert counts.chosen(ground.wishes) == {games.pk: 2, tv.pk: 7}
    assert counts.crossed(ground.wishes) == {
        (games.pk, "upper"): 1, (games.pk, "lower"): 1, (tv.pk, "upper"): 1, (tv.pk, "lower"): 6,
    }  # fmt: skip


def test_faces_count_by_face_and_rankings_by_first_place(ground: Ground) -> None:
    grounds.answer(ground.web, face=(ground.feeling, 4))
    assert counts.chosen(ground.feeling) == {4: 1}
    ranked = grounds.question(ground.hearing, "rank", "1番は？")
    first: Choice = grounds.choice(ranked, 1, "A")
    second: Choice = grounds.choice(ranked, 2, "B")
    answer = grounds.answer(ground.web)
    Pick.objects.create(answer=answer, question=ranked, choice=first, place=2)
    Pick.objects.create(answer=answer, question=ranked, choice=second, place=1)
    assert counts.chosen(ranked) == {second.pk: 1}


def test_a_question_has_its_own_people_among_those_who_were_heard(ground: Ground) -> None:
    make.district("M01")
    games, *_others = ground.wishes.choices.all()
    for _one in range(3):
        grounds.answer(ground.web, games, face=(ground.feeling, 5), district_code="M01")
    grounds.answer(ground.web, games, stage="high")
    heads, wishes, feeling = tables.of(ground.hearing, grounds.DAY)
    assert heads.dims[0] == ("who", "child.lower", "child.upper", "child.junior", "parent", "shop", "other")
    assert heads.dims[1] == ("district", "M01", "unknown")
    assert heads.counts == [[0, 0], [3, 0], [0, 0], [0, 0], [0, 0], [0, 1]]
    assert (list(wishes.people), wishes.exclusive) == ([0, 3, 0, 0, 0, 1], False)
    assert feeling.counts[-1] == [0, 3, 0, 0, 0, 0]
    assert [one.whole().total for one in (heads, wishes, feeling)] == [4, 4, 3]


def test_how_many_people_put_up_stickers_nobody_knows(ground: Ground) -> None:
    tv = ground.wishes.choices.all()[1]
    grounds.answer(ground.web, tv)
    tally(ground, 30, question=ground.wishes, choice=tv)
    assert counts.answered(ground.wishes) is None
    _heads, wishes, _feeling = tables.of(ground.hearing, grounds.DAY)
    assert list(wishes.people) == []
    assert not wishes.whole().based


def test_a_running_picture_has_each_table_alone(ground: Ground) -> None:
    grounds.answer(ground.web, face=(ground.feeling, 5))
    found = tables.of(ground.hearing, grounds.DAY, one_way=True)
    assert all(len(one.dims) == 1 for one in found)
    assert [one.whole().total for one in found] == [1, 0, 1]
