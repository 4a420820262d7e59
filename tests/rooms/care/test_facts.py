"""What reports may quote of consultations."""

from __future__ import annotations

from datetime import date

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.facts import Audience, Mark
from ibasho.rooms.care import facts
from ibasho.rooms.care.actions import publishing, releasing
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
        people, date(2026, 4, 1), {"abuse": 60, "family": 40, "welfare": 20, "other": 4}, firsts=15
    )
    assert told() == [6413, None, 66.0], "a raw count is no fact"
    releasing.release(nendo=2026, through=date(2026, 4, 1), by=Cast.by(people.tomoe), at=MAY)
    found = facts.facts(MAY)
    assert told()[0] in (124, None) and Mark.PARTIAL in found["consultations_total"].marks
    assert "虐待" in found["consultations_top_share"].source
