"""Minutes between many positions: along the streets, else from the straight line."""

from __future__ import annotations

import pytest

from ibasho.base.kernel.geo import Position
from ibasho.rooms.familysupport.queries import ways
from ibasho.town.areas import travel
from ibasho.town.areas.engine.building import build
from ibasho.town.areas.stages import Stage
from tests import make

pytestmark = pytest.mark.django_db
HERE, THERE = Position(34.0, 138.0), Position(34.0, 138.01)  # 922 m


def test_without_streets_the_straight_line_and_a_little_more() -> None:
    found = ways.between([HERE, None], [THERE, HERE])
    assert found.minutes[:, 0, 0].tolist() == [
        15,
        6,
        5,
    ]  # 1,199 m: on foot, by bicycle, by car with getting in and out
    assert found.estimate[0].all()
    assert found.minutes[:, 1, :].tolist() == [[-1, -1]] * 3


def test_along_the_streets_as_every_other_page_says() -> None:
    """A detour by a third crossing: the same minutes as `travel.minutes` tells."""
    network = build([34.0, 34.01, 34.0], [138.0, 138.005, 138.01], [0, 1], [1, 2], [1200.0, 1200.0])
    make.streets(network)
    found = ways.between([HERE, THERE], [HERE, THERE])
    told = travel.minutes(HERE, [HERE, THERE], Stage.ADULT)
    assert found.minutes[0, 0].tolist() == [one.value for one in told] == [1, 30]
    assert not found.estimate.any()
    assert found.minutes[0].tolist() == found.minutes[0].T.tolist()


def test_nobody_asks_about_nothing() -> None:
    assert ways.between([], [HERE]).minutes.shape == (3, 0, 1)
