"""Who sets the fees hears two months ahead that they end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.queries import tariff_waiting
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground

pytestmark = pytest.mark.django_db
TODAY = clock.day(make.AT)


@pytest.mark.parametrize(
    ("until", "waits"), [(None, 0), (TODAY + timedelta(days=60), 0), (TODAY + timedelta(days=59), 1), (TODAY - timedelta(days=1), 1)]
)  # fmt: skip
def test_fees_that_end_are_told_in_time(until: date | None, waits: int) -> None:
    people = cast()
    made = ground.ground(people)
    made.tariff.valid_until = until
    made.tariff.save()
    for who, count in ((people.fumi, waits), (people.aoi, waits), (people.megumi, 0), (people.hana, 0)):
        assert len(tariff_waiting.waiting_for(Cast.by(who), make.AT)) == count


def test_without_a_centre_nothing_waits() -> None:
    assert tariff_waiting.waiting_for(Cast.by(cast().fumi), make.AT) == []
