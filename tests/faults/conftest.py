"""One rig for all storms of a run; tests that kill get one of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults import rig, scale
from tests.faults.rig import Rig
from tests.faults.seed import Wanted


@pytest.fixture(scope="session")
def storm_rig(django_db_setup: None) -> Iterator[Rig]:
    """Money for a hundred meals: the last yen is near."""
    wanted = Wanted(
        shops=4, cards=200 + scale.times(60, most=2_000), live_meals=100 + scale.times(40, most=1_500)
    )
    with rig.standing("storm", wanted) as standing:
        yield standing
