"""Groups heard and their troubles, places begun, ways handed on, and who offers something."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.facts import Audience, Mark, Span
from ibasho.rooms.network import facts
from ibasho.rooms.network.models import HandingOn, SheetIssue
from ibasho.town.people.models import Organisation
from tests import make
from tests.people import Cast, cast
from tests.rooms.network import ground

pytestmark = pytest.mark.django_db
R8 = Span.of(2026, make.TUESDAY)
R7 = Span.of(2025, make.TUESDAY)


@pytest.fixture
def people() -> Cast:
    return cast()


def group(name: str, **changed: object) -> Organisation:
    return Organisation.objects.create(**{"name": name, "kana": "ぐるーぷ", "kind": "group", **changed})


def value(name: str, span: Span) -> object:
    made = facts.YEAR[name](span)
    assert made.audience is Audience.PUBLIC and made.query.startswith("ibasho.rooms.network.facts.")
    return made.value


def test_groups_heard_stay_in_their_year_when_they_end(people: Cast) -> None:
    assert value("groups_heard_year", R8) == 0
    other = group("ひだまりの会")
    for of, day in (
        (people.midori, date(2026, 4, 1)),
        (people.midori, date(2026, 5, 1)),
        (other, date(2026, 3, 31)),
    ):
        ground.sheet(people, of, on=day, nendo=day.year if day.month > 3 else day.year - 1)
    ground.sheet(people, people.council, on=date(2026, 6, 1))  # it asks with the city
    assert (value("groups_heard_year", R8), value("groups_heard_year", R7)) == (1, 1)
    Organisation.objects.filter(pk=other.pk).update(is_active=False)
    assert value("groups_heard_year", R7) == 1
    assert value("groups_heard_year", Span.of(2024, make.TUESDAY)) is None


def test_troubles_are_told_once_enough_groups_were_heard(people: Cast) -> None:
    heard = [people.midori, group("ひだまりの会")]
    for of in heard:
        SheetIssue.objects.create(sheet=ground.sheet(people, of), code="people")
    hidden = facts.TABLES["issues"](R8)
    assert all(one.facts[0].value is None for one in hidden.rows)
    assert hidden.rows[1].facts[0].marks >= {Mark.SUPPRESSED, Mark.SELF_REPORTED}
    third = ground.sheet(people, group("つきの会"))
    for code in ("money", "people"):
        SheetIssue.objects.create(sheet=third, code=code)
    told = facts.TABLES["issues"](R8)
    assert [(one.label, one.facts[0].value, one.facts[0].n) for one in told.rows[:3]] == [
        ("人手", 3, 3), ("お金", 1, 3), ("あとを つぐ人", 0, 3)
    ]  # fmt: skip
    assert told.audience is Audience.PUBLIC and "きいた 団体 3" in told.source
    assert {one.facts[0].value for one in facts.TABLES["issues"](R7).rows} == {None}


def test_places_begun_by_their_first_session(people: Cast) -> None:
    assert value("startups_opened", R8) == 0
    asked = datetime(2026, 1, 10, 9, 0, tzinfo=JST)
    for day in (date(2026, 3, 31), date(2026, 4, 1), R8.last, R8.last + timedelta(days=1)):
        ground.startup(state="opened", first_on=day, ended_on=day, asked_at=asked)
    ground.startup(state="going", asked_at=asked)
    assert (value("startups_opened", R8), value("startups_opened", R7)) == (2, 1)
    assert value("startups_opened", Span.of(2024, make.TUESDAY)) is None


def test_a_place_that_was_given_twice_is_one(people: Cast) -> None:
    assert value("handed_on", R8) == 0
    here, there, far = (make.place(name, organisation=people.midori) for name in ("もと", "さき", "とおく"))
    for to, day in ((there, date(2026, 4, 1)), (there, date(2026, 9, 1)), (far, date(2026, 3, 31))):
        HandingOn.objects.create(
            from_place=here,
            to_place=to,
            host=people.midori,
            pieces=["rules"],
            handed_on=day,
            handed_by=people.aoi,
        )
    assert (value("handed_on", R8), value("handed_on", R7)) == (1, 1)
    assert value("handed_on", Span.of(2024, make.TUESDAY)) is None


def test_supporters_are_those_whose_offer_everybody_can_read(people: Cast) -> None:
    def now() -> object:
        made = facts.FACTS["supporters"](make.TUESDAY)
        assert made.audience is Audience.PUBLIC
        return made.value

    assert now() == 0
    for resource in ("food", "money"):
        ground.notice(people, people.midori, direction="offer", resource=resource)
    ground.notice(people, people.council)  # it wants
    ground.notice(people, people.council, direction="offer", until=make.TUESDAY - timedelta(days=1))
    assert now() == 1
    ground.notice(people, people.council, direction="offer", until=make.TUESDAY)
    assert now() == 2
