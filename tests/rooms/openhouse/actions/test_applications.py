"""花 and 健 ask for カケショク's hall: what is held, what is refused, what is given back."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.openhouse.actions import applications, equipment, terms
from ibasho.rooms.openhouse.models import Application, Booking, Lending
from ibasho.rooms.openhouse.rules.slots import DaysRefused, Repeat
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast, cast
from tests.rooms.openhouse import ground
from tests.rooms.openhouse.applying import THURSDAY, applied, approved, when

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def hall(people: Cast) -> ground.Ground:
    return ground.ground(people)


def refused(hall: ground.Ground, people: Cast, **more: Any) -> DaysRefused:
    with pytest.raises(DaysRefused) as error:
        applied(hall.space, people.aozora, people.by(people.ken), **more)
    return error.value


def test_a_group_holds_the_hall_with_its_preparation(hall: ground.Ground, people: Cast) -> None:
    row = applied(
        hall.space, people.aozora, people.by(people.ken), wish=when(prepare_minutes=60, clear_minutes=30)
    )
    booking = row.bookings.get()
    assert (row.state, row.applied_by, booking.state) == ("applied", people.ken, "held")
    assert (booking.held_from, booking.held_until) == (
        clock.at(THURSDAY, time(10)),
        clock.at(THURSDAY, time(13, 30)),
    )
    entry = Entry.objects.get(verb="openhouse.application.apply")
    assert entry.data == {"space": hall.space.public_id, "days": ["2026-12-03"]}
    assert Message.objects.get().person == people.ken


def test_a_series_of_thursdays(hall: ground.Ground, people: Cast) -> None:
    row = applied(
        hall.space, people.aozora, people.by(people.ken),
        wish=when(repeat=Repeat.WEEKLY, until=date(2026, 12, 24)),
    )  # fmt: skip
    assert [one.day.day for one in row.bookings.all()] == [3, 10, 17, 24]


def test_one_bad_day_of_a_series_is_named_and_can_be_left_out(hall: ground.Ground, people: Cast) -> None:
    make.closed_days(hall.place, date(2026, 12, 10), reason="設備点検")
    wish = when(repeat=Repeat.WEEKLY, until=date(2026, 12, 17))
    error = refused(hall, people, wish=wish)
    assert [(one.day.day, one.code) for one in error.problems] == [(10, "closed")]
    assert "設備点検" in error.message
    assert Application.objects.count() == 0
    row = applied(
        hall.space, people.aozora, people.by(people.ken), wish=wish, skip=[one.day for one in error.problems]
    )
    assert [one.day.day for one in row.bookings.all()] == [3, 17]
    with pytest.raises(Invalid):
        applied(hall.space, people.aozora, people.by(people.ken), skip=[THURSDAY])


def test_the_second_who_asks_is_told_what_is_free_nearest(hall: ground.Ground, people: Cast) -> None:
    applied(hall.space, people.midori, people.by(people.hana), wish=when(time(11), time(12)))
    error = refused(hall, people, wish=when(time(11), time(12)))
    assert error.code == "slots.taken"
    assert error.free[0].label == "12月3日（木） 12:00〜13:00"
    assert "近くの あき：12月3日（木） 12:00〜13:00" in error.message


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (when(day=date(2026, 11, 24)), "past"),  # it is 15:00 already
        (when(day=date(2026, 11, 23)), "past"),
        (when(day=date(2026, 12, 5)), "not_for_groups"),  # a Saturday has no faces
        (when(time(16), time(17)), "not_for_groups"),
        (when(time(13), time(14), clear_minutes=120), "children"),
        (when(day=date(2025, 12, 4)), "past"),
        (when(day=date(2027, 12, 2)), "far"),
    ],
)
def test_what_is_refused(hall: ground.Ground, people: Cast, wish: Any, code: str) -> None:
    assert refused(hall, people, wish=wish).code == f"slots.{code}"


def test_more_heads_than_the_hall_holds(hall: ground.Ground, people: Cast) -> None:
    assert refused(hall, people, children=36).code == "slots.heads"
    assert applied(hall.space, people.aozora, people.by(people.ken), children=35).pk


def test_a_version_that_is_not_published_or_over_gives_no_hours(hall: ground.Ground, people: Cast) -> None:
    hall.version.ends_on = date(2026, 11, 30)
    hall.version.save()
    assert refused(hall, people).code == "slots.not_for_groups"


def test_a_paused_place_is_closed(hall: ground.Ground, people: Cast) -> None:
    hall.place.state, hall.place.paused_since, hall.place.paused_reason = "paused", THURSDAY, "工事"
    hall.place.save()
    assert "工事" in refused(hall, people).message
    assert applied(hall.space, people.aozora, people.by(people.ken), wish=when(day=date(2026, 12, 2))).pk


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": "  "}, "title"),
        ({"adults": 0}, "adults"),
        ({"waiver_asked": True}, "waiver_reason"),
        ({"terms_id": 1}, "terms"),
    ],
)
def test_what_is_not_said(hall: ground.Ground, people: Cast, more: Any, field: str) -> None:
    with pytest.raises(Invalid) as error:
        applied(hall.space, people.aozora, people.by(people.ken), **more)
    assert field in error.value.fields


def test_no_my_number_in_free_text(hall: ground.Ground, people: Cast) -> None:
    with pytest.raises(Invalid):
        applied(hall.space, people.aozora, people.by(people.ken), words="123456789018")


def test_the_newest_terms_are_accepted_or_nothing_is_held(hall: ground.Ground, people: Cast) -> None:
    hana = people.by(people.hana)
    old = terms.write(place=hall.place, text="火を つかわない", by=hana, at=make.AT)
    assert terms.write(place=hall.place, text=" 火を つかわない ", by=hana, at=make.AT) == old
    new = terms.write(place=hall.place, text="火を つかわない\n20時に 帰る", by=hana, at=make.AT)
    for wrong in (None, old.pk):
        with pytest.raises(Invalid):
            applied(hall.space, people.aozora, people.by(people.ken), terms_id=wrong)
    assert applied(hall.space, people.aozora, people.by(people.ken), terms_id=new.pk).terms == new


def test_things_are_never_promised_twice(hall: ground.Ground, people: Cast) -> None:
    hana, ken = people.by(people.hana), people.by(people.ken)
    pots = equipment.write(space=hall.space, name="大なべ", count=3, by=hana, at=make.AT)
    with pytest.raises(Invalid) as error:
        applied(hall.space, people.aozora, ken, things={pots.pk: 4})
    assert f"thing_{pots.pk}" in error.value.fields
    row = applied(hall.space, people.aozora, ken, things={pots.pk: 3, 999: 2})
    assert [(one.equipment, one.count) for one in Lending.objects.all()] == [(pots, 3)]
    with pytest.raises(Conflict):
        equipment.write(space=hall.space, name="大なべ", count=2, by=hana, at=make.AT)
    applications.cancel(application=row, why="", by=ken, at=make.AT)
    assert not equipment.write(space=hall.space, name="大なべ", count=0, by=hana, at=make.AT).is_active
    assert applied(hall.space, people.aozora, ken, things={pots.pk: 1}).bookings.get().lendings.count() == 0


def test_only_for_ones_own_group(hall: ground.Ground, people: Cast) -> None:
    for who in (people.hana, people.tamotsu, people.aoi, people.tsubaki):
        with pytest.raises(NotFound):
            applied(hall.space, people.aozora, people.by(who))


def test_staff_type_a_paper_in_for_a_group(hall: ground.Ground, people: Cast) -> None:
    people.aozora.email = "aozora@example.test"
    people.aozora.save()
    by = Actor(people.mado.pk).on_behalf_of(people.aozora.pk, Via.PAPER)
    row = applied(hall.space, people.aozora, by)
    assert row.applied_by == people.mado
    assert Entry.objects.get(verb="openhouse.application.apply").via == "paper"
    assert Message.objects.get().address == "aozora@example.test"
    with pytest.raises(NotFound):
        applied(hall.space, people.midori, by)


def test_a_space_that_is_not_lent(hall: ground.Ground, people: Cast) -> None:
    hall.space.groups_apply = False
    hall.space.save()
    with pytest.raises(Conflict) as error:
        applied(hall.space, people.aozora, people.by(people.ken))
    assert error.value.code == "application.no_space"


def test_the_database_has_the_last_word(hall: ground.Ground, people: Cast) -> None:
    row = applied(hall.space, people.aozora, people.by(people.ken))
    with pytest.raises(IntegrityError), transaction.atomic():
        ground.booking(row, THURSDAY, time(12), time(14))
    assert ground.booking(row, THURSDAY, time(13), time(14)).pk


def test_given_back_days_are_free_again(hall: ground.Ground, people: Cast) -> None:
    ken = people.by(people.ken)
    row = applied(hall.space, people.aozora, ken, wish=when(repeat=Repeat.WEEKLY, until=date(2026, 12, 17)))
    approved(row, people)
    first, second, third = row.bookings.all()
    applications.cancel_day(booking=second, why="", by=ken, at=make.AT)
    assert [one.state for one in row.bookings.all()] == ["held", "released", "held"]
    assert applied(hall.space, people.midori, people.by(people.hana), wish=when(day=second.day)).pk
    with pytest.raises(Conflict):
        applications.cancel_day(booking=second, why="", by=ken, at=make.AT)
    after_first = clock.at(THURSDAY, time(18))
    applications.cancel(application=row, why="おわりに します", by=ken, at=after_first)
    row.refresh_from_db()
    assert (row.state, row.end_reason) == ("cancelled", "おわりに します")
    assert [one.state for one in row.bookings.all()] == ["held", "released", "released"]
    assert {one.event_key.split(":")[0] for one in Message.objects.filter(person=people.ken)} == {
        "openhouse.application.received", "openhouse.application.approved",
        "openhouse.application.day_cancelled", "openhouse.application.cancelled",
    }  # fmt: skip
    with pytest.raises(Conflict):
        applications.cancel(application=row, why="", by=ken, at=after_first)


def test_the_last_day_given_back_is_the_whole(hall: ground.Ground, people: Cast) -> None:
    row = applied(hall.space, people.aozora, people.by(people.ken))
    applications.cancel_day(booking=row.bookings.get(), why="", by=people.by(people.ken), at=make.AT)
    row.refresh_from_db()
    assert row.state == "cancelled"


def test_it_is_too_late_once_it_has_begun(hall: ground.Ground, people: Cast) -> None:
    row = applied(hall.space, people.aozora, people.by(people.ken), wish=when(prepare_minutes=30))
    begun = clock.at(THURSDAY, time(10, 30))
    with pytest.raises(Conflict):
        applications.cancel(application=row, why="", by=people.by(people.ken), at=begun)
    applications.cancel(application=row, why="", by=people.by(people.ken), at=begun - timedelta(seconds=1))
    assert Booking.objects.get().state == "released"


def test_the_city_says_why_and_a_stranger_learns_nothing(hall: ground.Ground, people: Cast) -> None:
    row = applied(hall.space, people.aozora, people.by(people.ken))
    with pytest.raises(NotFound):
        applications.cancel(application=row, why="", by=people.by(people.tamotsu), at=make.AT)
    with pytest.raises(Invalid):
        applications.cancel(application=row, why=" ", by=people.by(people.aoi), at=make.AT)
    applications.cancel(application=row, why="工事のため", by=people.by(people.aoi), at=make.AT)
    row.refresh_from_db()
    assert row.end_reason == "工事のため"
    assert "工事のため" in Message.objects.get(event_key__startswith="openhouse.application.cancelled").body
