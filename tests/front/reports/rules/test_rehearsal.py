"""The file of a rehearsal comes back as it went; what is not of its shape is refused by name."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.front.reports.rules import rehearsal as rules
from tests.front.reports.rehearsals_ground import RESULT


def changed(**told: Any) -> str:
    plain = json.loads(rules.write(RESULT))
    plain.update(told)
    return json.dumps(plain)


def test_written_and_read_it_is_the_same() -> None:
    assert rules.read(rules.write(RESULT)) == RESULT
    assert rules.write(rules.read(rules.write(RESULT))) == rules.write(RESULT)


def test_a_year_without_a_plan_has_no_after() -> None:
    effect = replace(RESULT.effects[0], after=None, low=4500.0, high=4900.0)
    months = tuple(replace(one, after=()) for one in RESULT.months)
    alone = replace(RESULT, effects=(effect,), months=months, plan="", plan_words="")
    assert rules.read(rules.write(alone)) == alone
    assert alone.effects[0].change is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "JSON"),
        ("[]", "予行演習の ファイルでは"),
        ("{", "JSON"),
        (changed(version=2), "版"),
        (changed(title="  "), "名前"),
        (changed(days=0), "日数"),
        (changed(days="365"), "days"),
        (changed(scale=0.5), "倍率"),
        (changed(scale=True), "scale"),
        (changed(actions=-1), "actions"),
        (changed(assumptions=[]), "前提"),
        (changed(effects=[{"code": "x"}]), "effects"),
        (changed(ran_on="きのう"), "おこなった日"),
        (changed(child="花子"), "child"),
        (changed(notes=["あ" * 401]), "notes"),
        (changed(seconds=float("nan")), "seconds"),
        (changed(nendo=1999), "年度"),
        ("[" * 100_000, "JSON"),
        (" " * 2_000_001, "大きすぎ"),
    ],
)
def test_what_is_not_of_the_shape_is_refused(text: str, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        rules.read(text)


def test_a_missing_field_is_named() -> None:
    plain = json.loads(rules.write(RESULT))
    del plain["seed"]
    with pytest.raises(Invalid, match="seed"):
        rules.read(json.dumps(plain))


def test_a_range_upside_down_and_a_year_of_eleven_months() -> None:
    upside_down = replace(RESULT, effects=(replace(RESULT.effects[0], low=2.0, high=1.0),))
    with pytest.raises(Invalid, match="さかさま"):
        rules.read(rules.write(upside_down))
    short = replace(RESULT, months=(replace(RESULT.months[0], before=(1.0,) * 11),))
    with pytest.raises(Invalid, match="12"):
        rules.read(rules.write(short))


def test_the_year_in_words() -> None:
    assert rules.year_words(RESULT) == "令和8年度"
    assert rules.year_words(replace(RESULT, days=10)) == "令和8年度（10日分）"
    assert round(RESULT.rate) == 150
