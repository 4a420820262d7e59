"""A kitchen says what it can keep, rests for a while, and wishes for rice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.surplus.actions import receivers as actions
from ibasho.rooms.surplus.models import Receiver, Wish
from ibasho.rooms.surplus.queries import allotting
from ibasho.rooms.surplus.rules.kinds import Food
from ibasho.rooms.surplus.rules.receiving import Settings
from tests import make
from tests.people import Cast, cast
from tests.rooms.surplus import kitchens
from tests.rooms.surplus.kitchens import AT, DAY, TODAY, Kitchens, grams, proposed

pytestmark = pytest.mark.django_db
KITCHEN = Settings(room_grams=50_000, chilled_grams=15_000, frozen_grams=0, meals=30)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def three(people: Cast) -> Kitchens:
    return kitchens.kitchens(people)


def test_hana_registers_her_kitchen_and_nobody_elses(people: Cast) -> None:
    hers, shop = make.place(organisation=people.midori), make.place("まるや", kind="partner_shop")
    hana = people.by(people.hana)
    made = actions.register(place=hers, told=KITCHEN, by=hana, at=AT)
    assert (made.room_grams, made.meals, made.since, made.is_active) == (50_000, 30, TODAY, True)
    with pytest.raises(Conflict, match="もう うけとる所"):
        actions.register(place=hers, told=KITCHEN, by=hana, at=AT)
    for name in ("hana", "ken", "tamotsu", "megumi", "sumi"):
        with pytest.raises(NotFound):
            actions.register(place=shop, told=KITCHEN, by=people.by(getattr(people, name)), at=AT)
    actions.register(place=shop, told=KITCHEN, by=people.by(people.mado), at=AT)
    with pytest.raises(NotFound):
        actions.change(receiver=made, told=KITCHEN, by=people.by(people.ken), at=AT)
    assert Entry.objects.filter(verb="surplus.receiver.register").count() == 2


def test_a_place_that_is_over_takes_nothing(people: Cast) -> None:
    gone = make.place(organisation=people.midori, state="ended")
    with pytest.raises(Conflict, match="おわっている"):
        actions.register(place=gone, told=KITCHEN, by=people.by(people.hana), at=AT)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"room_grams": 0, "chilled_grams": 0}, "room"), ({"room_grams": 6_000_000}, "room"), ({"meals": 0}, "meals"),
        ({"reach_metres": 99_000}, "reach"), ({"least_grams": 5_000, "most_grams": 2_000}, "most"),
        ({"wished": ("rice",), "refused": ("rice",)}, "refused"), ({"avoids": ("kryptonite",)}, "avoids"),
    ],
    ids=["no store", "six tonnes", "no meals", "too far", "most below least", "wished and refused", "unknown allergen"],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_its_field(people: Cast, changed: dict[str, Any], field: str) -> None:
    place = make.place(organisation=people.midori)
    with pytest.raises(Invalid) as refusal:
        actions.register(place=place, told=replace(KITCHEN, **changed), by=people.by(people.hana), at=AT)
    assert field in refusal.value.fields and not Receiver.objects.exists()


def test_who_rests_is_passed_over_and_comes_back(people: Cast, three: Kitchens) -> None:
    hana = people.by(people.hana)
    with pytest.raises(NotFound):
        actions.pause(receiver=three.midori, by=people.by(people.ken), at=AT)
    actions.pause(receiver=three.midori, by=hana, at=AT)
    actions.pause(receiver=three.midori, by=hana, at=AT)
    row = proposed(three)
    assert "みどり食堂" not in grams(row)
    assert "休んでいます" in allotting.words(row.passed.get(receiver=three.midori).reasons)[0]
    actions.resume(receiver=three.midori, by=hana, at=AT)
    assert "みどり食堂" in grams(proposed(three))
    assert Entry.objects.filter(verb="surplus.receiver.pause").count() == 1


def test_a_wish_in_one_tap_told_twice_is_one_wish(people: Cast, three: Kitchens) -> None:
    told: dict[str, Any] = {
        "receiver": three.midori,
        "food": Food.RICE,
        "by": people.by(people.hana),
        "at": AT,
    }
    actions.wish(words="", grams=None, until=None, **told)
    actions.wish(words="お米 10kg", grams=10_000, until=TODAY + 14 * DAY, **told)
    wish = Wish.objects.get()
    assert (wish.words, wish.grams, wish.until) == ("お米 10kg", 10_000, TODAY + timedelta(days=14))
    with pytest.raises(NotFound):
        actions.drop_wish(wish=wish, by=people.by(people.ken), at=AT)
    actions.drop_wish(wish=wish, by=people.by(people.hana), at=AT)
    assert Wish.objects.get().state == "dropped"
    assert "お米" not in str(list(Entry.objects.values_list("data", flat=True))), (
        "words stay out of the journal"
    )


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"words": "あ" * 81}, "words"), ({"grams": 0}, "grams"), ({"until": TODAY - DAY}, "until"), ({"food": Food.MEAT}, "food"),
    ],
    ids=["too long", "nothing", "yesterday", "refused"],
)  # fmt: skip
def test_a_wish_that_cannot_be(people: Cast, three: Kitchens, changed: dict[str, Any], field: str) -> None:
    three.midori.refused = ["meat"]
    three.midori.save()
    told: dict[str, Any] = {"food": Food.RICE, "words": "", "grams": None, "until": None, **changed}
    with pytest.raises(Invalid) as refusal:
        actions.wish(receiver=three.midori, by=people.by(people.hana), at=AT, **told)
    assert field in refusal.value.fields


def test_a_my_number_is_refused(people: Cast, three: Kitchens) -> None:
    with pytest.raises(Invalid):
        actions.wish(
            receiver=three.midori, food=Food.RICE, words="123456789018", grams=None, until=None,
            by=people.by(people.hana), at=AT,
        )  # fmt: skip
