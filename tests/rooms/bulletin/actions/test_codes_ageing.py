"""Numbers and codes go three years after their 年度; a poster that still hangs keeps its code."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.bulletin.actions import codes, codes_ageing
from ibasho.rooms.bulletin.models import QrCode, QrOpens
from tests import make
from tests.people import Cast, cast
from tests.rooms.bulletin import ground, papers_ground

pytestmark = pytest.mark.django_db
JOB = Actor.of_job("bulletin.forget_papers")
LATER = make.AT + timedelta(days=365 * 4)  # three whole 年度 lie between


@pytest.fixture
def people() -> Cast:
    return cast()


def test_nothing_goes_before_its_time(people: Cast) -> None:
    made = ground.ground(people)
    row = papers_ground.code(made, month=date(2026, 11, 1))
    papers_ground.opened(row, date(2026, 11, 2), 8)
    codes.retire(row=row, by=people.by(people.aoi), at=make.AT)
    assert codes_ageing.forget(by=JOB, at=make.AT + timedelta(days=365 * 3)) == {"opens": 0, "codes": 0}


def test_what_was_taken_down_and_last_months_calendar_go(people: Cast) -> None:
    made = ground.ground(people)
    down, month = papers_ground.code(made), papers_ground.code(made, month=date(2026, 11, 1))
    hangs = papers_ground.code(made, hangs="図書館")
    for row in (down, month, hangs):
        papers_ground.opened(row, date(2026, 11, 2), 8)
    codes.retire(row=down, by=people.by(people.aoi), at=make.AT)
    assert codes_ageing.forget(by=JOB, at=LATER) == {"opens": 3, "codes": 2}
    assert list(QrCode.objects.all()) == [hangs] and not QrOpens.objects.exists()
    assert Entry.objects.filter(verb="bulletin.code.forget").count() == 1


def test_no_person_does_it(people: Cast) -> None:
    with pytest.raises(NotFound):
        codes_ageing.forget(by=people.by(people.fumi), at=LATER)
