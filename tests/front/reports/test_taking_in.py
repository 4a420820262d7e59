"""The model plan: every sentence of it has an indicator, every indicator a definition, and taking in twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from django.db import transaction

from demo.chapters import looking_back as published
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid, NotFound
from ibasho.front.reports.actions import taking_in
from ibasho.front.reports.models import Definition, Goal, Indicator, Line, LinePart
from ibasho.front.reports.queries import sources
from ibasho.front.reports.rules import indicators, plan
from ibasho.front.reports.rules.kinds import GoalKind, Over
from tests.front.reports.ground import SINCE, deck, taken_in
from tests.make import AT
from tests.people import cast

pytestmark = pytest.mark.django_db


def test_every_sentence_of_the_plan_has_an_indicator() -> None:
    """方針①–⑦, the 目指す姿 and the effects: a sentence nobody measures is a sentence nobody keeps."""
    told = published.published()
    assert [one.code for one in told.goals if not one.indicators] == []
    assert [one.number for one in told.goals if one.kind is GoalKind.POLICY] == [
        "①",
        "②",
        "③",
        "④",
        "⑤",
        "⑥",
        "⑦",
    ]
    known = {one.code for one in indicators.CATALOGUE}
    assert {code for goal in told.goals for code in goal.indicators} <= known


def test_every_indicator_names_figures_that_a_room_offers() -> None:
    areas = {over: sources.names(sources.REGISTER[over]) for over in Over}
    lost = [one.code for one in indicators.CATALOGUE if one.fact and one.fact not in areas[one.over]]
    lost += [
        one.code
        for one in indicators.CATALOGUE
        if one.place_fact and one.place_fact not in sources.names("BY_PLACE")
    ]
    assert lost == []


def test_taking_in_twice_changes_nothing() -> None:
    people = cast()
    first = taken_in(people)
    counts = [model.objects.count() for model in (Goal, Line, Indicator, Definition)]
    taken_in(people)
    assert [model.objects.count() for model in (Goal, Line, Indicator, Definition)] == counts
    assert first["R7-6-2"].follows == first["R6-4-3"]
    assert first["R6-4-3"].parts.get(kind="lead").organisation == people.city


def test_the_ground_of_other_tests_is_what_the_actions_write() -> None:
    people = cast()
    with transaction.atomic():
        taken_in(people)
        written = [list(rows) for rows in _rows()]
        transaction.set_rollback(True)
    deck(people)
    assert [list(rows) for rows in _rows()] == written
    assert all(written)


def _rows() -> Iterator[Iterable[tuple[object, ...]]]:
    """Every row of it, named by codes: numbers differ from one time to the next."""
    linked = {
        "indicator": "indicator__code",
        "line": "line__code",
        "goal": "goal__code",
        "follows": "follows__code",
    }
    for model in (
        Indicator, Definition, Goal, Line, LinePart, Indicator.goals.through, Line.goals.through, Line.indicators.through,
    ):  # fmt: skip
        names = [linked.get(one.name, one.name) for one in model._meta.concrete_fields if one.name != "id"]
        yield model._default_manager.order_by(*names).values_list(*names)


def test_a_stranger_takes_nothing_in() -> None:
    people = cast()
    with pytest.raises(NotFound):
        taking_in.indicators(since=SINCE, by=Actor(person_id=people.hana.pk), at=AT)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[goal]]\ncode = "x"\nkind = "dream"\nwords = "a"\nchild_words = "a"', "読めません"),
        ('[[line]]\ncode = "a"\nnendo = 2025\ntitle = "t"\nstate = "plan"\nfollows = "b"', "もとの「b」"),
        ('[[line]]\ncode = "a"\nnendo = 2025\ntitle = "t"\nstate = "plan"\ngoals = ["z"]', "「z」が ない"),
        ('[[line]]\ncode = "a"\nnendo = 2025\ntitle = "t"\nstate = "plan"\n' * 2, "2つ"),
        ("title = ", "読めません"),
    ],
)
def test_a_plan_that_cannot_be_right_says_where(text: str, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        plan.read(text)


def test_a_plan_of_unknown_sections_is_refused_whole() -> None:
    people = cast()
    with pytest.raises(Invalid, match="登録されていない"):
        taking_in.plan(plan=published.published(), by=Actor(person_id=people.aoi.pk), at=AT)
    assert not Line.objects.exists()
