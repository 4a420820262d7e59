"""Numbers that can be defended: what is counted, what is left out, and how that is said."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ibasho.base.kernel.facts import Audience, Mark, text
from ibasho.town.places import facts
from ibasho.town.places.models import Session
from tests import make

pytestmark = pytest.mark.django_db
TODAY = make.TUESDAY
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[138.0, 34.0], [138.1, 34.0], [138.1, 34.1], [138.0, 34.1], [138.0, 34.0]]],
}


def test_only_places_for_everybody_count_as_published() -> None:
    make.place()
    make.place(state="paused", paused_since=TODAY)
    make.place(state="draft")
    make.place(restricted=True, restricted_to="北小の子", everyone=False)
    make.place(kind="after_school")
    assert text(facts.published_places(TODAY)) == "1か所"


def test_places_that_do_not_say_are_not_counted_as_open_to_a_child_alone() -> None:
    make.place(alone_from="upper")
    make.place(adult_needed=False)
    make.place(adult_needed=True)
    assert text(facts.alone_places(TODAY)) == "2か所"
    make.place()
    assert text(facts.alone_places(TODAY)) == "最低でも2か所"


def test_a_place_counts_as_verified_for_ninety_days() -> None:
    make.place(verified_on=TODAY - timedelta(days=89))
    make.place(verified_on=TODAY - timedelta(days=90))
    make.place()
    assert text(facts.verified_places(TODAY)) == "33.3%（3件中）"


def test_sessions_of_the_week_leave_out_what_is_called_off_or_not_sure() -> None:
    place = make.place()
    for days in (0, 6, 7):
        make.session(place, TODAY + timedelta(days=days))
    off, short = (
        make.session(place, TODAY + timedelta(days=1)),
        make.session(place, TODAY + timedelta(days=2)),
    )
    Session.objects.filter(pk=off.pk).update(state="cancelled")
    Session.objects.filter(pk=short.pk).update(staffing="short")
    assert text(facts.sessions_this_week(TODAY)) == "最低でも2回"


def test_a_district_is_served_by_the_code_or_the_position_of_a_place() -> None:
    make.district("M01")
    make.district("M02", geometry=SQUARE)
    make.district("M03")
    make.district("M04", valid_until=TODAY - timedelta(days=1))
    make.place(district_code="M01")
    make.place(lat=34.05, lng=138.05)
    make.place(district_code="M03", kind="library")
    make.place(district_code="M03", outside_city=True)
    make.place(district_code="M03", state="paused", paused_since=TODAY)
    fact = facts.districts_with_kodomo_shokudo(TODAY)
    assert text(fact) == "66.7%（3件中）"
    assert "むすびえ" in fact.source


def test_without_places_and_districts_nothing_is_made_up() -> None:
    told = facts.facts(make.AT)
    assert {name: text(fact) for name, fact in told.items()} == {
        "published_places": "0か所",
        "kinds_open": "0種類",
        "free_places": "0か所",
        "run_by_others": "0か所",
        "districts_with_meals": "記録なし",
        "alone_places": "0か所",
        "verified_places": "記録なし",
        "sessions_this_week": "最低でも0回",
        "districts_with_kodomo_shokudo": "記録なし",
    }
    assert all(fact.as_of == TODAY and fact.audience is Audience.PUBLIC for fact in told.values())
    assert told["sessions_this_week"].marks == {Mark.AT_LEAST}
    assert all(getattr(facts, name) is make_fact for name, make_fact in facts.FACTS.items())
