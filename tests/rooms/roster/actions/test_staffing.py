"""No session is promised while it is short, and everybody says the same within the same transaction."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.clock import END_OF_DAY, JST
from ibasho.rooms.roster.actions import rosters, staffing
from ibasho.rooms.roster.models import Safeguard, Shift
from ibasho.rooms.roster.rules.words import NOT_ENOUGH
from ibasho.town.outbox.models import Message
from ibasho.town.places.actions import adults, openings
from ibasho.town.places.actions.adults import Needed
from ibasho.town.places.models import Session
from tests import make
from tests.people import Cast, cast
from tests.reading import plain
from tests.rooms.roster.ground import Ground, ground, helper, shift, taken

pytestmark = pytest.mark.django_db
DAY = make.TUESDAY
JOB = Actor.of_job("roster.keep_up")
MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=JST)


@pytest.fixture
def people() -> Cast:
    return cast()


def settle(floor: Ground, at: datetime = MORNING, *days: date) -> Session:
    staffing.settle(place=floor.place, days=set(days) or {floor.session.day}, by=JOB, at=at)
    floor.session.refresh_from_db()
    return floor.session


def test_a_hole_is_not_promised_and_two_who_come_fill_it(people: Cast) -> None:
    here = ground(people)
    whole = shift(here.roster)
    session = settle(here)
    assert (session.staffing, session.adults_min, session.adults_here) == ("short", 2, 0)
    taken(whole, here.helpers[0], 1)
    assert settle(here).adults_here == 1
    taken(whole, here.helpers[1], 2)
    session = settle(here)
    assert (session.staffing, session.adults_min, session.adults_here) == ("ok", 2, 2)


def test_page_and_interface_say_the_same(
    people: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = ground(people, day=date(2026, 11, 26))  # Thursday
    monkeypatch.setattr(clock, "now", lambda: MORNING)
    page = reverse("places:place", args=[here.place.public_id])
    api = f"/api/v1/places/{here.place.public_id}/sessions"
    settle(here)
    assert "まだ きまっていません" in _words(client, page)
    assert [one["state"] for one in client.get(api).json()["sessions"]] == ["unsure"]
    whole = shift(here.roster, here.session.day)
    for slot, one in enumerate(here.helpers[:2], start=1):
        taken(whole, one, slot)
    settle(here)
    assert "まだ きまっていません" not in _words(client, page)
    assert [one["state"] for one in client.get(api).json()["sessions"]] == ["planned"]


def _words(client: Client, page: str) -> str:
    """The page without the readings above its words."""
    return plain(client.get(page).content.decode())


@pytest.mark.parametrize(
    "told",
    [
        {"age_band": "youth"},
        {"age_band": "under_16", "guardian_consent_on": date(2026, 4, 1)},
        {"state": "interview", "registered_on": None},
    ],
)
def test_who_is_too_young_or_not_registered_does_not_count(people: Cast, told: dict[str, object]) -> None:
    here = ground(people)
    whole = shift(here.roster)
    taken(whole, here.helpers[0], 1)
    taken(whole, helper(people.midori, "若い ひと", **told), 2)
    assert (settle(here).staffing, here.session.adults_here) == ("short", 1)


def test_who_must_be_asked_anew_does_not_count_from_the_day_after(people: Cast) -> None:
    here = ground(people)
    whole = shift(here.roster)
    for slot, one in enumerate(here.helpers[:2], start=1):
        taken(whole, one, slot)
    Safeguard.objects.create(helper=here.helpers[0], due_on=DAY)
    assert settle(here).staffing == "ok"
    Safeguard.objects.update(due_on=DAY - timedelta(days=1))
    assert settle(here).staffing == "short"


def test_the_city_may_want_three_in_the_evening(people: Cast) -> None:
    here = ground(people)
    whole = shift(here.roster)
    for slot, one in enumerate(here.helpers[:2], start=1):
        taken(whole, one, slot)
    adults.write(place=here.place, needed=[Needed(1, time(17, 15), time(20), 3, date(2026, 4, 1))])
    session = settle(here)
    assert (session.staffing, session.adults_min, session.adults_here) == ("short", 3, 2)
    taken(shift(here.roster, starts=time(17, 15)), here.helpers[2], 1)
    assert settle(here).staffing == "ok"


def test_at_the_cut_off_it_is_off_and_comes_back_at_once(people: Cast) -> None:
    here = ground(people)
    whole = shift(here.roster)
    taken(whole, here.helpers[0], 1)
    assert settle(here, datetime(2026, 11, 24, 13, 29, 59, tzinfo=JST)).state == "planned"
    session = settle(here, datetime(2026, 11, 24, 13, 30, tzinfo=JST))
    assert (session.state, session.reason, session.staffing) == ("cancelled", NOT_ENOUGH, "short")
    taken(whole, here.helpers[1], 2)
    session = settle(here, datetime(2026, 11, 24, 16, 0, tzinfo=JST))
    assert (session.state, session.reason, session.staffing) == ("planned", "", "ok")


def test_with_children_in_the_house_it_is_off_when_the_missing_hour_begins(people: Cast) -> None:
    here = ground(people)
    taken(shift(here.roster), here.helpers[0], 1)
    taken(shift(here.roster, ends=time(17, 15)), here.helpers[1], 1)
    session = settle(here, datetime(2026, 11, 24, 15, 45, tzinfo=JST))
    assert (session.state, session.staffing) == ("planned", "short")
    assert settle(here, datetime(2026, 11, 24, 17, 14, tzinfo=JST)).state == "planned"
    assert settle(here, datetime(2026, 11, 24, 17, 15, tzinfo=JST)).state == "cancelled"
    Session.objects.filter(pk=here.session.pk).update(state="planned", reason="")
    assert settle(here, datetime(2026, 11, 24, 20, 0, tzinfo=JST)).state == "planned"  # over: history stays


def test_what_is_off_for_another_reason_stays_off(people: Cast) -> None:
    here = ground(people)
    openings.close_days(
        place=here.place,
        first=DAY,
        last=DAY,
        reason="台風",
        sudden=True,
        by=people.by(people.hana),
        at=MORNING,
    )
    whole = shift(here.roster)
    for slot, one in enumerate(here.helpers[:2], start=1):
        taken(whole, one, slot)
    session = settle(here)
    assert (session.state, session.reason) == ("cancelled", "台風")


def test_two_sessions_a_day_are_judged_each_by_itself(people: Cast) -> None:
    here = ground(people)
    noon = Session.objects.create(place=here.place, day=DAY, starts=time(10), ends=time(12), by_hand=True)
    morning = shift(here.roster, starts=time(10), ends=time(12))
    for slot, one in enumerate(here.helpers[:2], start=1):
        taken(morning, one, slot)
    assert settle(here, datetime(2026, 11, 23, 23, 59, tzinfo=JST)).staffing == "short"
    noon.refresh_from_db()
    assert noon.staffing == "ok"


def test_a_session_until_midnight(people: Cast) -> None:
    here = ground(people)
    Session.objects.filter(pk=here.session.pk).update(starts=time(21), ends=END_OF_DAY)
    taken(shift(here.roster, starts=time(21), ends=END_OF_DAY), here.helpers[0], 1)
    taken(shift(here.roster, starts=time(21), ends=time(23, 59)), here.helpers[1], 1)
    assert settle(here).staffing == "short"
    assert settle(here, datetime(2026, 11, 24, 23, 59, tzinfo=JST)).state == "cancelled"
    taken(shift(here.roster, starts=time(23, 59), ends=END_OF_DAY), here.helpers[2], 1)
    session = settle(here, datetime(2026, 11, 24, 23, 59, 30, tzinfo=JST))
    assert (session.state, session.staffing) == ("planned", "ok")


def test_doing_it_again_leaves_no_trace(people: Cast) -> None:
    here = ground(people)
    settle(here)
    before = Entry.objects.count()
    settle(here, MORNING + timedelta(minutes=10))
    assert Entry.objects.count() == before


def test_without_a_roster_nothing_happens(people: Cast) -> None:
    here = ground(people)
    here.roster.delete()
    assert settle(here).staffing == "not_needed"


def test_who_can_mend_it_is_told_once_for_each_hole_and_stage(people: Cast) -> None:
    here = ground(people)
    whole = shift(here.roster)
    first = taken(whole, here.helpers[0], 1)
    settle(here, datetime(2026, 11, 22, 15, 29, tzinfo=JST))  # 48 hours and a minute ahead: time enough
    assert not Message.objects.exists()
    for minute in (30, 40):
        settle(here, datetime(2026, 11, 22, 15, minute, tzinfo=JST))
    told = Message.objects.order_by("pk")
    assert {one.address for one in told} == {f"{name}@example.test" for name in ("hana", "fumi", "aoi")}
    assert len(told) == 3
    assert "火曜 15:30–20:00 あと1人" in told[0].body
    assert not any(name in one.subject + one.body for one in told for name in ("みのる", "山口"))
    settle(here, datetime(2026, 11, 24, 13, 30, tzinfo=JST))
    assert Message.objects.count() == 6
    first.state, first.given_up_at = "given_up", MORNING
    first.save()
    settle(here, datetime(2026, 11, 24, 14, 0, tzinfo=JST))
    assert Message.objects.count() == 9


def test_switching_the_roster_off_promises_everything_again(people: Cast) -> None:
    here = ground(people)
    settle(here, datetime(2026, 11, 24, 14, 0, tzinfo=JST))
    at = datetime(2026, 11, 24, 14, 5, tzinfo=JST)
    rosters.switch(roster=here.roster, on=False, by=people.by(people.hana), at=at)
    here.session.refresh_from_db()
    session = here.session
    assert (session.staffing, session.state, session.reason) == ("not_needed", "planned", "")
    assert session.adults_min is None
    assert not Shift.objects.exists()
