"""What everybody may read of 空白 and of visits: rounded and safe from subtraction; visits by the days they took place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.conf import settings

from ibasho.base.kernel.facts import Audience, Mark, Span, text, value_text
from ibasho.rooms.reach import facts
from ibasho.rooms.reach.queries import studies
from ibasho.rooms.reach.rules import public
from ibasho.rooms.reach.rules.layers import Blank
from ibasho.rooms.reach.rules.summary import Look, picture
from tests import make
from tests.rooms.reach import town

pytestmark = pytest.mark.django_db
BLANKS = {
    "blank_nowhere": Blank.NOWHERE,
    "blank_closed": Blank.CLOSED,
    "blank_not_for_me": Blank.NOT_FOR_ME,
    "blank_full": Blank.FULL,
}
R7, R8 = Span.of(2025, make.TUESDAY), Span.of(2026, make.TUESDAY)


@pytest.fixture
def here() -> Iterator[town.Town]:
    yield town.lay()
    town.forget()


def test_before_the_first_study_no_blank_is_known() -> None:
    for name in BLANKS:
        told = facts.FACTS[name](make.TUESDAY)
        assert (value_text(told), told.audience) == ("記録なし", Audience.PUBLIC)


def test_the_kinds_are_those_of_the_public_page(here: town.Town) -> None:
    study = studies.latest_usual()
    assert study is not None
    shown = dict(public.publish(picture(study.summary, Look("primary")), settings.SMALL_NUMBER_MIN).kinds)
    told = {name: facts.FACTS[name](make.TUESDAY) for name in BLANKS}
    assert {name: one.value for name, one in told.items()} == {
        name: shown[kind] for name, kind in BLANKS.items()
    }
    assert text(told["blank_nowhere"]) == "80人（推計、めやす）"
    assert told["blank_full"].value == 0
    assert {one.audience for one in told.values()} == {Audience.PUBLIC}


def test_a_kind_of_few_children_takes_another_with_it(
    here: town.Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SMALL_NUMBER_MIN", 100)  # 82 are few now
    told = [facts.FACTS[name](make.TUESDAY) for name in BLANKS]
    assert value_text(told[0]) == "秘匿"
    assert all(one.value is None and Mark.SUPPRESSED in one.marks for one in told)


def test_visits_count_in_the_year_they_took_place() -> None:
    assert value_text(facts.YEAR["visits_held"](R8)) == "記録なし"
    rota, hall = make.rota(first=date(2026, 3, 1)), make.candidate()
    done = {"state": "done", "families": 4, "reported_at": make.AT}
    for day in (date(2026, 3, 31), date(2026, 4, 1), make.TUESDAY):
        make.visit(rota, hall, day, **done)
    make.visit(rota, hall, date(2026, 5, 1), state="cancelled", reason="雨")
    make.visit(rota, hall, make.TUESDAY + timedelta(days=7))
    told = facts.YEAR["visits_held"](R8)
    assert (text(told), told.audience) == ("2回", Audience.PUBLIC)
    assert text(facts.YEAR["visits_held"](R7)) == "1回"
    assert facts.YEAR["visits_held"](Span.of(2024, make.TUESDAY)).value is None


def test_a_visit_nobody_wrote_down_makes_the_number_a_least_one() -> None:
    make.visit(make.rota(), make.candidate(), make.TUESDAY - timedelta(days=1))
    assert text(facts.YEAR["visits_held"](R8)) == "最低でも0回"
