"""The lists behind foods and allergens are whole."""

from __future__ import annotations

import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.surplus.rules import allergens, foods
from ibasho.rooms.surplus.rules.kinds import GROWN, Band, Food


def test_every_food_has_a_portion_and_only_grown_ones_a_keeping() -> None:
    assert all(foods.portion_grams(food) > 0 for food in Food)
    for food in Food:
        assert all((foods.keep_days(food, band) is not None) == (food in GROWN) for band in Band)


def test_nine_allergens_must_be_told_and_twenty_should_be() -> None:
    must = {one.word for one in allergens.ALLERGENS if one.must}
    should = {one.word for one in allergens.ALLERGENS if not one.must}
    assert (len(must), len(should)) == (9, 20)
    assert {"カシューナッツ", "くるみ"} <= must
    assert {"ピスタチオ", "マカダミアナッツ"} <= should
    assert len(allergens.WORDS) == 29
    assert all(len(code) <= 16 for code in allergens.WORDS)


def test_grown_things_are_not_asked_and_made_ones_must_answer() -> None:
    assert allergens.told("vegetable", "", ["egg"]) == ("grown", ())
    assert allergens.told("bread", "none", []) == ("none", ())
    assert allergens.told("bread", "unknown", []) == ("unknown", ())
    assert allergens.told("bread", "listed", ["milk", "egg"]) == ("listed", ("egg", "milk"))
    assert allergens.told("bread", "", ["egg"]) == ("listed", ("egg",))


@pytest.mark.parametrize(
    ("answer", "codes", "code"),
    [
        ("", [], "surplus.allergens_missing"),
        ("grown", [], "surplus.allergens_missing"),
        ("listed", [], "surplus.allergens_which"),
        ("none", ["egg"], "surplus.allergens_both"),
        ("listed", ["gluten"], "surplus.allergen_unknown"),
    ],
)
def test_an_allergen_missing_is_a_kind_error(answer: str, codes: list[str], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        allergens.told("bread", answer, codes)
    assert (refused.value.code, list(refused.value.fields)) == (code, ["allergens"])


def test_cashew_and_pistachio_are_avoided_together() -> None:
    assert allergens.clash({"pistachio", "wheat"}, {"cashew"}) == ("pistachio",)
    assert allergens.clash({"cashew"}, {"pistachio", "egg"}) == ("cashew",)
    assert allergens.clash({"salmon"}, {"salmon_roe"}) == ()
    assert allergens.clash({"walnut"}, {"cashew"}) == ()
    assert allergens.words(["milk", "egg"]) == "卵・乳"
