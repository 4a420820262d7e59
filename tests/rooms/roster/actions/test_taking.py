"""みのる takes a turn and gives it up, by the link and through Hana."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.roster.actions import giving_up, taking
from ibasho.rooms.roster.models import Attendance, Programme, Safeguard, Taken, Training
from ibasho.rooms.roster.rules.kinds import Way
from tests import make
from tests.people import Cast, cast
from tests.rooms.roster import ground

pytestmark = pytest.mark.django_db
LINK = Actor.public(Via.LINK)
THURSDAY = date(2026, 11, 26)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> ground.Ground:
    return ground.ground(people, day=THURSDAY)


def test_a_turn_is_taken_once_however_often_the_button_is_pressed(world: ground.Ground) -> None:
    shift, minoru = ground.shift(world.roster, THURSDAY), world.helpers[0]
    first = taking.take(shift=shift, helper=minoru, by=LINK, at=make.AT)
    assert taking.take(shift=shift, helper=minoru, by=LINK, at=make.AT) == first
    assert (first.slot, first.way, first.held_from) == (1, "link", clock.at(THURSDAY, time(15, 30)))
    told = Entry.objects.filter(verb="roster.shift.take").get()
    assert set(told.data) == {"shift", "helper", "way", "slot"}


def test_the_session_is_promised_once_two_are_there_and_not_after_one_steps_back(
    world: ground.Ground,
) -> None:
    shift = ground.shift(world.roster, THURSDAY)
    taking.take(shift=shift, helper=world.helpers[0], by=LINK, at=make.AT)
    world.session.refresh_from_db()
    assert world.session.staffing == "short"
    second = taking.take(shift=shift, helper=world.helpers[1], by=LINK, at=make.AT)
    world.session.refresh_from_db()
    assert (world.session.staffing, world.session.adults_here) == ("ok", 2)
    giving_up.give_up(taken=second, why="かぜ", by=LINK, at=make.AT)
    world.session.refresh_from_db()
    assert (world.session.staffing, world.session.adults_here) == ("short", 1)


def test_who_comes_third_reads_that_it_is_full_and_where_to_look(world: ground.Ground) -> None:
    shift = ground.shift(world.roster, THURSDAY)
    for one in world.helpers[:2]:
        taking.take(shift=shift, helper=one, by=LINK, at=make.AT)
    with pytest.raises(Conflict, match="ほかの 空いている枠") as refused:
        taking.take(shift=shift, helper=world.helpers[2], by=LINK, at=make.AT)
    assert refused.value.code == "roster.shift_full"


def test_a_slot_given_up_is_the_next_ones(world: ground.Ground) -> None:
    shift = ground.shift(world.roster, THURSDAY)
    first, second = [taking.take(shift=shift, helper=one, by=LINK, at=make.AT) for one in world.helpers[:2]]
    giving_up.give_up(taken=first, why="しごと", by=LINK, at=make.AT)
    third = taking.take(shift=shift, helper=world.helpers[2], by=LINK, at=make.AT)
    assert (first.slot, second.slot, third.slot) == (1, 2, 1)


def test_two_turns_at_one_time_are_refused(world: ground.Ground) -> None:
    minoru = world.helpers[0]
    taking.take(shift=ground.shift(world.roster, THURSDAY), helper=minoru, by=LINK, at=make.AT)
    other = ground.shift(world.roster, THURSDAY, time(19), time(21))
    with pytest.raises(Conflict) as refused:
        taking.take(shift=other, helper=minoru, by=LINK, at=make.AT)
    assert refused.value.code == "roster.overlap"


def test_whose_training_lapsed_is_told_so_and_may_again_after_the_next(world: ground.Ground) -> None:
    shift, minoru = ground.shift(world.roster, THURSDAY), world.helpers[0]
    Training.objects.create(
        helper=minoru, title="救命講習", taken_on=date(2025, 11, 1), valid_until=THURSDAY - timedelta(days=1)
    )
    with pytest.raises(Conflict, match="研修の 期限") as refused:
        taking.take(shift=shift, helper=minoru, by=LINK, at=make.AT)
    assert refused.value.code == "roster.training_lapsed"
    Training.objects.create(helper=minoru, title="救命講習", taken_on=make.TUESDAY, valid_until=None)
    assert taking.take(shift=shift, helper=minoru, by=LINK, at=make.AT).slot == 1


def test_a_certified_programme_wants_the_pledge_and_dates_that_hold(
    world: ground.Ground, people: Cast
) -> None:
    shift, minoru = ground.shift(world.roster, THURSDAY), world.helpers[0]
    Programme.objects.create(
        organisation=people.midori, dbs_category="certified", certified_on=date(2026, 4, 1)
    )
    for fields in ({}, {"pledge_on": date(2026, 4, 1), "due_on": THURSDAY - timedelta(days=1)}):
        Safeguard.objects.filter(helper=minoru).delete()
        Safeguard.objects.create(helper=minoru, **fields)
        with pytest.raises(Conflict) as refused:
            taking.take(shift=shift, helper=minoru, by=LINK, at=make.AT)
        assert refused.value.code == "roster.papers_due"
    Safeguard.objects.filter(helper=minoru).update(due_on=THURSDAY)
    assert taking.take(shift=shift, helper=minoru, by=LINK, at=make.AT).slot == 1


def test_a_pupil_under_16_helps_within_the_limits_and_never_counts(
    world: ground.Ground, people: Cast
) -> None:
    Programme.objects.create(organisation=people.midori, minor_minutes_week_max=180, minor_home_by=time(18))
    young = ground.helper(
        people.midori,
        "川口 ゆい",
        age_band="under_16",
        guardian_consent_on=date(2026, 4, 1),
        pay_kind="unpaid",
    )
    early = ground.shift(world.roster, THURSDAY, time(15, 30), time(17, 30))
    taking.take(shift=early, helper=young, by=LINK, at=make.AT)
    world.session.refresh_from_db()
    assert world.session.adults_here == 0
    late = ground.shift(world.roster, THURSDAY + timedelta(days=1), time(17), time(18, 30))
    long = ground.shift(world.roster, THURSDAY + timedelta(days=1), time(15), time(17))
    for shift, code in ((late, "roster.home_by"), (long, "roster.week_full")):
        with pytest.raises(Conflict) as refused:
            taking.take(shift=shift, helper=young, by=LINK, at=make.AT)
        assert refused.value.code == code


def test_hana_types_in_for_somebody_and_a_stranger_finds_nothing(world: ground.Ground, people: Cast) -> None:
    shift = ground.shift(world.roster, THURSDAY)
    by_phone = Actor(person_id=people.hana.pk, via=Via.PHONE)
    made = taking.take(shift=shift, helper=world.helpers[0], way=Way.STAFF, by=by_phone, at=make.AT)
    assert made.way == "staff"
    for who in (people.ken, people.tamotsu, people.mado):
        with pytest.raises(NotFound):
            taking.take(shift=shift, helper=world.helpers[1], way=Way.STAFF, by=people.by(who), at=make.AT)
        with pytest.raises(NotFound):
            giving_up.give_up(taken=made, why="ためし", by=people.by(who), at=make.AT)
    with pytest.raises(NotFound):
        taking.take(shift=shift, helper=world.helpers[1], by=Actor.public(), at=make.AT)


def test_a_helper_of_another_group_cannot_be_put_in(world: ground.Ground, people: Cast) -> None:
    stranger = ground.helper(people.aozora, "よその 人")
    with pytest.raises(NotFound):
        taking.take(
            shift=ground.shift(world.roster, THURSDAY), helper=stranger, by=people.by(people.hana), at=make.AT
        )


def test_giving_up_wants_a_word_and_is_one_however_often(world: ground.Ground) -> None:
    shift = ground.shift(world.roster, THURSDAY)
    made = taking.take(shift=shift, helper=world.helpers[0], by=LINK, at=make.AT)
    with pytest.raises(Invalid) as refused:
        giving_up.give_up(taken=made, why="  ", by=LINK, at=make.AT)
    assert "why" in refused.value.fields
    gone = giving_up.give_up(taken=made, why="かぜ", by=LINK, at=make.AT)
    again = giving_up.give_up(taken=made, why="べつの わけ", by=LINK, at=make.AT)
    assert (gone.state, again.why) == ("given_up", "かぜ")
    entry = Entry.objects.filter(verb="roster.shift.give_up").get()
    assert "かぜ" not in str(entry.data) + entry.why


def test_once_it_began_only_staff_may_take_somebody_out(world: ground.Ground, people: Cast) -> None:
    shift = ground.shift(world.roster, THURSDAY)
    made = taking.take(shift=shift, helper=world.helpers[0], by=LINK, at=make.AT)
    begun = clock.at(THURSDAY, time(15, 30))
    with pytest.raises(Conflict, match="電話"):
        giving_up.give_up(taken=made, why="かぜ", by=LINK, at=begun)
    gone = giving_up.give_up(taken=made, why="来なかった", by=people.by(people.hana), at=begun)
    assert gone.state == "given_up"


def test_who_came_is_not_taken_out_again(world: ground.Ground, people: Cast) -> None:
    shift = ground.shift(world.roster, THURSDAY)
    made = taking.take(shift=shift, helper=world.helpers[0], by=LINK, at=make.AT)
    begun = clock.at(THURSDAY, time(15, 30))
    Attendance.objects.create(taken=made, came_at=begun, written_at=begun)
    with pytest.raises(Conflict) as refused:
        giving_up.give_up(taken=made, why="まちがい", by=people.by(people.hana), at=begun)
    assert refused.value.code == "roster.attended"


def test_back_again_after_a_slip(world: ground.Ground) -> None:
    shift = ground.shift(world.roster, THURSDAY)
    made = taking.take(shift=shift, helper=world.helpers[0], by=LINK, at=make.AT)
    giving_up.give_up(taken=made, why="まちがえた", by=LINK, at=make.AT)
    back = taking.take(shift=shift, helper=world.helpers[0], by=LINK, at=make.AT)
    assert back.pk != made.pk
    assert Taken.objects.filter(state="taken").get() == back


@pytest.mark.parametrize(("hours", "asked"), [(21, False), (19, True)])
def test_who_takes_a_turn_so_late_that_one_would_ask_has_answered(
    world: ground.Ground, hours: int, asked: bool
) -> None:
    shift = ground.shift(world.roster, THURSDAY)
    at = clock.at(THURSDAY, time(15, 30)) - timedelta(hours=hours)
    made = taking.take(shift=shift, helper=world.helpers[0], by=LINK, at=at)
    assert (made.confirmed_at is not None) is asked


def test_a_shift_that_was_called_off_is_nobodys(world: ground.Ground) -> None:
    shift = ground.shift(world.roster, THURSDAY, cancelled_at=make.AT)
    with pytest.raises(Conflict) as refused:
        taking.take(shift=shift, helper=world.helpers[0], by=LINK, at=make.AT)
    assert refused.value.code == "roster.shift_cancelled"
