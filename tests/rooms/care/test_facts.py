"""What reports may quote of consultations."""

from __future__ import annotations

from datetime import date

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.facts import Audience, Mark
from ibasho.rooms.care import facts
from ibasho.rooms.care.actions import publishing, releasing
from ibasho.rooms.care.facts import consultations
from tests import make
from tests.people import Cast, cast
from tests.rooms.care import ground

pytestmark = pytest.mark.django_db

MAY = clock.at(date(2026, 5, 20), make.AT.time())
OURS = ("consultations_total", "consultations_firsts", "consultations_top_share")


def told() -> list[object]:
    found = facts.facts(MAY)
    return [found[name].value for name in OURS]


def test_an_empty_city_says_that_nothing_is_known() -> None:
    assert told() == [None, None, None]
    assert all(one.audience is not Audience.PUBLIC for one in facts.facts(make.AT).values())
    assert set(OURS) < set(facts.FACTS)


def test_what_was_published_until_the_centre_lets_its_own_out() -> None:
    people = cast()
    publishing.publish(
        nendo=2023, total=6413, shares={"welfare": 660, "abuse": 186}, source_name="市の資料", by=Actor.of_job("demo"),
        at=MAY,
    )  # fmt: skip
    assert told() == [6413, None, 66.0]
    assert Mark.PUBLISHED in facts.facts(MAY)["consultations_total"].marks
    ground.month_totals(
        people, date(2026, 4, 1), {"abuse": 90, "family": 40, "welfare": 20, "other": 4}, firsts=15
    )
    assert told() == [6413, None, 66.0], "a raw count is no fact"
    releasing.release(nendo=2026, through=date(2026, 4, 1), by=Cast.by(people.tomoe), at=MAY)
    found = facts.facts(MAY)
    assert told()[0] in (154, None) and Mark.PARTIAL in found["consultations_total"].marks
    assert "虐待" in found["consultations_top_share"].source


@pytest.mark.parametrize(
    ("counts", "total", "unknown"),
    [
        ([60, 40, 24], 124, False), ([60, None, 40], 124, False), ([60, None, 10], 131, True), ([60, None, None], 180, True),
        ([60, None], None, True), ([None, None], 40, True), ([60, None], 120, False),
    ],
    ids=["all shown", "no room", "room for more", "two hidden", "no total", "nothing shown", "at most as many"],
)  # fmt: skip
def test_a_hidden_kind_that_may_be_met_more_leaves_the_first_place_open(
    counts: list[int | None], total: int | None, *, unknown: bool
) -> None:
    assert consultations._may_be_topped(counts, total) is unknown


def test_where_hiding_took_the_largest_no_other_is_called_the_most() -> None:
    """The city named 養護 without its share: that 虐待 is met most would be untrue."""
    publishing.publish(
        nendo=2023, total=6413, shares={"welfare": None, "abuse": 186}, source_name="市の資料", by=Actor.of_job("demo"),
        at=MAY,
    )  # fmt: skip
    found = facts.facts(MAY)["consultations_top_share"]
    assert found.value is None and "虐待" not in found.source


def test_where_what_is_hidden_may_be_the_most_the_release_says_so() -> None:
    """Of 124 sixty are shown: among the 64 that are hidden a kind may be met more."""
    people = cast()
    ground.month_totals(
        people, date(2026, 4, 1), {"abuse": 60, "family": 40, "welfare": 20, "other": 4}, firsts=15
    )
    releasing.release(nendo=2026, through=date(2026, 4, 1), by=Cast.by(people.tomoe), at=MAY)
    found = facts.facts(MAY)["consultations_top_share"]
    assert found.value is None and Mark.SUPPRESSED in found.marks and "虐待" not in found.source
