"""Numbers for reports, with their papers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ibasho.base.kernel.facts import Audience, Mark
from ibasho.rooms.reach import facts
from tests import make
from tests.rooms.reach import town

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Iterator[town.Town]:
    yield town.lay()
    town.forget()


def test_before_the_first_study_nothing_is_known() -> None:
    found = facts.facts(make.AT)
    assert found["unreached_primary"].value is None
    assert found["reach_hours_primary"].value is None
    assert "まだ ありません" in found["unreached_primary"].source


def test_the_newest_study_of_the_school_weeks_speaks(here: town.Town) -> None:
    found = facts.facts(make.AT)
    assert (found["unreached_primary"].value, found["unreached_primary"].n) == (82, 132)
    assert found["unreached_share_primary"].value == pytest.approx(100 * 82 / 132)
    assert found["unreached_infant"].value == 25
    assert found["unreached_junior"].value is None
    assert found["kodomo_shokudo_rate"].value == 50


def test_every_fact_is_an_estimate_for_the_desk(here: town.Town) -> None:
    found = facts.facts(make.AT)
    ours = [fact for name, fact in found.items() if not name.startswith(("kodomo_shokudo_rate", "blank_"))]
    assert all(Mark.ESTIMATED in fact.marks and Mark.ROUGH in fact.marks for fact in ours)
    assert {fact.audience for fact in ours} == {Audience.DESK}
    assert {fact.as_of for fact in ours} == {make.TUESDAY}
