"""The place's own page of the day, paper typed later, and the second pair of eyes: by clicks."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.roster.models import Attendance, Taken
from ibasho.rooms.roster.queries import hours, hours_waiting
from ibasho.rooms.roster.rules.kinds import PayKind
from ibasho.town.people.actions import protection
from tests import make
from tests.people import Cast, cast
from tests.rooms.roster import ground
from tests.rooms.roster.ground import Ground
from tests.rooms.roster.hours_ground import worked
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
BEGIN = clock.at(make.TUESDAY, time(15, 30))
HOURS = "/ops/roster/hours/"


class Now:
    """The clock of these pages: it stands until somebody moves it."""

    at = BEGIN


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    Now.at = BEGIN
    monkeypatch.setattr(clock, "now", lambda: Now.at)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    return ground.ground(people)


@pytest.fixture
def taken(world: Ground) -> Taken:
    return ground.taken(ground.shift(world.roster), world.helpers[0])


@pytest.fixture
def hana(people: Cast) -> Client:
    return sign_in(Client(), people.hana)


@pytest.fixture
def aoi(people: Cast) -> Client:
    return sign_in(Client(), people.aoi)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, address: str, **data: object) -> str:
    return client.post(address, data, follow=True).content.decode()


def later(moment: datetime) -> None:
    Now.at = moment


def today(world: Ground, door: str = "ops") -> str:
    return f"/{door}/roster/{world.place.public_id}/today/"


def tap(client: Client, taken: Taken, do: str, door: str = "ops") -> str:
    key = taken.shift.roster.place.public_id
    return post(client, f"/{door}/roster/hours/{key}/{taken.pk}/tap/", do=do)


def test_a_day_at_the_place(hana: Client, aoi: Client, world: Ground, taken: Taken, people: Cast) -> None:
    shown = page(hana, today(world))
    assert "みのる" in shown and "山口" not in shown  # children's helpers go by the call name
    assert "まだ 来ていない" in shown
    assert "「来た」を 書きました" in tap(hana, taken, "come")
    assert "いま います" in page(hana, today(world))
    later(BEGIN + timedelta(hours=4, minutes=30))
    told = tap(hana, taken, "leave")
    assert "おつかれさまでした" in told
    assert "4時間30分" in told
    assert "書いた人と ちがう人が みとめます" in told
    assert "ちがう人が みとめます" in tap(hana, taken, "approve")
    assert "みとめました" in tap(aoi, taken, "approve", "desk")
    assert "みとめたのを もどしました" in tap(hana, taken, "unapprove")
    assert "もどしました" in tap(hana, taken, "back")
    assert Attendance.objects.get().left_at is None


def test_before_the_hour_the_page_says_when(hana: Client, taken: Taken) -> None:
    later(BEGIN - timedelta(hours=3))
    assert "14:30から おせます" in tap(hana, taken, "come")


def test_an_unknown_button_is_no_button(hana: Client, taken: Taken) -> None:
    key = taken.shift.roster.place.public_id
    assert hana.post(f"/ops/roster/hours/{key}/{taken.pk}/tap/", {"do": "pay"}).status_code == 404


def test_a_forgotten_leave_shows_the_next_day_and_is_written(
    hana: Client, world: Ground, taken: Taken, people: Cast
) -> None:
    tap(hana, taken, "come")
    later(BEGIN + timedelta(days=1))
    hana = sign_in(Client(), people.hana)  # yesterday's session is over
    assert "「帰った」が おされていません" in page(hana, today(world))
    assert "「帰った」が まだ 1人" in page(hana, "/ops/")
    write = f"/ops/roster/hours/{world.place.public_id}/{taken.pk}/write/"
    assert 'value="15:30"' in page(hana, write)
    assert "あとです" in post(hana, write, came="15:30", left="15:00", break_minutes="0")
    assert "ほかの人が みとめると" in post(
        hana, write, came="15:30", left="20:00", break_minutes="15", note="電話で 聞いた"
    )
    row = Attendance.objects.get()
    assert (row.left_at, row.break_minutes) == (clock.at(make.TUESDAY, time(20)), 15)
    assert "「帰った」が おされていません" not in page(hana, today(world))


def test_many_are_approved_at_once_by_another(hana: Client, aoi: Client, world: Ground, people: Cast) -> None:
    rows = [worked(people, world.roster, one, approved=False) for one in world.helpers]
    later(BEGIN + timedelta(days=1))
    assert "あなたが 書いた時間です" in page(hana, HOURS)
    shown = page(aoi, "/desk/roster/hours/")
    assert shown.count('name="hours"') == 3
    ticked = [row.pk for row in rows[:2]]
    assert "2件を みとめました" in post(aoi, "/desk/roster/hours/approve/", hours=ticked)
    assert Attendance.objects.filter(approved_by=people.aoi).count() == 2
    assert "えらんでください" in post(aoi, "/desk/roster/hours/approve/")


def test_strangers_meet_nothing(world: Ground, taken: Taken, people: Cast) -> None:
    ken = sign_in(Client(), people.ken)
    key = world.place.public_id
    assert ken.get(today(world)).status_code == 404
    assert ken.post(f"/ops/roster/hours/{key}/{taken.pk}/tap/", {"do": "come"}).status_code == 404
    row = worked(people, world.roster, world.helpers[1], approved=False)
    assert ken.post(f"{HOURS}approve/", {"hours": row.pk}).status_code == 404
    assert "けいこ" not in page(ken, HOURS)
    row.refresh_from_db()
    assert row.approved_at is None


def test_a_helper_of_another_place_is_not_reached_through_ours(
    hana: Client, world: Ground, people: Cast
) -> None:
    other = make.place("あおぞら", organisation=people.aozora)
    roster = type(world.roster).objects.create(place=other)
    foreign = ground.taken(ground.shift(roster), ground.helper(people.aozora, "よその ひと"))
    assert hana.get(f"/ops/roster/hours/{world.place.public_id}/{foreign.pk}/write/").status_code == 404


def test_the_figures_of_a_month_add_up(hana: Client, world: Ground, people: Cast) -> None:
    one, other, third = world.helpers
    type(other).objects.filter(pk=other.pk).update(pay_kind="unpaid")
    worked(people, world.roster, one, minutes=60)
    worked(people, world.roster, other, minutes=90)
    worked(people, world.roster, third, approved=False)
    worked(people, world.roster, one, date(2026, 10, 31), minutes=30)
    made = hours.figures(world.roster, date(2026, 11, 1))
    assert (made.minutes, made.unpaid_minutes, made.helpers, made.turns, made.open_turns) == (
        150,
        90,
        2,
        2,
        1,
    )
    assert made.minutes_of[PayKind.PAID] == 60
    assert made.minutes == sum(
        one.minutes
        for one in hours.written(world.roster, date(2026, 11, 1))
        if one.attendance.approved_at  # type: ignore[union-attr]
    )
    shown = page(hana, f"{HOURS}?show=month&month=2026-11")
    assert "150" in shown and "みのる" not in shown
    file = hana.get(f"{HOURS}?show=month&month=2026-11&format=csv")
    assert file.content.startswith(b"\xef\xbb\xbf")
    assert "カケショク,2026-11,2,2,150" in file.content.decode("utf-8-sig")
    assert hana.get(f"{HOURS}?show=month&month=2026-11&format=xlsx").content[:2] == b"PK"
    assert "令和8年11月" in page(hana, f"{HOURS}?show=month&month=2031-99")


def test_a_months_hours_with_who_came_when(hana: Client, world: Ground, people: Cast) -> None:
    one, other, _third = world.helpers
    worked(people, world.roster, one)
    worked(people, world.roster, other, approved=False)
    type(other).objects.filter(pk=other.pk).update(person=people.tamotsu)
    protection.protect(person=people.tamotsu, by=people.by(people.fumi), at=Now.at)
    here = f"{today(world)}month/?month=2026-11"
    shown = page(hana, here)
    assert "山口 みのる" in shown and "4時間30分" in shown
    assert "杉山" not in shown and "名前は ふせています" in shown
    told = hana.get(f"{here}&format=csv").content.decode("utf-8-sig")
    assert "2026-11-24,山口 みのる,有償ボランティア,15:30,20:00,0,270,葵" in told
    assert "杉山" not in told
    assert "まだ ありません" in page(hana, f"{today(world)}month/?month=2026-09")


def test_what_waits_waits_for_the_right_person(world: Ground, people: Cast) -> None:
    worked(people, world.roster, world.helpers[0], approved=False)

    def lines(who: str) -> dict[str, int]:
        by: Actor = people.by(getattr(people, who))
        return {one.label: one.count for one in hours_waiting.waiting_for(by, Now.at)}

    assert lines("aoi") == lines("fumi") == {"見守りの時間を みとめる": 1}
    assert lines("mado") == lines("tsubaki") == lines("hana") == lines("tamotsu") == {}
    Attendance.objects.update(written_by=people.aoi)
    assert lines("aoi") == {}
    Attendance.objects.update(approved_at=Now.at, approved_by=people.fumi)
    later(clock.at(date(2026, 12, 1), time(9)))
    assert lines("aoi") == {"謝礼の月を しめる": 1}


def test_the_day_asks_the_same_however_many_come(hana: Client, world: Ground, people: Cast) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            page(hana, today(world))
        return len(found)

    ground.taken(ground.shift(world.roster), world.helpers[0])
    asked()
    few = asked()
    for place in range(8):
        helper = ground.helper(people.midori, f"手伝い {place}")
        worked(people, world.roster, helper, make.TUESDAY, approved=False)
    assert asked() <= few
