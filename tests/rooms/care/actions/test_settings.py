"""How the centre is reached: 巴 writes it; without a number of its own the city's stands there."""

from __future__ import annotations

from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import Invalid, NotFound
from ibasho.rooms.care.actions import settings as actions
from ibasho.rooms.care.models import CentreSettings
from ibasho.rooms.care.queries import coverage_waiting
from ibasho.rooms.care.queries import settings as queries
from tests.people import Cast, cast
from tests.rooms.care import ground

pytestmark = pytest.mark.django_db
TOLD = {
    "name": "こども家庭センター",
    "phone": "０５１−０００−０００９",
    "hours": "平日 8:30～17:15",
    "night_words": "",
}


@pytest.fixture
def people() -> Cast:
    return cast()


def change(people: Cast, who: str = "tomoe", **told: str) -> CentreSettings:
    given: dict[str, Any] = {**TOLD, **told}
    return actions.change(**given, by=people.by(getattr(people, who)), at=ground.AT)


def test_before_anybody_wrote_it_the_city_s_number_stands_there(people: Cast, settings: Any) -> None:
    settings.IBASHO_CITY = {**settings.IBASHO_CITY, "phone": "051-000-0001", "phone_hours": "平日"}
    found = queries.centre()
    assert (found.name, found.phone, found.hours) == ("こども家庭センター", "051-000-0001", "平日")
    assert not CentreSettings.objects.exists() and not queries.has_own_phone()


def test_tomoe_writes_it_once_for_all_pages(people: Cast) -> None:
    change(people)
    change(people, name="みほん こども家庭センター")
    found = queries.centre()
    assert (found.name, found.phone) == ("みほん こども家庭センター", "051-000-0009")
    assert (
        CentreSettings.objects.count() == 1 and Entry.objects.filter(verb="care.settings.change").count() == 2
    )


@pytest.mark.parametrize("who", ["fumi", "aoi", "mado", "sumi", "hana"])
def test_nobody_else_writes_it(people: Cast, who: str) -> None:
    with pytest.raises(NotFound):
        change(people, who)


@pytest.mark.parametrize(
    ("field", "told"), [("name", "  "), ("phone", "市役所まで"), ("night_words", "123456789018")]
)
def test_what_cannot_be_right_is_refused(people: Cast, field: str, told: str) -> None:
    with pytest.raises(Invalid):
        change(people, **{field: told})
    assert queries.written() is None


def test_only_the_lead_is_asked_for_what_is_missing(people: Cast) -> None:
    ground.member(people, people.midori, ends_on=ground.AT.date())
    told = coverage_waiting.waiting_for(people.by(people.tomoe), ground.AT)
    assert [one.url for one in told] == ["care:desk_council", "care:desk_settings"]
    for who in (people.sumi, people.fumi, people.hana):
        assert coverage_waiting.waiting_for(people.by(who), ground.AT) == []
    change(people)
    assert [one.url for one in coverage_waiting.waiting_for(people.by(people.tomoe), ground.AT)] == [
        "care:desk_council"
    ]
