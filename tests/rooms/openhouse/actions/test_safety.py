"""Alarms, disasters, incidents and sheets: what the city and a place may do, and what they may not."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from ibasho.rooms.openhouse.actions import alarms, disasters, incidents, sheets
from ibasho.rooms.openhouse.models import AlarmClosure, DisasterReport, Incident
from ibasho.rooms.openhouse.queries import alarms as alarm_queries
from ibasho.rooms.openhouse.queries import disasters as disaster_queries
from ibasho.rooms.openhouse.queries import incidents as queries
from ibasho.rooms.openhouse.rules.kinds import AlarmKind
from ibasho.town.outbox.models import Message
from ibasho.town.places.actions import openings
from ibasho.town.places.models import ClosedDays, Place, Session
from tests import make
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
TODAY = make.TUESDAY
NUMBER = "1234 5678 9018"  # a My Number by its check digit


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def aoi(people: Cast) -> dict[str, Any]:
    return {"by": people.by(people.aoi), "at": make.AT}


def open_place(name: str, code: str = "M01", **fields: Any) -> Place:
    """Open on Tuesday from three to six, a day added by hand."""
    row = make.place(name, district_code=code, **fields)
    Session.objects.create(place=row, day=TODAY, starts=time(15), ends=time(18), by_hand=True)
    return row


def heat(aoi: dict[str, Any], *codes: str) -> Any:
    return alarms.sound(kind=AlarmKind.HEAT, title="", codes=codes, day=TODAY, **aoi)


def states() -> dict[str, str]:
    rows = Session.objects.filter(place__isnull=False).select_related("place")
    return {row.place.name: row.state for row in rows if row.place}


def test_one_tap_closes_a_district_and_one_tap_opens_exactly_those(people: Cast, aoi: dict[str, Any]) -> None:
    open_place("カケショク", organisation=people.midori)
    shut = open_place("もう お休み")
    openings.close_days(place=shut, first=TODAY, last=TODAY, reason="天気", sudden=True, **aoi)
    for name, code, fields in (
        ("となりの区", "M02", {}),
        ("お店", "M01", {"kind": "partner_shop"}),
        ("学童", "M01", {"kind": "after_school"}),
        ("下書き", "M01", {"state": "draft"}),
    ):
        open_place(name, code, **fields)
    alarm = heat(aoi, "M01")
    before = {"となりの区": "planned", "お店": "planned", "学童": "planned", "下書き": "planned"}
    assert states() == {"カケショク": "cancelled", "もう お休み": "cancelled", **before}
    assert ClosedDays.objects.get(place__name="カケショク").sudden
    assert alarms.lift(alarm=alarm, **aoi) == 1
    assert states() == {"カケショク": "planned", "もう お休み": "cancelled", **before}
    with pytest.raises(Conflict):
        alarms.lift(alarm=alarm, **aoi)
    assert [one.data["places"] for one in Entry.objects.filter(verb__startswith="openhouse.alarm")] == [1, 1]


def test_the_whole_city_but_not_what_lies_outside(aoi: dict[str, Any]) -> None:
    open_place("東", "M01")
    open_place("西", "")
    open_place("となりの市", "", outside_city=True)
    heat(aoi)
    assert states() == {"東": "cancelled", "西": "cancelled", "となりの市": "planned"}


def test_leads_are_told_once(people: Cast, aoi: dict[str, Any]) -> None:
    open_place("カケショク", organisation=people.midori)
    open_place("みどり食堂", organisation=people.midori)
    alarm = heat(aoi)
    letter = Message.objects.get(person=people.hana)
    assert "カケショク" in letter.body
    assert "みどり食堂" in letter.body
    alarms.lift(alarm=alarm, **aoi)
    assert Message.objects.filter(person=people.hana).count() == 2


def test_a_place_opened_by_hand_stays_open_and_is_not_touched_again(aoi: dict[str, Any]) -> None:
    open_place("カケショク")
    open_place("みどり食堂")
    alarm = heat(aoi)
    openings.reopen(closed=ClosedDays.objects.get(place__name="カケショク"), **aoi)
    assert AlarmClosure.objects.count() == 1
    assert alarms.lift(alarm=alarm, **aoi) == 1
    assert set(states().values()) == {"planned"}


def test_two_taps_close_once(aoi: dict[str, Any]) -> None:
    open_place("カケショク")
    heat(aoi)
    with pytest.raises(Conflict):
        heat(aoi)
    assert ClosedDays.objects.count() == 1


def test_what_is_over_already_is_not_closed(aoi: dict[str, Any]) -> None:
    open_place("朝の会")
    Session.objects.update(starts=time(9), ends=time(11))
    assert not alarm_queries.touched([], TODAY, make.AT)
    assert alarm_queries.touched([], TODAY, clock.at(TODAY, time(10)))


@pytest.mark.parametrize("who", ["mado", "tsubaki", "hana", "ken", "tamotsu"])
def test_nobody_else_sounds_lifts_begins_or_ends(who: str, people: Cast, aoi: dict[str, Any]) -> None:
    open_place("カケショク", organisation=people.midori)
    alarm, other = heat(aoi), {"by": people.by(getattr(people, who)), "at": make.AT}
    disaster = disasters.begin(title="地震", **aoi)
    for deed in (
        lambda: heat(other),
        lambda: alarms.lift(alarm=alarm, **other),
        lambda: disasters.begin(title="x", **other),
        lambda: disasters.end(disaster=disaster, **other),
        lambda: disasters.resume(disaster=disaster, **other),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_a_disaster_runs_one_at_a_time_and_is_taken_back(aoi: dict[str, Any]) -> None:
    first = disasters.begin(title="11月24日の 地震", **aoi)
    with pytest.raises(Conflict):
        disasters.begin(title="大雨", **aoi)
    disasters.end(disaster=first, **aoi)
    with pytest.raises(Conflict):
        disasters.end(disaster=first, **aoi)
    second = disasters.begin(title="大雨", **aoi)
    with pytest.raises(Conflict):
        disasters.resume(disaster=first, **aoi)
    disasters.end(disaster=second, **aoi)
    disasters.resume(disaster=first, **aoi)
    assert disaster_queries.running() == first


def test_the_latest_answer_of_a_place_stands(people: Cast, aoi: dict[str, Any]) -> None:
    place = open_place("カケショク", organisation=people.midori)
    row = disasters.begin(title="地震", **aoi)
    hana = {"disaster": row, "place": place, "by": people.by(people.hana), "at": make.AT}
    disasters.answer(**hana, answer="closed")
    disasters.answer(**hana, answer="open", words="水が 出ます")
    assert (DisasterReport.objects.get().answer, disaster_queries.silent(row)) == ("open", 0)
    with pytest.raises(NotFound):
        disasters.answer(**{**hana, "by": people.by(people.ken)}, answer="open")
    for wrong in (
        {"answer": "perhaps"},
        {"answer": "open", "words": NUMBER},
        {"answer": "open", "words": "あ" * 201},
    ):
        with pytest.raises(Invalid):
            disasters.answer(**hana, **wrong)
    disasters.end(disaster=row, **aoi)
    with pytest.raises(Conflict):
        disasters.answer(**hana, answer="open")


# --- incidents ---

TOLD = {
    "kind": "injury", "happened_at": make.AT - timedelta(hours=1), "where": "ホール", "stage": "upper",
    "body_part": "右ひざ", "what": "走って ころんだ", "done": "水で あらって ひやした",
}  # fmt: skip


@pytest.fixture
def place(people: Cast) -> Place:
    return make.place("カケショク", organisation=people.midori)


@pytest.fixture
def hana(people: Cast) -> dict[str, Any]:
    return {"by": people.by(people.hana), "at": make.AT}


def test_an_injury_is_written_corrected_closed_and_opened_again(place: Place, hana: dict[str, Any]) -> None:
    row = incidents.write(place=place, told=TOLD, **hana)
    with pytest.raises(Conflict, match="くりかえさない"):
        incidents.close(incident=row, **hana)
    incidents.change(incident=row, told={"prevention": "床を かわかす"}, **hana)
    incidents.close(incident=row, **hana)
    with pytest.raises(Conflict):
        incidents.change(incident=row, told={"done": "x"}, **hana)
    incidents.reopen(incident=row, **hana)
    with pytest.raises(Conflict):
        incidents.reopen(incident=row, **hana)
    assert Incident.objects.get().closed_at is None
    for entry in Entry.objects.filter(verb__startswith="openhouse.incident"):
        assert "走って" not in str(entry.data) + entry.why


def test_what_is_about_the_staff_goes_past_them(people: Cast, place: Place, hana: dict[str, Any]) -> None:
    row = incidents.write(place=place, told={**TOLD, "about_staff": True}, **hana)
    assert not queries.seen(**hana).exists()
    for deed in (incidents.change, incidents.close, incidents.reopen):
        with pytest.raises(NotFound):
            deed(incident=row, **{"told": {}} if deed is incidents.change else {}, **hana)
    aoi = people.by(people.aoi)
    assert list(queries.seen(aoi, make.AT)) == [row]
    typing = aoi.on_behalf_of(people.midori.pk, aoi.via)
    assert not queries.seen(typing, make.AT).exists()


@pytest.mark.parametrize("who", ["mado", "tsubaki", "ken", "tamotsu"])
def test_nobody_else_reads_or_writes(who: str, people: Cast, place: Place, hana: dict[str, Any]) -> None:
    row = incidents.write(place=place, told=TOLD, **hana)
    other = {"by": people.by(getattr(people, who)), "at": make.AT}
    assert not queries.seen(**other).exists()
    for deed in (
        lambda: incidents.write(place=place, told=TOLD, **other),
        lambda: incidents.change(incident=row, told={}, **other),
        lambda: sheets.write(place=place, told={"aed": "x"}, **other),
        lambda: sheets.check(place=place, **other),
    ):
        with pytest.raises(NotFound):
            deed()


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": ""},
        {"where": " "},
        {"kind": "x"},
        {"stage": "x"},
        {"happened_at": make.AT + timedelta(minutes=1)},
        {"guardian_told_at": make.AT - timedelta(days=1)},
        {"what": f"番号は {NUMBER}"},
        {"prevention": NUMBER},
    ],
    ids=lambda one: "-".join(one),
)
def test_what_cannot_be_right(wrong: dict[str, Any], place: Place, hana: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        incidents.write(place=place, told={**TOLD, **wrong}, **hana)
    assert not Incident.objects.exists()


def test_numbers_by_month_and_place_have_no_words(place: Place, hana: dict[str, Any], people: Cast) -> None:
    midnight = clock.at(TODAY.replace(month=4, day=1), time())
    for at, kind in (
        (midnight, "near_miss"),
        (midnight - timedelta(minutes=1), "near_miss"),
        (make.AT, "injury"),
    ):
        incidents.write(place=place, told={**TOLD, "kind": kind, "happened_at": at}, **hana)
    rows = queries.seen(people.by(people.aoi), make.AT)
    months = {line.label: line.total for line in queries.by_month(rows, 2026)}
    assert (months["4月"], months["11月"], sum(months.values())) == (1, 1, 2)
    (line,) = queries.by_place(rows, 2025)
    assert (line.label, line.counts) == ("カケショク", {"injury": 0, "near_miss": 1, "complaint": 0})


# --- sheets ---


def test_a_sheet_is_due_after_a_year(place: Place, hana: dict[str, Any]) -> None:
    with pytest.raises(Conflict):
        sheets.check(place=place, **hana)
    row = sheets.write(place=place, told={"aed": "1階 入口", "duties": "119番は 職員"}, **hana)
    assert row.checked_on == TODAY
    assert not queries.sheet_is_due(row, TODAY + timedelta(days=364))
    assert queries.sheet_is_due(row, TODAY + timedelta(days=365))
    later = {**hana, "at": make.AT + timedelta(days=100)}
    assert sheets.check(place=place, **later).checked_on == TODAY + timedelta(days=100)
    with pytest.raises(Invalid):
        sheets.write(place=place, told={"duties": NUMBER}, **hana)
