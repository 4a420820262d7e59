"""A slip leads to the themes of its answer and never to its words; an answer whose words are gone looks like any other."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ibasho.rooms.voices.actions import grouping, themes
from ibasho.rooms.voices.models import Answer, Theme
from ibasho.rooms.voices.queries import slips
from ibasho.rooms.voices.rules import slips as rules
from tests import make
from tests.people import Cast, cast
from tests.rooms.voices import ground
from tests.rooms.voices.ground import DAY, Ground

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Ground:
    return ground.ground(cast())


def answered(made: Ground, *choices: object) -> tuple[str, Answer]:
    code = rules.new()
    return code, ground.answer(made.web, *choices, slip_hash=rules.hash_of(code))  # type: ignore[arg-type]


def theme(made: Ground, title: str = "卓球", **changed: object) -> Theme:
    values = {"title": title, "child_title": "たっきゅうが したい"}
    return themes.make(
        hearing=made.hearing, values=values, by=Cast.by(made.people.aoi), at=make.AT, **changed
    )  # type: ignore[arg-type]


def test_by_words_and_by_what_was_chosen(made: Ground) -> None:
    tennis = made.wishes.choices.get(wish="table_tennis")
    code, answer = answered(made, tennis)
    said = ground.opinion(made.web, "夜も あけて", state="shown", answer=answer)
    chosen, spoken, other = theme(made, choices=[tennis]), theme(made, "夜"), theme(made, "ほか")
    grouping.put(theme=spoken, opinions=[said.pk], by=Cast.by(made.people.aoi), at=make.AT)
    found = slips.look(code, DAY)
    assert found is not None
    assert {chain.theme for chain in found.chains} == {chosen, spoken}
    assert other not in {chain.theme for chain in found.chains}
    themes.drop(theme=spoken, by=Cast.by(made.people.aoi), at=make.AT)
    again = slips.look(code, DAY)
    assert again is not None and [chain.theme for chain in again.chains] == [chosen]


def test_as_a_child_types_it(made: Ground) -> None:
    code, _answer = answered(made)
    assert slips.look(f" {rules.grouped(code).lower()} ", DAY) is not None


@pytest.mark.parametrize("typed", ["", "CDF", "ほげ", "C" * 15, "C" * 400])
def test_what_is_no_code_of_ours_finds_nothing(made: Ground, typed: str) -> None:
    answered(made)
    assert slips.look(typed, DAY) is None


def test_words_that_went_to_the_centre_leave_no_difference(made: Ground) -> None:
    """One wrote something that waits to be read, one wrote something that was taken out: both see the same."""
    code, answer = answered(made)
    ground.opinion(made.web, "ブランコが ほしい", answer=answer)
    gone, _answer = answered(made)
    told = [slips.look(one, DAY) for one in (code, gone)]
    assert told[0] == told[1]
    assert told[0] is not None and told[0].chains == ()
    assert told[0].due == (made.hearing.closes_on or DAY) + timedelta(days=60)
