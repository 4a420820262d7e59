"""A door is shut: where else a child may go today."""

from __future__ import annotations

from datetime import time

import pytest

from ibasho.base.kernel.geo import Position
from ibasho.town.places.models import Place
from ibasho.town.places.queries.instead import instead_of
from ibasho.town.places.rules.stages import Stage
from tests import make

pytestmark = pytest.mark.django_db
HERE = Position(34.77, 138.0)


def place(name: str, north: float, *, opens: bool = True, **fields: object) -> Place:
    """So many degrees north of `HERE` (0.001 are 111 m)."""
    made = make.place(name, lat=HERE.lat + north, lng=HERE.lng, **fields)
    if opens:
        make.session(made, starts=time(14), ends=time(18))
    return made


def names(shut: Place) -> list[str]:
    return [one.place.name for one in instead_of(shut, make.AT)]


def test_the_nearest_three_that_are_open_today() -> None:
    shut = place("しまった所", 0, opens=False)
    for name, north in (("とおい", 0.012), ("ちかい", 0.001), ("つぎ", 0.003), ("そのつぎ", 0.006)):
        place(name, north)
    place("ここも お休み", 0.0005, opens=False)
    assert names(shut) == ["ちかい", "つぎ", "そのつぎ"]


def test_it_never_sends_on_to_itself() -> None:
    assert names(place("じぶん", 0)) == []


def test_where_a_child_goes_alone_the_other_place_comes_last_that_asks_for_a_grown_up() -> None:
    shut = place("ひとりで 行く所", 0, opens=False)
    place("おとなと いっしょの所", 0.001, adult_needed=True)
    place("ひとりで いい所", 0.004)
    assert names(shut) == ["ひとりで いい所", "おとなと いっしょの所"]


def test_what_lies_further_than_a_bicycle_goes_is_no_help() -> None:
    shut = place("しまった所", 0, opens=False)
    place("自転車なら", 0.02)
    place("となりの 町", 0.05)
    assert names(shut) == ["自転車なら"]
    assert [one.place.name for one in instead_of(shut, make.AT, Stage.LOWER)] == []


def test_nothing_is_open() -> None:
    assert names(place("しまった所", 0, opens=False)) == []
