"""What is over is gone on its day, not a day sooner; numbers stay."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.roster import tasks
from ibasho.rooms.roster.actions import erasing, leaving, registering
from ibasho.rooms.roster.models import Helper, Safeguard, Taken, Training
from ibasho.rooms.roster.queries import people as queries
from ibasho.rooms.roster.rules.kinds import HelperState
from tests import house, make
from tests.people import Cast, cast
from tests.rooms.roster import ground

pytestmark = pytest.mark.django_db
JOB = Actor.of_job("roster.erase")


@pytest.fixture
def people() -> Cast:
    return cast()


def at(day: date, hour: int = 3) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 25, tzinfo=JST)


def test_a_name_goes_on_the_thirtieth_day_and_the_hours_stay(people: Cast) -> None:
    there = ground.ground(people)
    helper = there.helpers[0]
    Helper.objects.filter(pk=helper.pk).update(
        phone="000", email="m@example.test", guardian_name="だれか", subjects=["国語（小学生）"]
    )
    Training.objects.create(helper=helper, title="安全", taken_on=make.MONDAY)
    Safeguard.objects.create(helper=helper, pledge_on=make.MONDAY)
    worked = ground.taken(ground.shift(there.roster, make.MONDAY), helper, why="かぜ")
    leaving.leave(helper=helper, by=people.by(people.hana), at=make.AT)
    assert erasing.erase(by=JOB, at=at(date(2026, 12, 23), 23)) == 0
    assert Helper.objects.get(pk=helper.pk).name == "山口 みのる"
    assert erasing.erase(by=JOB, at=at(date(2026, 12, 24))) == 1
    gone = Helper.objects.get(pk=helper.pk)
    texts = {one.name: getattr(gone, one.name) for one in Helper._meta.concrete_fields}
    assert not any("山口" in str(text) or "みのる" in str(text) for text in texts.values())
    assert (gone.phone, gone.email, gone.guardian_name, gone.subjects, gone.age_band) == ("", "", "", [], "")
    assert gone.erased_at is not None
    assert (Training.objects.count(), Safeguard.objects.count()) == (0, 0)
    assert Taken.objects.get(pk=worked.pk).why == ""
    assert erasing.erase(by=JOB, at=at(date(2026, 12, 25))) == 0


def test_nothing_is_undone_after_that(people: Cast) -> None:
    helper = leaving.leave(helper=ground.helper(people.midori), by=people.by(people.hana), at=make.AT)
    erasing.erase(by=JOB, at=at(date(2026, 12, 24)))
    with pytest.raises(NotFound):
        leaving.come_back(helper=helper, by=people.by(people.hana), at=make.AT)
    with pytest.raises(NotFound):
        registering.change(helper=helper, values={"name": "x"}, by=people.by(people.hana), at=make.AT)
    assert queries.find(helper.public_id) is None


def test_every_personal_field_of_a_helper_is_blanked() -> None:
    """A field that comes to the inventory as personal (class 2 and above) must go, too."""
    listed = house.listed("inventory.toml")["roster"]["Helper"]
    personal = {name for name, row in listed.items() if row["class"] >= 2}
    assert personal <= set(erasing.BLANK)


def test_dates_of_who_is_still_there_go_after_the_year_and_the_helper_counts_no_more(people: Cast) -> None:
    helper = ground.helper(people.midori)
    Safeguard.objects.create(
        helper=helper, is_needed=True, pledge_on=date(2026, 4, 1), asked_on=date(2026, 4, 1),
        done_on=date(2026, 4, 1), due_on=date(2031, 4, 1), erase_on=date(2032, 4, 30),
    )  # fmt: skip
    assert erasing.erase(by=JOB, at=at(date(2032, 4, 29))) == 0
    assert erasing.erase(by=JOB, at=at(date(2032, 4, 30))) == 1
    row = Safeguard.objects.get()
    assert (row.pledge_on, row.asked_on, row.done_on, row.erase_on) == (None, None, None, None)
    assert (row.is_needed, row.due_on) == (True, date(2032, 3, 31))
    assert Helper.objects.get().state == HelperState.REGISTERED
    assert erasing.erase(by=JOB, at=at(date(2032, 5, 1))) == 0


def test_who_is_no_operator_any_more_keeps_no_dates(people: Cast) -> None:
    helper = ground.helper(people.midori)
    Safeguard.objects.create(helper=helper, pledge_on=date(2026, 4, 1))
    people.midori.is_active = False
    people.midori.save()
    assert erasing.erase(by=JOB, at=make.AT) == 1
    assert not Safeguard.objects.exists()


def test_two_jobs_at_once_erase_once(people: Cast) -> None:
    helper = leaving.leave(helper=ground.helper(people.midori), by=people.by(people.hana), at=make.AT)
    later = make.AT + timedelta(days=40)
    erasing.erase_name(helper=helper, by=JOB, at=later)
    first = Helper.objects.get().erased_at
    erasing.erase_name(helper=helper, by=JOB, at=later + timedelta(days=1))
    assert Helper.objects.get().erased_at == first


def test_the_jobs_do_it_by_themselves(people: Cast) -> None:
    ended = date(2026, 1, 1)
    ground.helper(people.midori, state="left", ended_on=ended, erase_on=ended + timedelta(days=30))
    tasks.erase(timestamp=0)
    tasks.remind_dates(timestamp=0)
    assert Helper.objects.get().erased_at is not None
