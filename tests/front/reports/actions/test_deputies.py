"""文 is away: 葵 decides for her. Not two at once, nobody for oneself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.front.reports.actions import deputies
from ibasho.front.reports.models import Deputy
from ibasho.front.reports.queries import handovers as queries
from ibasho.front.reports.rules.handing import Away
from ibasho.town.people import policies
from ibasho.town.people.permissions import Permission
from tests.front.reports.april_ground import by, deputy
from tests.make import AT, TUESDAY
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
LATER = TUESDAY + timedelta(days=3)


@pytest.fixture
def people() -> Cast:
    return cast()


def test_between_two_days_and_never_two_at_once(people: Cast) -> None:
    row = deputy(people, TUESDAY, LATER)
    assert list(queries.deputies_now(LATER)) == [row]
    assert not queries.deputies_now(LATER + timedelta(days=1))
    with pytest.raises(Conflict, match="もう かわりの人"):
        deputy(people, LATER, LATER, deputy=people.mado)
    deputy(people, LATER + timedelta(days=1), LATER + timedelta(days=1), deputy=people.mado)


def test_it_gives_no_permission(people: Cast) -> None:
    deputy(people, TUESDAY, LATER, deputy=people.mado)
    assert not policies.may(by(people.mado), Permission.OPENHOUSE_APPROVE, day=TUESDAY)


def test_ended_sooner_or_dropped_before_it_begins(people: Cast) -> None:
    running = deputy(people, TUESDAY, LATER)
    with pytest.raises(Conflict):
        deputies.drop(deputy=running, by=by(people.fumi), at=AT)
    assert deputies.end(deputy=running, by=by(people.fumi), at=AT).ends_on == TUESDAY
    with pytest.raises(Conflict):
        deputies.end(deputy=running, by=by(people.fumi), at=AT)
    coming = deputy(people, LATER, LATER)
    deputies.drop(deputy=coming, by=by(people.fumi), at=AT)
    assert Deputy.objects.get() == running


def test_wrong_days_and_oneself_are_refused(people: Cast) -> None:
    with pytest.raises(Invalid):
        deputy(people, LATER, TUESDAY)
    with pytest.raises(Invalid):
        deputy(people, TUESDAY, LATER, deputy=people.fumi)


def test_one_names_ones_own_and_the_officer_anybodys(people: Cast) -> None:
    away = Away(date(2026, 12, 1), date(2026, 12, 2))
    for who in (people.mado, people.tsubaki, people.hana, people.tamotsu):
        with pytest.raises(NotFound):
            deputies.name(person=people.fumi, deputy=people.aoi, away=away, by=by(who), at=AT)
    own = deputies.name(person=people.mado, deputy=people.aoi, away=away, by=by(people.mado), at=AT)
    with pytest.raises(NotFound):
        deputies.drop(deputy=own, by=by(people.tsubaki), at=AT)
    deputies.drop(deputy=own, by=by(people.aoi), at=AT)
    with pytest.raises(NotFound):
        deputies.drop(deputy=own, by=by(people.aoi), at=AT)
