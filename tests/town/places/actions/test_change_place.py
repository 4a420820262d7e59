"""Making and changing an entry: who may, what is kept, what is refused."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from ibasho.town.places.actions import openings, places
from ibasho.town.places.models import Place, Session
from ibasho.town.places.rules.opening import HolidayRule, Opening, Pattern
from tests import make
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db

TUESDAYS = Opening(Pattern.WEEKLY, weekdays=frozenset({1}), starts=time(15, 30), ends=time(17, 30))
VALUES = {"kind": "kodomo_shokudo", "name": "みどり食堂"}


@pytest.fixture
def people() -> Cast:
    return cast()


def test_a_new_place_gets_its_sessions_120_days_ahead(people: Cast) -> None:
    place = places.create(
        values={**VALUES, "organisation_id": people.midori.pk}, openings=[TUESDAYS],
        by=people.by(people.hana), at=make.AT,
    )  # fmt: skip
    days = list(Session.objects.filter(place=place).values_list("day", flat=True).order_by("day"))
    assert days[0] == make.TUESDAY
    assert days[-1] <= make.TUESDAY + timedelta(days=120)
    assert len(days) == 18
    assert Entry.objects.get(verb="places.place.create").person_id == people.hana.pk


def test_only_the_city_makes_a_place_public_at_once(people: Cast) -> None:
    with pytest.raises(NotAllowed):
        places.create(
            values={**VALUES, "organisation_id": people.midori.pk}, state="published",
            by=people.by(people.hana), at=make.AT,
        )  # fmt: skip
    place = places.create(values=VALUES, state="published", by=people.by(people.aoi), at=make.AT)
    assert place.state == Place.State.PUBLISHED


@pytest.mark.parametrize("who", ["ken", "tamotsu", "tsubaki"])
def test_a_stranger_does_not_learn_that_the_place_exists(people: Cast, who: str) -> None:
    place = make.place(organisation=people.midori)
    with pytest.raises(NotFound):
        places.change(
            place=place, values={"name": "よその店"}, by=people.by(getattr(people, who)), at=make.AT
        )


def test_the_public_changes_nothing(people: Cast) -> None:
    place = make.place()
    with pytest.raises(NotFound):
        places.change(place=place, values={"name": "よその店"}, by=Actor.public(), at=make.AT)


def test_changing_nothing_writes_nothing(people: Cast) -> None:
    place = make.place()
    places.change(place=place, values={"name": place.name}, by=people.by(people.aoi), at=make.AT)
    assert not Entry.objects.filter(verb="places.place.change").exists()


def test_the_journal_names_fields_and_never_their_content(people: Cast) -> None:
    place = make.place()
    places.change(place=place, values={"phone": "053-000-0000"}, by=people.by(people.aoi), at=make.AT)
    assert Entry.objects.get(verb="places.place.change").data == {"fields": ["phone"]}


def test_who_was_slower_is_told_and_nothing_is_lost(people: Cast) -> None:
    place = make.place()
    places.change(
        place=place, values={"name": "みどり食堂 本店"}, version=1, by=people.by(people.aoi), at=make.AT
    )
    with pytest.raises(Conflict):
        places.change(
            place=place, values={"name": "べつの名前"}, version=1, by=people.by(people.mado), at=make.AT
        )
    place.refresh_from_db()
    assert place.name == "みどり食堂 本店"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": "  "}, "places.no_name"),
        ({"state": "published"}, "places.unknown_field"),
        ({"description": "番号は 123456789018 です"}, "places.my_number"),
    ],
)
def test_what_cannot_be_is_refused(people: Cast, values: dict[str, str], code: str) -> None:
    place = make.place()
    with pytest.raises(Invalid) as refusal:
        places.change(place=place, values=values, by=people.by(people.aoi), at=make.AT)
    assert refusal.value.code == code


def test_new_hours_move_sessions_and_never_double_them(people: Cast) -> None:
    place = places.create(values=VALUES, openings=[TUESDAYS], by=people.by(people.aoi), at=make.AT)
    before = set(Session.objects.filter(place=place).values_list("pk", flat=True))
    later = Opening(Pattern.WEEKLY, weekdays=frozenset({1}), starts=time(16), ends=time(18))
    for _ in range(2):
        place = places.change(place=place, values={}, openings=[later], by=people.by(people.aoi), at=make.AT)
    rows = Session.objects.filter(place=place)
    assert set(rows.values_list("pk", flat=True)) == before
    assert set(rows.values_list("starts", "ends")) == {(time(16), time(18))}


def test_not_on_holidays_leaves_the_holiday_out(people: Cast) -> None:
    mondays = Opening(Pattern.WEEKLY, weekdays=frozenset({0}), holiday=HolidayRule.CLOSED)
    place = places.create(
        values=VALUES, openings=[mondays], by=people.by(people.aoi), at=make.AT - timedelta(days=1)
    )
    assert date(2026, 11, 23) not in set(Session.objects.filter(place=place).values_list("day", flat=True))


def test_a_closure_cancels_and_reopening_restores(people: Cast) -> None:
    place = places.create(
        values={**VALUES, "organisation_id": people.midori.pk}, openings=[TUESDAYS],
        by=people.by(people.hana), at=make.AT,
    )  # fmt: skip
    closed = openings.close_days(
        place=place, first=make.TUESDAY, last=make.TUESDAY, reason="台風のため", sudden=True,
        by=people.by(people.hana), at=make.AT,
    )  # fmt: skip
    today = Session.objects.get(place=place, day=make.TUESDAY)
    assert (today.state, today.reason) == ("cancelled", "台風のため")
    openings.reopen(closed=closed, by=people.by(people.hana), at=make.AT)
    assert Session.objects.get(place=place, day=make.TUESDAY).state == "planned"
    assert Session.objects.filter(place=place).count() == 18


def test_kept_sessions_point_to_the_rule_written_anew(people: Cast) -> None:
    place = places.create(values=VALUES, openings=[TUESDAYS], by=people.by(people.aoi), at=make.AT)
    thursdays = Opening(Pattern.WEEKLY, weekdays=frozenset({3}), starts=time(15), ends=time(17))
    places.change(
        place=place, values={}, openings=[TUESDAYS, thursdays], by=people.by(people.aoi), at=make.AT
    )
    assert not Session.objects.filter(place=place, rule__isnull=True).exists()


def test_reopening_leaves_the_days_closed_for_which_another_closure_holds(people: Cast) -> None:
    place = places.create(
        values={**VALUES, "organisation_id": people.midori.pk}, openings=[TUESDAYS],
        by=people.by(people.hana), at=make.AT,
    )  # fmt: skip
    next_week = make.TUESDAY + timedelta(days=7)
    spans = [(make.TUESDAY, next_week, "天気"), (next_week, next_week, "工事")]
    both, _other = [
        openings.close_days(
            place=place, first=first, last=last, reason=reason, sudden=False, by=people.by(people.hana),
            at=make.AT,
        )
        for first, last, reason in spans
    ]  # fmt: skip
    openings.reopen(closed=both, by=people.by(people.hana), at=make.AT)
    kept = Session.objects.get(place=place, day=next_week)
    assert Session.objects.get(place=place, day=make.TUESDAY).state == "planned"
    assert (kept.state, kept.reason) == ("cancelled", "工事")
