"""A closure at 14:00 is told at once to everybody who wants to know; what was taken back in time is told to nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.bulletin import tasks
from ibasho.rooms.bulletin.actions import announcing, broadcasting
from ibasho.rooms.bulletin.models import Notice
from ibasho.town.outbox.models import Message
from ibasho.town.places.actions import openings
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast, cast
from tests.rooms.bulletin import hearers

pytestmark = pytest.mark.django_db
AT = make.AT
JOB = Actor.of_job("bulletin.tell_news")


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def place(people: Cast) -> Place:
    return make.place(organisation=people.midori, district_code="M01")


@pytest.fixture
def the_clock_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


def tell(entry: Any, at: Any = AT) -> Notice | None:
    return announcing.announce(entry_id=entry.pk, by=JOB, at=at)


def walk(notice: Notice) -> Notice:
    while broadcasting.advance(broadcast_id=notice.broadcast.pk, by=JOB, at=AT):
        pass
    return Notice.objects.select_related("broadcast").get(pk=notice.pk)


def arrived() -> None:
    """What was written has been taken by mail servers and LINE."""
    Message.objects.filter(state="waiting").update(state="sent", sent_at=AT)


def waiting(name: str) -> list[dict[str, Any]]:
    return [job.args for job in ProcrastinateJob.objects.filter(task_name=name)]


@pytest.mark.usefixtures("the_clock_stands")
def test_a_closure_asks_for_its_telling_and_one_run_reaches_all(people: Cast, place: Place) -> None:
    hearers.many(12)
    openings.close_days(
        place=place, first=make.TUESDAY, last=make.TUESDAY, reason="花が かぜ", sudden=True,
        by=people.by(people.hana), at=AT,
    )  # fmt: skip
    (asked,) = waiting("bulletin.tell_news")
    tasks.tell_news(**asked)
    notice = Notice.objects.get()
    assert (notice.kind, notice.urgent, notice.state, notice.place) == ("closure", True, "sending", place)
    (going,) = waiting("bulletin.broadcast")
    tasks.broadcast(**going)
    assert Message.objects.filter(urgent=True, send_after__lte=AT).count() == 12
    assert "かぜ" not in Message.objects.first().body, "no reason, for it may speak of somebody"  # type: ignore[union-attr]


@pytest.mark.usefixtures("the_clock_stands")
def test_the_same_entry_twice_has_no_effect(people: Cast, place: Place) -> None:
    hearers.many(3)
    entry = hearers.closed(place, people.by(people.hana))
    first, second = tell(entry), tell(entry)
    assert first is not None and second is not None and first.pk == second.pk
    tasks.broadcasts(0)
    tasks.broadcasts(0)
    assert Notice.objects.count() == 1 and Message.objects.count() == 3


@pytest.mark.parametrize(
    "fields",
    [
        {"restricted": True, "everyone": False, "restricted_to": "会員"},
        {"kind": "after_school"},
        {"kind": "nursery"},
        {"state": "draft"},
    ],
)
def test_a_place_not_everybody_may_go_to_is_never_told(people: Cast, fields: dict[str, Any]) -> None:
    assert tell(hearers.closed(make.place(**fields), people.by(people.aoi))) is None


def test_whom_it_is_for_comes_from_the_place(people: Cast) -> None:
    place = make.place(district_code="M02", everyone=False, stages=["junior", "high"], features=["wifi"])
    notice = tell(hearers.closed(place, people.by(people.aoi)))
    assert notice is not None
    assert (notice.districts, notice.stages, notice.wishes) == (["M02"], ["high", "junior"], ["food", "wifi"])


def test_tomorrows_closure_lets_people_sleep_and_yesterdays_is_no_news(people: Cast, place: Place) -> None:
    tomorrow = tell(hearers.closed(place, people.by(people.aoi), make.TUESDAY + timedelta(days=1)))
    assert tomorrow is not None and not tomorrow.urgent
    assert tell(hearers.closed(place, people.by(people.aoi)), AT + timedelta(days=1)) is None


def test_taken_back_before_it_went_out_nobody_hears_of_either(people: Cast, place: Place) -> None:
    hearers.many(3)
    notice = tell(hearers.closed(place, people.by(people.hana)))
    assert notice is not None
    assert tell(hearers.reopened(place, people.by(people.hana))) is None
    walk(notice)
    notice.refresh_from_db()
    assert (notice.state, Message.objects.count()) == ("stopped", 0)


def test_taken_back_before_the_first_job_even_ran(people: Cast, place: Place) -> None:
    entry = hearers.closed(place, people.by(people.hana))
    back = hearers.reopened(place, people.by(people.hana))
    assert tell(back) is None and tell(entry) is None
    assert not Notice.objects.exists()


def test_taken_back_after_it_was_told_the_same_people_hear_that_it_opens(people: Cast, place: Place) -> None:
    hearers.wants(hearers.address(), kinds=["closure"])
    first = tell(hearers.closed(place, people.by(people.hana)))
    assert first is not None
    walk(first)
    arrived()
    second = tell(hearers.reopened(place, people.by(people.hana)))
    assert second is not None and (second.kind, second.follows) == ("reopen", first)
    assert walk(second).broadcast.told == 1
    assert list(Message.objects.order_by("pk").values_list("subject", flat=True)) == [
        "急な お休み：みどり食堂", "お休みを とりけしました：みどり食堂",
    ]  # fmt: skip


def test_taken_back_in_the_same_night_nobody_is_told_twice_in_the_morning(people: Cast, place: Place) -> None:
    hearers.many(3)
    night, friday = AT.replace(hour=22), make.TUESDAY + timedelta(days=3)
    first = tell(hearers.closed(place, people.by(people.hana), friday, at=night), night)
    assert first is not None
    while broadcasting.advance(broadcast_id=first.broadcast.pk, by=JOB, at=night):
        pass
    assert tell(hearers.reopened(place, people.by(people.hana), friday), night) is None
    assert set(Message.objects.values_list("state", flat=True)) == {"cancelled"}


def test_taken_back_half_way_the_rest_is_spared(
    people: Cast, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcasting, "SLICE", 2)
    hearers.many(5)
    first = tell(hearers.closed(place, people.by(people.hana)))
    assert first is not None
    broadcasting.advance(broadcast_id=first.broadcast.pk, by=JOB, at=AT)
    arrived()
    second = tell(hearers.reopened(place, people.by(people.hana)))
    assert second is not None
    assert walk(first).broadcast.told == 2 and walk(second).broadcast.told == 5


def test_where_another_closure_holds_nobody_is_told_that_it_opens(people: Cast, place: Place) -> None:
    hearers.many(1)
    first = tell(hearers.closed(place, people.by(people.hana)))
    assert first is not None
    walk(first)
    make.closed_days(place, make.TUESDAY - timedelta(days=1), sudden=True)
    place.closed_days.filter(first=make.MONDAY).update(last=make.TUESDAY)
    assert tell(hearers.reopened(place, people.by(people.hana))) is None


def test_a_pause_and_its_end_are_told_while_they_hold(people: Cast, place: Place) -> None:
    place.state, place.paused_reason = "paused", "工事"
    place.save()
    hearers.many(1)
    paused = tell(hearers.entry(place, "pause", people.by(people.aoi)))
    assert paused is not None and not paused.urgent
    walk(paused)
    arrived()
    assert tell(hearers.entry(place, "resume", people.by(people.aoi))) is None, "it still rests"
    place.state = "published"
    place.save()
    again = tell(hearers.entry(place, "resume", people.by(people.aoi)))
    assert again is not None and again.follows == paused


def test_a_new_place_is_told_and_a_file_of_hundreds_is_not(people: Cast, place: Place) -> None:
    one = tell(hearers.entry(place, "publish", people.by(people.aoi)))
    assert one is not None and one.kind == "place"
    assert tell(hearers.entry(place, "publish", Actor(via=Via.IMPORT, job="places.import"))) is None


def test_an_entry_that_is_no_news_or_not_there_is_passed_by(people: Cast, place: Place) -> None:
    assert tell(hearers.entry(place, "change", people.by(people.aoi), fields=["phone"])) is None
    assert announcing.announce(entry_id=0, by=JOB, at=AT) is None


def test_only_the_server_announces(people: Cast, place: Place) -> None:
    entry = hearers.closed(place, people.by(people.hana))
    with pytest.raises(NotFound):
        announcing.announce(entry_id=entry.pk, by=people.by(people.aoi), at=AT)
