"""カケショク gets a new week: drawn, published, followed by sessions and grown-ups needed, taken back in time."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound
from ibasho.rooms.openhouse.actions import ruling, spaces, versions
from ibasho.rooms.openhouse.models import Face, RuleVersion, Space
from ibasho.rooms.openhouse.queries import faces as queries
from ibasho.rooms.openhouse.rules.faces import Drawn
from ibasho.town.places.models import Place, Session
from ibasho.town.places.queries import adults
from tests import make
from tests.people import Cast, cast
from tests.rooms.openhouse import ground

pytestmark = pytest.mark.django_db
NEXT = date(2026, 12, 1)  # a Tuesday, a week from make.TUESDAY
HEAD: dict[str, Any] = {"title": "冬の きまり", "stage": "full", "starts_on": NEXT}
WEEKDAYS = frozenset(range(5))


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def room(people: Cast) -> Space:
    """A room without a week, in a place that opens on Saturday mornings."""
    place = make.place("カケショク", organisation=people.midori)
    make.weekly(place, 5, starts=time(9), ends=time(12))
    return ground.space(place)


def drawn_up(room: Space, people: Cast, *, starts_on: date = NEXT, **head: Any) -> RuleVersion:
    hana = Cast.by(people.hana)
    version = versions.draft(space=room, values={**HEAD, "starts_on": starts_on, **head}, by=hana, at=make.AT)
    afternoon = Drawn(0, time(15, 30), time(17, 15), name="自由あけ", adults_min=2)
    evening = Drawn(0, time(17, 15), time(20), "study", "自習", adults_min=3)
    for one in (afternoon, evening):
        versions.draw(version=version, drawn=one, weekdays=WEEKDAYS, by=hana, at=make.AT)
    return version


def published(room: Space, people: Cast, **head: Any) -> RuleVersion:
    return versions.publish(version=drawn_up(room, people, **head), by=Cast.by(people.hana), at=make.AT)


def hours(place: Place, day: date) -> list[tuple[time | None, time | None]]:
    return list(Session.objects.filter(place=place, day=day).order_by("starts").values_list("starts", "ends"))


def test_children_meet_the_new_hours_from_its_first_day_on(people: Cast, room: Space) -> None:
    published(room, people)
    assert hours(room.place, date(2026, 11, 30)) == []
    assert hours(room.place, NEXT) == [(time(15, 30), time(20))]
    assert hours(room.place, date(2026, 11, 28)) == [
        (time(9), time(12))
    ]  # Saturday: the old rule holds till then
    assert hours(room.place, date(2026, 12, 5)) == []
    assert {entry.verb for entry in Entry.objects.all()} >= {
        "openhouse.version.draft",
        "openhouse.version.publish",
    }


def test_the_roster_reads_how_many_grown_ups_each_hour_needs(people: Cast, room: Space) -> None:
    published(room, people)
    needed = adults.needed_on(room.place, NEXT)
    assert [(one.starts, one.ends, one.adults) for one in needed] == [
        (time(15, 30), time(17, 15), 2), (time(17, 15), time(20), 3),
    ]  # fmt: skip
    assert adults.needed_on(room.place, date(2026, 11, 30)) == []


def test_holidays_are_closed_unless_the_version_opens_them(people: Cast, room: Space) -> None:
    holiday = date(2027, 1, 11)  # 成人の日, a Monday
    first = published(room, people)
    assert hours(room.place, holiday) == []
    versions.withdraw(version=first, by=Cast.by(people.hana), at=make.AT)
    published(room, people, on_holidays=True)
    assert hours(room.place, holiday) == [(time(15, 30), time(20))]


def test_the_version_before_ends_the_day_before_and_comes_back_when_it_is_withdrawn(people: Cast) -> None:
    stands = ground.ground(people)
    hana = Cast.by(people.hana)
    new = published(stands.space, people)
    stands.version.refresh_from_db()
    assert (stands.version.ends_on, stands.version.ended_by) == (date(2026, 11, 30), new)
    versions.withdraw(version=new, by=hana, at=make.AT)
    stands.version.refresh_from_db()
    assert (stands.version.ends_on, stands.version.ended_by) == (None, None)
    assert hours(stands.place, NEXT) == [(time(15, 30), time(20))]
    assert [one.adults for one in adults.needed_on(stands.place, NEXT)] == [2]


def test_withdrawing_gives_a_place_without_versions_its_own_hours_back(people: Cast, room: Space) -> None:
    new = published(room, people)
    assert hours(room.place, date(2026, 12, 5)) == []
    versions.withdraw(version=new, by=Cast.by(people.hana), at=make.AT)
    assert hours(room.place, date(2026, 12, 5)) == [(time(9), time(12))]
    assert hours(room.place, NEXT) == []
    assert list(room.place.opening_rules.values_list("valid_from", "valid_until")) == [(None, None)]


def test_what_has_begun_is_not_taken_back(people: Cast, room: Space) -> None:
    new = published(room, people, starts_on=make.TUESDAY)
    with pytest.raises(Conflict) as refusal:
        versions.withdraw(version=new, by=Cast.by(people.hana), at=make.AT)
    assert refusal.value.code == "version.begun"


def test_a_published_version_is_never_edited(people: Cast, room: Space) -> None:
    new, hana = published(room, people), Cast.by(people.hana)
    face = new.faces.all()[0]
    for deed in (
        lambda: versions.change(version=new, values={"title": "べつ"}, by=hana, at=make.AT),
        lambda: versions.wipe(face=face, by=hana, at=make.AT),
        lambda: versions.publish(version=new, by=hana, at=make.AT),
        lambda: versions.discard(version=new, by=hana, at=make.AT),
        lambda: versions.redraw(face=face, drawn=queries.drawn(face), by=hana, at=make.AT),
    ):
        with pytest.raises(Conflict) as refusal:
            deed()
        assert refusal.value.code == "version.published"


def test_a_face_over_another_draws_none_of_its_weekdays(people: Cast, room: Space) -> None:
    version = drawn_up(room, people)
    with pytest.raises(Invalid) as refusal:
        versions.draw(
            version=version, drawn=Drawn(0, time(19), time(21), name="夜"), weekdays=frozenset({5, 4}),
            by=Cast.by(people.hana), at=make.AT,
        )  # fmt: skip
    assert refusal.value.code == "face.overlap" and "金曜" in refusal.value.message
    assert not Face.objects.filter(name="夜").exists()


def test_a_refused_publication_changes_nothing(people: Cast, room: Space) -> None:
    published(room, people, starts_on=date(2026, 12, 8))
    with pytest.raises(Conflict) as refusal:
        published(room, people)
    assert refusal.value.code == "version.follows" and "冬の きまり" in refusal.value.message
    assert hours(room.place, NEXT) == []
    with pytest.raises(Invalid):
        published(room, people, starts_on=date(2026, 11, 2), ends_on=date(2026, 11, 6))


def test_a_draft_begins_as_a_copy_and_can_be_thrown_away(people: Cast) -> None:
    stands, hana = ground.ground(people), Cast.by(people.hana)
    copy = versions.draft(space=stands.space, values=HEAD, like=stands.version, by=hana, at=make.AT)
    assert copy.faces.count() == stands.version.faces.count() == 15
    versions.discard(version=copy, by=hana, at=make.AT)
    assert list(RuleVersion.objects.all()) == [stands.version]


def test_two_rooms_open_one_place(people: Cast, room: Space) -> None:
    published(room, people)
    other, hana = ground.space(room.place, "工作室", seats=0), Cast.by(people.hana)
    second = versions.draft(space=other, values=HEAD, by=hana, at=make.AT)
    versions.draw(
        version=second,
        drawn=Drawn(0, time(14), time(16), name="工作"),
        weekdays=frozenset({1}),
        by=hana,
        at=make.AT,
    )
    versions.publish(version=second, by=hana, at=make.AT)
    assert hours(room.place, NEXT) == [(time(14), time(20))]
    assert hours(room.place, date(2026, 12, 2)) == [(time(15, 30), time(20))]
    assert [one.adults for one in adults.needed_on(room.place, NEXT)] == [2, 4, 2, 3]
    spaces.change(space=other, values={"is_active": False}, by=hana, at=make.AT)
    assert hours(room.place, NEXT) == [(time(15, 30), time(20))]


def test_new_hours_reach_days_the_roster_has_spoken_of_and_promise_nothing(people: Cast) -> None:
    stands = ground.ground(people)
    hana = Cast.by(people.hana)
    published(stands.space, people)
    Session.objects.filter(place=stands.place, day__gte=NEXT, day__lte=date(2026, 12, 18)).update(
        staffing="ok"
    )
    later = versions.draft(
        space=stands.space, values={**HEAD, "starts_on": date(2026, 12, 7)}, by=hana, at=make.AT
    )
    for starts, ends in ((time(10), time(12)), (time(14), time(18))):
        versions.draw(
            version=later, drawn=Drawn(0, starts, ends, name="冬休み"), weekdays=WEEKDAYS, by=hana, at=make.AT
        )
    versions.publish(version=later, by=hana, at=make.AT)
    rows = Session.objects.filter(place=stands.place, day=date(2026, 12, 8)).order_by("starts")
    assert [(one.starts, one.ends, one.staffing) for one in rows] == [
        (time(10), time(12), "short"), (time(14), time(18), "short"),
    ]  # fmt: skip


def test_today_shows_which_face_is_on(people: Cast) -> None:
    stands = ground.ground(people)
    make.session(stands.place, make.TUESDAY, starts=time(15, 30), ends=time(20))
    at = clock.at(make.TUESDAY, time(16))
    (day,) = queries.today(stands.place, at)
    assert [(one.face.name, one.now, one.over) for one in day.faces] == [
        ("ランチ", False, True), ("自由あけ", True, False), ("自習", False, False),
    ]  # fmt: skip
    Session.objects.update(staffing="short")
    assert not any(one.now for one in queries.today(stands.place, at)[0].faces)
    assert queries.faces_on(stands.space, make.MONDAY) == []  # 勤労感謝の日


def test_a_stranger_learns_nothing_and_a_clerk_may_not_rule(people: Cast, room: Space) -> None:
    version = drawn_up(room, people)
    for person in (people.ken, people.tamotsu, people.mado, people.tsubaki):
        by = Cast.by(person)
        for deed in (
            lambda by=by: versions.publish(version=version, by=by, at=make.AT),
            lambda by=by: versions.draft(space=room, values=HEAD, by=by, at=make.AT),
            lambda by=by: spaces.change(space=room, values={"name": "べつ"}, by=by, at=make.AT),
            lambda by=by: spaces.create(place=room.place, values={"name": "べつ"}, by=by, at=make.AT),
        ):
            with pytest.raises(NotFound):
                deed()
    versions.publish(version=version, by=Cast.by(people.aoi), at=make.AT)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": "ホール", "heads_max": 10}, "space.name"),
        ({"name": "小部屋", "heads_max": 4, "seats": 5}, "space.seats"),
        ({"name": "小部屋", "heads_max": 0}, "space.heads"),
    ],
    ids=["twice", "more-seats-than-heads", "for-nobody"],
)
def test_a_room_that_cannot_be_says_why(people: Cast, room: Space, values: dict[str, Any], code: str) -> None:
    with pytest.raises(DomainError) as refusal:
        spaces.create(place=room.place, values=values, by=Cast.by(people.hana), at=make.AT)
    assert refusal.value.code == code


def test_at_night_hours_of_versions_that_are_over_leave_the_page(people: Cast) -> None:
    stands = ground.ground(people)
    published(stands.space, people)
    assert stands.place.opening_rules.count() == 2
    night, server = clock.at(NEXT, time(0, 15)), Actor.of_job("openhouse.renew_hours")
    assert ruling.renew(by=server, at=make.AT) == 0
    assert ruling.renew(by=server, at=night) == 1
    (left,) = stands.place.opening_rules.all()
    assert (left.valid_from, left.valid_until) == (NEXT, None)
    assert hours(stands.place, NEXT) == [(time(15, 30), time(20))]
    assert ruling.renew(by=server, at=night) == 0
    with pytest.raises(NotAllowed):
        ruling.renew(by=Cast.by(people.aoi), at=night)
