"""出張の予定 as the city makes and announces it."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import Conflict, DomainError, Invalid, NotAllowed
from ibasho.rooms.reach.actions import rotas as actions
from ibasho.rooms.reach.models import Candidate, Rota, Visit
from ibasho.rooms.reach.rules.rota import KIT, Turn
from ibasho.town.places.models import Event
from tests import make
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 11, 30), date(2027, 1, 31)


@pytest.fixture
def town() -> Cast:
    return cast()


@pytest.fixture
def hall() -> Candidate:
    return make.candidate("虹橋集会所", address="虹橋町1")


def turn(hall: Candidate, weekday: int = 1, every: int = 2) -> Turn:
    return Turn(hall.pk, weekday, time(10), time(11, 30), every)


def made(town: Cast, *halls: Candidate, **given: Any) -> actions.Made:
    wanted = {
        "title": "おでかけ広場", "turns": [turn(hall) for hall in halls], "first": FIRST, "last": LAST,
        "by": town.by(town.aoi), "at": make.AT,
    }  # fmt: skip
    return actions.make(**{**wanted, **given})


def test_a_rota_by_hand_lays_out_its_days_and_writes_the_journal(town: Cast, hall: Candidate) -> None:
    found = made(town, hall)
    assert [visit.day for visit in found.rota.visits.order_by("day")] == [
        date(2026, 12, 1), date(2026, 12, 15), date(2027, 1, 12), date(2027, 1, 26),
    ]  # fmt: skip
    assert [(one.day, one.why) for one in found.laid.skipped] == [(date(2026, 12, 29), "年末年始")]
    assert found.rota.kit == list(KIT)
    assert Entry.objects.get(verb="reach.rota.make").data == {"visits": 4, "skipped": 1, "plan": None}


def test_two_rotas_never_meet_in_one_hall(town: Cast, hall: Candidate) -> None:
    made(town, hall)
    with pytest.raises(Invalid) as refused:
        made(town, hall)
    assert refused.value.code == "reach.rota_empty"
    assert Rota.objects.count() == 1


def test_a_name_and_a_known_hall_are_needed(town: Cast, hall: Candidate) -> None:
    with pytest.raises(Invalid):
        made(town, hall, title="  ")
    with pytest.raises(DomainError):
        made(town, hall, turns=[Turn(hall.pk + 999, 1, time(10), time(11))])


def test_a_plan_becomes_a_rota_in_its_cycle(town: Cast, hall: Candidate) -> None:
    plan = make.mobile_plan(hall, make.candidate("潮笛集会所"))
    found = actions.make_from_plan(
        plan=plan,
        title="計画から",
        first=FIRST,
        last=date(2026, 12, 20),
        every=2,
        by=town.by(town.aoi),
        at=make.AT,
    )
    assert [(visit.day.day, visit.hall.name) for visit in found.rota.visits.order_by("day")] == [
        (1, "虹橋集会所"), (8, "潮笛集会所"), (15, "虹橋集会所"),
    ]  # fmt: skip
    assert found.rota.plan == plan


def test_a_point_on_the_map_becomes_a_hall_that_is_no_candidate(town: Cast, hall: Candidate) -> None:
    plan = make.mobile_plan(hall)
    plan.openings.update(candidate=None, name="地図の点")
    found = actions.make_from_plan(
        plan=plan, title="計画から", first=FIRST, last=LAST, every=1, by=town.by(town.aoi), at=make.AT
    )
    spot = found.rota.visits.all()[0].hall
    assert (spot.name, spot.usable) == ("地図の点", False)


@pytest.mark.parametrize("fields", [{"state": "draft"}, {"kind": "open"}])
def test_only_a_solved_mobile_plan_becomes_a_rota(
    town: Cast, hall: Candidate, fields: dict[str, str]
) -> None:
    plan = make.mobile_plan(hall, **fields)
    with pytest.raises(Conflict):
        actions.make_from_plan(
            plan=plan, title="計画", first=FIRST, last=LAST, every=1, by=town.by(town.aoi), at=make.AT
        )


def test_a_plan_that_chose_nothing_is_refused(town: Cast) -> None:
    with pytest.raises(Conflict, match="どこも えらんでいません"):
        actions.make_from_plan(
            plan=make.mobile_plan(),
            title="計画",
            first=FIRST,
            last=LAST,
            every=1,
            by=town.by(town.aoi),
            at=make.AT,
        )


def test_one_day_more_widens_the_rota(town: Cast, hall: Candidate) -> None:
    rota = made(town, hall).rota
    day = date(2027, 2, 9)
    actions.extend(
        rota=rota, turns=[turn(hall, every=1)], first=day, last=day, by=town.by(town.aoi), at=make.AT
    )
    rota.refresh_from_db()
    assert rota.last == day
    assert rota.visits.filter(day=day).exists()


def test_announcing_makes_one_drafted_event_for_each_hall(town: Cast, hall: Candidate) -> None:
    other = make.candidate("潮笛集会所")
    rota = made(town, hall, other, turns=[turn(hall), turn(other, weekday=3)]).rota
    events = actions.announce(rota=rota, organiser="みほん市", phone="051", by=town.by(town.mado), at=make.AT)
    assert [(event.kind, event.state, event.venue_name) for event in events] == [
        ("mobile", "draft", "虹橋集会所"), ("mobile", "draft", "潮笛集会所"),
    ]  # fmt: skip
    assert events[0].sessions.count() == 4
    assert not rota.visits.filter(event__isnull=True).exists()


def test_announcing_again_only_adds_what_is_new(town: Cast, hall: Candidate) -> None:
    rota, by = made(town, hall).rota, town.by(town.aoi)
    (event,) = actions.announce(rota=rota, organiser="市", phone="", by=by, at=make.AT)
    day = date(2027, 2, 9)
    actions.extend(rota=rota, turns=[turn(hall, every=1)], first=day, last=day, by=by, at=make.AT)
    (again,) = actions.announce(rota=rota, organiser="市", phone="", by=by, at=make.AT)
    assert again == event
    assert event.sessions.count() == 5
    assert Event.objects.count() == 1


def test_nothing_to_come_is_nothing_to_announce(town: Cast, hall: Candidate) -> None:
    rota = make.rota(first=date(2026, 4, 1))
    make.visit(rota, hall, date(2026, 5, 12))
    with pytest.raises(Invalid):
        actions.announce(rota=rota, organiser="市", phone="", by=town.by(town.aoi), at=make.AT)


def test_publishing_is_for_those_who_publish_events(town: Cast, hall: Candidate) -> None:
    rota = made(town, hall).rota
    actions.announce(rota=rota, organiser="市", phone="", by=town.by(town.mado), at=make.AT)
    with pytest.raises(NotAllowed):
        actions.publish(rota=rota, by=town.by(town.mado), at=make.AT)
    assert actions.publish(rota=rota, by=town.by(town.aoi), at=make.AT) == 1
    assert actions.publish(rota=rota, by=town.by(town.aoi), at=make.AT) == 0
    assert Event.objects.get().state == "published"


def test_new_words_reach_the_announced_events(town: Cast, hall: Candidate) -> None:
    rota, by = made(town, hall).rota, town.by(town.aoi)
    actions.announce(rota=rota, organiser="市", phone="", by=by, at=make.AT)
    actions.change(
        rota=rota, title="にこにこ広場", kit="マット\n絵本", announcement="あそぼう", by=by, at=make.AT
    )
    event = Event.objects.get()
    assert (event.title, event.description) == ("にこにこ広場", "あそぼう")
    rota.refresh_from_db()
    assert rota.kit == ["マット", "絵本"]


def test_a_mistaken_rota_can_be_taken_back_until_it_is_announced(town: Cast, hall: Candidate) -> None:
    rota, by = made(town, hall).rota, town.by(town.aoi)
    actions.announce(rota=rota, organiser="市", phone="", by=by, at=make.AT)
    with pytest.raises(Conflict):
        actions.remove(rota=rota, by=by, at=make.AT)
    other = made(town, hall, turns=[turn(hall, weekday=4)]).rota
    actions.remove(rota=other, by=by, at=make.AT)
    assert list(Rota.objects.all()) == [rota]
    assert Visit.objects.filter(rota=rota).count() == 4


@pytest.mark.parametrize("who", ["mado", "tsubaki", "hana", "tamotsu"])
def test_only_planners_make_rotas(town: Cast, hall: Candidate, who: str) -> None:
    with pytest.raises(NotAllowed):
        made(town, hall, by=town.by(getattr(town, who)))


@pytest.mark.parametrize("who", ["tsubaki", "hana", "tamotsu"])
def test_only_those_who_run_visits_announce(town: Cast, hall: Candidate, who: str) -> None:
    rota = made(town, hall).rota
    by = town.by(getattr(town, who))
    with pytest.raises(NotAllowed):
        actions.announce(rota=rota, organiser="市", phone="", by=by, at=make.AT)
    with pytest.raises(NotAllowed):
        actions.change(rota=rota, title="x", kit="", announcement="", by=by, at=make.AT)
