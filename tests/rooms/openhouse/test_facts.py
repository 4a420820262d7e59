"""Numbers of rooms with their papers: what is open, who came, what got better."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ibasho.base.kernel.facts import Audience, Mark
from ibasho.rooms.openhouse import facts
from ibasho.rooms.openhouse.models import Improvement, Presence, Space
from tests import make
from tests.people import Cast, cast
from tests.rooms.openhouse import ground

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def people() -> Cast:
    return cast()


def values(today: date = make.TUESDAY) -> dict[str, object]:
    return {name: made(today).value for name, made in facts.FACTS.items()}


def test_a_city_that_has_nothing_yet_says_zero_and_not_known() -> None:
    assert values() == dict.fromkeys(facts.FACTS, 0) | {"children_a_day": None}


def test_what_is_open_in_a_week(people: Cast) -> None:
    stands = ground.ground(people)
    assert {"places_ruled": 1, "places_full": 1, "hours_a_week": 22.5}.items() <= values().items()
    Space.objects.filter(pk=stands.space.pk).update(is_active=False)
    assert {"places_ruled": 0, "hours_a_week": 0}.items() <= values().items()


def test_children_who_came_and_not_the_grown_ups(people: Cast) -> None:
    stands = ground.ground(people)
    for day, stage, came in (
        (make.TUESDAY - DAY, "upper", 5), (make.TUESDAY - DAY, "adult", 3), (make.TUESDAY - 2 * DAY, "junior", 7),
        (make.TUESDAY, "upper", 50), (make.TUESDAY - 29 * DAY, "upper", 50),
    ):  # fmt: skip
        Presence.objects.create(place=stands.place, day=day, stage=stage, came=came, inside=0)
    assert {"children_came": 12, "children_a_day": 6.0, "places_counting": 1}.items() <= values().items()
    fact = facts.FACTS["children_a_day"](make.TUESDAY)
    assert (fact.n, fact.marks, fact.audience) == (2, frozenset({Mark.ROUGH}), Audience.DESK)


def test_days_of_groups_that_were_approved(people: Cast) -> None:
    stands = ground.ground(people)
    for state in ("approved", "applied"):
        one = ground.application(stands.space, people.midori, state=state)
        ground.booking(one, make.TUESDAY - (1 if state == "applied" else 2) * DAY)
    assert values()["group_days"] == 1


def test_what_got_better_is_for_everybody_to_read(people: Cast) -> None:
    place = ground.ground(people).place
    Improvement.objects.create(
        place=place, kind="wifi", title="Wi-Fi", state="done", done_on=make.TUESDAY, written_at=make.AT
    )
    fact = facts.FACTS["improvements_done"](make.TUESDAY)
    assert (fact.value, fact.audience) == (1, Audience.PUBLIC)
