"""One visit: its pair, its kit, moving, calling off and what was counted."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed
from ibasho.rooms.reach.actions import rotas
from ibasho.rooms.reach.actions import visits as actions
from ibasho.rooms.reach.models import Visit
from ibasho.town.places.actions import reception
from ibasho.town.places.models import Event, Session, SessionReport
from tests import make
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 1)
AFTER = datetime(2026, 12, 1, 12, 0, tzinfo=JST)


@pytest.fixture
def town() -> Cast:
    return cast()


@pytest.fixture
def visit() -> Visit:
    return make.visit(make.rota(), make.candidate("虹橋集会所"), DAY)


def announced(town: Cast, visit: Visit) -> Session:
    by = town.by(town.aoi)
    rotas.announce(rota=visit.rota, organiser="みほん市", phone="", by=by, at=make.AT)
    rotas.publish(rota=visit.rota, by=by, at=make.AT)
    visit.refresh_from_db()
    return Session.objects.get(event=visit.event, day=visit.day)


def count(town: Cast, visit: Visit, **told: Any) -> Visit:
    known = {"families": 6, "children": 8, "consultations": 2, "by": town.by(town.mado), "at": AFTER}
    return actions.count(visit=visit, **{**known, **told})


def test_a_pair_is_named_also_for_later_visits_to_the_same_hall(town: Cast, visit: Visit) -> None:
    later = make.visit(visit.rota, visit.hall, date(2026, 12, 15))
    named = make.visit(visit.rota, visit.hall, date(2026, 12, 22), first_staff="ゆき")
    written = actions.pair(
        visit=visit, first="はる", second="なつ", onwards=True, by=town.by(town.mado), at=make.AT
    )
    assert written == 2
    later.refresh_from_db()
    named.refresh_from_db()
    assert (later.first_staff, later.second_staff, named.first_staff) == ("はる", "なつ", "ゆき")


def test_nobody_is_at_two_halls_at_once(town: Cast, visit: Visit) -> None:
    other = make.visit(visit.rota, make.candidate("潮笛集会所"), DAY, starts=time(11), ends=time(12))
    actions.pair(visit=visit, first="はる", second="なつ", by=town.by(town.mado), at=make.AT)
    with pytest.raises(Conflict, match="虹橋集会所"):
        actions.pair(visit=other, first="ふゆ", second="なつ", by=town.by(town.mado), at=make.AT)
    Visit.objects.filter(pk=other.pk).update(starts=time(13), ends=time(14))
    assert actions.pair(visit=other, first="ふゆ", second="なつ", by=town.by(town.mado), at=make.AT) == 1


def test_the_kit_keeps_only_what_is_on_the_list(town: Cast, visit: Visit) -> None:
    row = actions.pack(visit=visit, things=["マット", "ピアノ"], by=town.by(town.mado), at=make.AT)
    assert row.packed == ["マット"]


def test_moving_a_visit_moves_the_announced_day(town: Cast, visit: Visit) -> None:
    session = announced(town, visit)
    actions.move(
        visit=visit, hall=visit.hall, day=date(2026, 12, 2), starts=time(13), ends=time(14), reason="会場の つごう",
        by=town.by(town.mado), at=make.AT,
    )  # fmt: skip
    session.refresh_from_db()
    assert (session.day, session.starts, session.state) == (date(2026, 12, 2), time(13), "planned")
    entry = Entry.objects.get(verb="reach.visit.move")
    assert (entry.why, entry.data["from"]["day"]) == ("会場の つごう", "2026-12-01")


def test_for_another_hall_the_old_day_is_called_off(town: Cast, visit: Visit) -> None:
    session = announced(town, visit)
    moved = actions.move(
        visit=visit, hall=make.candidate("潮笛集会所"), day=DAY, starts=time(10), ends=time(11, 30), reason="",
        by=town.by(town.mado), at=make.AT,
    )  # fmt: skip
    session.refresh_from_db()
    assert session.state == "cancelled"
    assert "潮笛集会所" in session.reason
    assert moved.event is None  # to be announced anew


def test_a_hall_that_is_announced_takes_the_moved_day(town: Cast, visit: Visit) -> None:
    shio = make.candidate("潮笛集会所")
    make.visit(visit.rota, shio, date(2026, 12, 8))
    announced(town, visit)
    moved = actions.move(
        visit=visit, hall=shio, day=DAY, starts=time(10), ends=time(11, 30), reason="", by=town.by(town.mado),
        at=make.AT,
    )  # fmt: skip
    assert moved.event is not None
    assert moved.event.venue_name == "潮笛集会所"
    assert sorted(moved.event.sessions.values_list("day", flat=True)) == [DAY, date(2026, 12, 8)]


def test_a_slot_that_is_taken_or_past_is_refused(town: Cast, visit: Visit) -> None:
    make.visit(visit.rota, visit.hall, date(2026, 12, 8))
    given = {"visit": visit, "hall": visit.hall, "starts": time(10), "ends": time(11), "reason": ""}
    for day, error in ((date(2026, 12, 8), Conflict), (date(2026, 11, 1), Invalid)):
        with pytest.raises(error):
            actions.move(day=day, by=town.by(town.mado), at=make.AT, **given)


def test_calling_a_visit_off_calls_its_event_day_off_and_back(town: Cast, visit: Visit) -> None:
    session, by = announced(town, visit), town.by(town.mado)
    with pytest.raises(Invalid):
        actions.cancel(visit=visit, reason=" ", by=by, at=make.AT)
    actions.cancel(visit=visit, reason="台風のため", by=by, at=make.AT)
    session.refresh_from_db()
    assert (session.state, session.reason) == ("cancelled", "台風のため")
    with pytest.raises(Conflict):
        actions.pair(visit=visit, first="はる", second="", by=by, at=make.AT)
    actions.restore(visit=visit, by=by, at=make.AT)
    session.refresh_from_db()
    visit.refresh_from_db()
    assert (session.state, visit.state, visit.reason) == ("planned", "planned", "")


def test_an_event_called_off_as_a_whole_lets_its_visits_be_called_off(town: Cast, visit: Visit) -> None:
    announced(town, visit)
    Event.objects.update(state="cancelled")
    assert actions.cancel(visit=visit, reason="中止", by=town.by(town.mado), at=make.AT).state == "cancelled"


def test_numbers_are_kept_and_can_be_corrected(town: Cast, visit: Visit) -> None:
    count(town, visit, children=None, note="雨でも 来てくれた")
    row = count(town, visit, families=7)
    assert (row.state, row.families, row.children, row.reported_by) == ("done", 7, 8, town.mado)
    assert list(Entry.objects.filter(noun="reach.Visit").order_by("pk").values_list("verb", flat=True)) == [
        "reach.visit.count", "reach.visit.correct",
    ]  # fmt: skip


def test_an_announced_day_is_summed_up_with_it(town: Cast, visit: Visit) -> None:
    session = announced(town, visit)
    count(town, visit)
    report = SessionReport.objects.get(session=session)
    assert (report.families, report.consultations) == (6, 2)
    assert dict(session.headcounts.values_list("of_class", "heads")) == {"children": 8}
    count(town, visit, children=9)
    assert dict(session.headcounts.values_list("of_class", "heads")) == {"children": 9}


def test_heads_counted_at_the_door_stay_as_they_are(town: Cast, visit: Visit) -> None:
    session = announced(town, visit)
    reception.count(session=session, of_class="infant", step=1, by=town.by(town.mado), at=AFTER)
    count(town, visit)
    assert dict(session.headcounts.values_list("of_class", "heads")) == {"infant": 1}


@pytest.mark.parametrize(
    ("note", "field"),
    [("090-1234-5678に 電話", "note"), ("山田さんが 泣いていた", "sure"), ("1234 5678 9018", "note")],
)
def test_words_that_point_to_a_person_are_held_back(town: Cast, visit: Visit, note: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        count(town, visit, note=note)
    assert field in refused.value.fields


def test_who_is_sure_that_it_is_no_name_may_write_it(town: Cast, visit: Visit) -> None:
    assert count(town, visit, note="保健師さんに つないだ", sure=True).note == "保健師さんに つないだ"


def test_no_numbers_before_the_day_and_none_of_a_visit_called_off(town: Cast, visit: Visit) -> None:
    with pytest.raises(Conflict):
        count(town, visit, at=make.AT)
    actions.cancel(visit=visit, reason="雪", by=town.by(town.mado), at=make.AT)
    with pytest.raises(Conflict):
        count(town, visit)


@pytest.mark.parametrize("who", ["tsubaki", "hana", "ken", "tamotsu"])
def test_strangers_run_no_visit(town: Cast, visit: Visit, who: str) -> None:
    by = town.by(getattr(town, who))
    with pytest.raises(NotAllowed):
        count(town, visit, by=by)
    with pytest.raises(NotAllowed):
        actions.cancel(visit=visit, reason="x", by=by, at=make.AT)


def test_a_call_off_is_not_taken_back_while_the_pair_is_elsewhere(town: Cast, visit: Visit) -> None:
    by = town.by(town.mado)
    actions.pair(visit=visit, first="はる", second="なつ", by=by, at=make.AT)
    actions.cancel(visit=visit, reason="大雨", by=by, at=make.AT)
    other = make.visit(visit.rota, make.candidate("星見集会所"), DAY)
    actions.pair(visit=other, first="はる", second="あき", by=by, at=make.AT)
    with pytest.raises(Conflict, match="星見集会所"):
        actions.restore(visit=visit, by=by, at=make.AT)
    visit.refresh_from_db()
    assert visit.state == Visit.State.CANCELLED
