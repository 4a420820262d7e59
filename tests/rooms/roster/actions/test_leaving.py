"""It is over: what stays for thirty days, what comes back, and what is free again at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.rooms.roster.actions import leaving, staffing
from ibasho.rooms.roster.models import Helper, Safeguard, Taken
from ibasho.town.places.models import Session
from tests import make
from tests.people import Cast, cast
from tests.rooms.roster import ground

pytestmark = pytest.mark.django_db
LATER = make.TUESDAY + timedelta(days=2)


@pytest.fixture
def people() -> Cast:
    return cast()


def test_an_application_is_declined_and_taken_up_again(people: Cast) -> None:
    hana = people.by(people.hana)
    helper = ground.helper(people.midori, state="interview", registered_on=None, interview_at=make.AT)
    helper = leaving.decline(helper=helper, by=hana, at=make.AT)
    assert (helper.state, helper.ended_on, helper.erase_on) == ("declined", make.TUESDAY, date(2026, 12, 24))
    helper = leaving.come_back(helper=helper, by=hana, at=make.AT)
    assert (helper.state, helper.ended_on, helper.erase_on) == ("interview", None, None)
    with pytest.raises(Conflict):
        leaving.come_back(helper=helper, by=hana, at=make.AT)


def test_who_leaves_frees_the_shifts_to_come_and_the_day_is_not_promised_any_more(people: Cast) -> None:
    hana = people.by(people.hana)
    there = ground.ground(people, day=LATER)
    first, second, _ = there.helpers
    wanted = ground.shift(there.roster, LATER)
    for slot, one in enumerate((first, second), start=1):
        ground.taken(wanted, one, slot)
    staffing.settle(place=there.place, days=[LATER], by=hana, at=make.AT)
    assert Session.objects.get(pk=there.session.pk).staffing == "ok"
    first.token_hash = "x"
    first.save()
    left = leaving.leave(helper=first, by=hana, at=make.AT)
    assert Session.objects.get(pk=there.session.pk).staffing == "short"
    assert (left.state, left.token_hash) == ("left", None)
    assert set(Taken.objects.values_list("helper", "state")) == {
        (first.pk, "given_up"),
        (second.pk, "taken"),
    }
    back = leaving.come_back(helper=left, by=hana, at=make.AT)
    assert (back.state, back.registered_on) == ("registered", date(2026, 4, 1))


def test_what_was_worked_stays(people: Cast) -> None:
    there = ground.ground(people)
    ground.taken(ground.shift(there.roster, make.MONDAY), there.helpers[0])
    leaving.leave(helper=there.helpers[0], by=people.by(people.hana), at=make.AT)
    assert Taken.objects.get().state == "taken"


def test_the_dates_follow_the_leaving_and_the_return(people: Cast) -> None:
    hana = people.by(people.hana)
    helper = ground.helper(people.midori)
    Safeguard.objects.create(helper=helper, done_on=date(2026, 4, 1), erase_on=date(2032, 4, 30))
    helper = leaving.leave(helper=helper, by=hana, at=make.AT)
    assert Safeguard.objects.get().erase_on == date(2026, 12, 24)
    leaving.come_back(helper=helper, by=hana, at=make.AT)
    assert Safeguard.objects.get().erase_on == date(2032, 4, 30)


@pytest.mark.parametrize("who", ["ken", "mado", "tsubaki", "tamotsu"])
def test_strangers_end_nothing(people: Cast, who: str) -> None:
    helper: Helper = ground.helper(people.midori)
    for deed in (leaving.leave, leaving.decline, leaving.come_back):
        with pytest.raises(NotFound):
            deed(helper=helper, by=people.by(getattr(people, who)), at=make.AT)
