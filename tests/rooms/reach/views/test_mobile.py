"""The desk's pages of 出張開設: what one sees, does and takes along as a file or on paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.rooms.reach.models import Rota, Visit
from ibasho.rooms.reach.queries import rotas as queries
from ibasho.rooms.reach.queries.waiting import waiting_for
from ibasho.town.places.models import Event
from ibasho.town.places.rules.calendar import Month
from tests import make
from tests.people import Cast, cast
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Cast:
    return cast()


@pytest.fixture
def desk(town: Cast, client: Client) -> Iterator[Client]:
    sign_in(client, town.aoi)
    return client


@pytest.fixture
def clerk(town: Cast, client: Client) -> Client:
    sign_in(client, town.mado)
    return client


def page(client: Client, name: str, *args: str, **query: str) -> str:
    answer = client.get(reverse(f"reach:{name}", args=args), query)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def send(client: Client, name: str, *args: str, **data: Any) -> Any:
    return client.post(reverse(f"reach:{name}", args=args), data, follow=True)


def today() -> date:
    return clock.day(clock.now())


def a_visit(days: int = -1, **fields: Any) -> Visit:
    return make.visit(
        make.rota(first=today() - timedelta(days=40)),
        make.candidate("虹橋集会所"),
        today() + timedelta(days=days),
        **fields,
    )


def rhythm(hall: int, **more: Any) -> dict[str, Any]:
    first = today() + timedelta(days=7)
    return {
        "title": "おでかけ広場", "hall": hall, "weekday": 1, "half": "am", "every": 1, "first": first.isoformat(),
        "last": (first + timedelta(days=90)).isoformat(), **more,
    }  # fmt: skip


def test_a_rota_is_looked_at_before_it_is_made(desk: Client) -> None:
    hall = make.candidate("虹橋集会所")
    looked = send(desk, "rota_new", **rhythm(hall.pk, step="look"))
    assert "回に なります" in looked.content.decode()
    assert not Rota.objects.exists()
    made = send(desk, "rota_new", **rhythm(hall.pk, step="make"))
    assert "回の 予定を つくりました" in made.content.decode()
    assert Rota.objects.get().visits.count() >= 9


def test_a_refused_rota_says_so_at_the_field(desk: Client) -> None:
    hall = make.candidate("虹橋集会所")
    answer = send(desk, "rota_new", **rhythm(hall.pk, last="2020-01-01", step="look"))
    assert "はじめの日より 後の日に してください。" in answer.content.decode()
    answer = send(desk, "rota_new", **rhythm(hall.pk, half="other", step="look"))
    assert "はじまりと おわりの時刻を 書いてください。" in answer.content.decode()
    answer = send(
        desk, "rota_new", **rhythm(hall.pk, half="other", starts="12:00", ends="11:00", step="look")
    )
    assert "はじまりより 後の時刻に してください。" in answer.content.decode()


def test_a_plan_waits_on_the_first_page_until_it_is_a_rota(desk: Client) -> None:
    plan = make.mobile_plan(make.candidate("虹橋集会所"), make.candidate("潮笛集会所"))
    assert plan.title in page(desk, "rotas")
    first = today() + timedelta(days=7)
    send(
        desk, "rota_from_plan", plan.public_id, title="計画から", every=2, first=first.isoformat(),
        last=(first + timedelta(days=60)).isoformat(), step="make",
    )  # fmt: skip
    assert Rota.objects.get().plan == plan
    assert not queries.plans_for_rotas().exists()


def test_a_visit_without_two_people_says_so_until_it_has_them(clerk: Client) -> None:
    visit = a_visit(days=3)
    assert "まだ ふたり そろっていません" in page(clerk, "rota", visit.rota.public_id)
    assert "まだ ふたり そろっていません" in page(clerk, "rotas")
    send(clerk, "visit_pair", visit.public_id, first_staff="はる", second_staff="なつ")
    assert "はる・なつ" in page(clerk, "rota", visit.rota.public_id)
    assert "まだ ふたり そろっていません（" not in page(clerk, "rotas")


def test_a_refused_pair_keeps_what_was_typed(clerk: Client) -> None:
    visit = a_visit(days=3)
    answer = send(clerk, "visit_pair", visit.public_id, first_staff="はる", second_staff="はる")
    assert "もうひとりの よび名を 書いてください。" in answer.content.decode()
    assert 'value="はる"' in answer.content.decode()


def test_the_kit_is_ticked_off_and_printed(clerk: Client) -> None:
    visit = a_visit(days=3)
    answer = send(clerk, "visit_pack", visit.public_id, packed=["マット"])
    assert "のこりは 1つです" in answer.content.decode()
    sheet = page(clerk, "visit_sheet", visit.public_id)
    assert "おもちゃ" in sheet
    assert "正の字" in sheet


def test_numbers_are_typed_in_and_shown(clerk: Client) -> None:
    visit = a_visit()
    answer = send(clerk, "visit_count", visit.public_id, families=6, children="", consultations=0, note="")
    visit.refresh_from_db()
    assert (visit.state, visit.families, visit.children, visit.consultations) == ("done", 6, None, 0)
    assert "この日の 数" in answer.content.decode()


def test_what_looks_like_a_name_is_asked_about_once(clerk: Client) -> None:
    visit = a_visit()
    answer = send(clerk, "visit_count", visit.public_id, families=6, note="保健師さんが 来た")
    assert 'name="sure"' in answer.content.decode()
    send(clerk, "visit_count", visit.public_id, families=6, note="保健師さんが 来た", sure="on")
    visit.refresh_from_db()
    assert visit.note == "保健師さんが 来た"


def test_a_pile_of_paper_is_typed_in_one_after_another(clerk: Client) -> None:
    first = a_visit(days=-10)
    second = make.visit(first.rota, first.hall, today() - timedelta(days=3))
    answer = clerk.post(
        reverse("reach:visit_count", args=[first.public_id]), {"families": 4, "from": "paper"}
    )
    assert answer["Location"] == reverse("reach:visit_count", args=[second.public_id]) + "?from=paper"
    answer = clerk.post(answer["Location"], {"families": 2, "from": "paper"})
    assert answer["Location"] == reverse("reach:rotas")
    assert set(Entry.objects.filter(verb="reach.visit.count").values_list("via", flat=True)) == {"paper"}


def test_moving_and_calling_off_ask_on_a_page(clerk: Client) -> None:
    visit = a_visit(days=5)
    assert "うつす" in page(clerk, "visit_move", visit.public_id)
    day = today() + timedelta(days=9)
    send(
        clerk, "visit_move", visit.public_id, day=day.isoformat(), starts="13:30", ends="15:00", hall=visit.hall_id,
        reason="",
    )  # fmt: skip
    visit.refresh_from_db()
    assert (visit.day, visit.starts) == (day, time(13, 30))
    answer = send(clerk, "visit_cancel", visit.public_id, reason="台風のため")
    assert "台風のため" in answer.content.decode()
    answer = send(clerk, "visit_restore", visit.public_id)
    assert "中止を 取り消しました" in answer.content.decode()


def test_the_announcement_is_made_published_and_put_on_a_poster(desk: Client) -> None:
    visit = a_visit(days=5)
    here = visit.rota.public_id
    text = page(desk, "rota_news", here)
    assert "虹橋集会所" in text
    assert "下書きを つくる" in text
    send(desk, "rota_announce", here)
    assert Event.objects.get().state == "draft"
    assert "<svg" not in page(desk, "rota_poster", here).split('class="poster__foot"')[1]
    send(desk, "rota_publish", here)
    assert Event.objects.get().state == "published"
    assert "これからの回は ぜんぶ のっています" in page(desk, "rota_news", here)
    assert 'class="poster__code"' in page(desk, "rota_poster", here)


def test_the_clerk_may_draft_but_not_publish(clerk: Client) -> None:
    visit = a_visit(days=5)
    send(clerk, "rota_announce", visit.rota.public_id)
    assert "公開は 市の担当者が します" in page(clerk, "rota_news", visit.rota.public_id)
    assert send(clerk, "rota_publish", visit.rota.public_id).status_code == 404


def test_the_month_shows_each_visit_and_leads_on(desk: Client) -> None:
    visit = a_visit(days=0)
    text = page(desk, "rota", visit.rota.public_id, **{"as": "month", "month": f"{today():%Y-%m}"})
    assert reverse("reach:visit", args=[visit.public_id]) in text
    other = page(desk, "rota", visit.rota.public_id, **{"as": "month", "month": "2020-02"})
    assert "この月に 出張は ありません" in other


def test_words_and_kit_are_edited(clerk: Client) -> None:
    rota = a_visit(days=5).rota
    send(clerk, "rota_edit", rota.public_id, title="にこにこ", announcement="", kit="マット\n絵本")
    rota.refresh_from_db()
    assert (rota.title, rota.kit) == ("にこにこ", ["マット", "絵本"])


def test_another_hall_is_added_and_a_mistake_taken_back(desk: Client) -> None:
    rota = make.rota()
    hall = make.candidate("潮笛集会所")
    day = (today() + timedelta(days=21)).isoformat()
    weekday = (today() + timedelta(days=21)).weekday()
    answer = send(
        desk, "rota_add", rota.public_id, **rhythm(hall.pk, weekday=weekday, first=day, last=day, step="make")
    )
    assert answer.status_code == 200
    assert "消しますか" in page(desk, "rota_remove", rota.public_id)
    send(desk, "rota_remove", rota.public_id)
    assert not Rota.objects.exists()


# --- The monthly report -----------------------------------------------------------------------------


def told(rota: Rota, hall: Any, day: date, families: int, **fields: Any) -> Visit:
    return make.visit(rota, hall, day, state="done", families=families, reported_at=make.AT, **fields)


def test_the_report_adds_up_by_hall_and_district_beside_the_year_before() -> None:
    make.district("M01", "虹橋")
    rota, hall, other = (
        make.rota(),
        make.candidate("虹橋集会所"),
        make.candidate("潮笛集会所", district_code=""),
    )
    told(rota, hall, date(2026, 11, 10), 6, children=8, consultations=2)
    told(rota, hall, date(2026, 11, 17), 4)
    told(rota, other, date(2026, 10, 7), 3)
    told(rota, hall, date(2025, 11, 11), 5)
    make.visit(rota, other, date(2026, 11, 18))
    found = queries.report(Month(2026, 11), None, date(2026, 11, 25))
    assert (found.total.visits, found.total.families, found.total.untold) == (2, 10, 1)
    assert found.before is not None and found.before.families == 5
    assert [(one.label, one.families) for one in found.halls] == [("虹橋集会所", 10), ("潮笛集会所", None)]
    assert [one.label for one in found.districts] == ["虹橋", queries.NO_DISTRICT]
    assert [(one.label, one.families) for one in found.months][-2:] == [("10月", 3), ("11月", 10)]
    assert found.months[0].label == "4月"


def test_a_rotas_report_keeps_to_it() -> None:
    rota, other, hall = make.rota(), make.rota("べつ"), make.candidate("虹橋集会所")
    told(rota, hall, date(2026, 11, 10), 6)
    told(other, hall, date(2026, 11, 11), 4)
    assert queries.report(Month(2026, 11), rota, date(2026, 11, 25)).total.families == 6


def test_the_report_is_a_page_and_a_file(desk: Client) -> None:
    visit = a_visit(days=0)
    told(visit.rota, visit.hall, today(), 6, starts=time(13), ends=time(14), note="にぎやか")
    text = page(desk, "visit_report")
    assert "令和" in text
    assert "年度の 親子組数" in text
    answer = desk.get(reverse("reach:visit_report"), {"format": "xlsx", "rota": visit.rota.public_id})
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[0][:3] == ("日", "和暦", "会場")
    assert 6 in {row[6] for row in rows[1:]}


def test_a_report_of_an_empty_month_or_a_wrong_one_is_a_page(desk: Client) -> None:
    assert "この月に 出張は ありません" in page(desk, "visit_report")
    assert "この月に 出張は ありません" in page(desk, "visit_report", month="1999-99", rota="nobody")


# --- What waits -------------------------------------------------------------------------------------


def test_overdue_numbers_and_missing_people_wait_for_those_who_run_visits(town: Cast) -> None:
    rota, hall = make.rota(), make.candidate("虹橋集会所")
    late = make.visit(rota, hall, date(2026, 11, 17))
    make.visit(rota, hall, date(2026, 12, 1))
    make.visit(rota, hall, date(2026, 12, 3), second_staff="なつ")
    make.visit(rota, hall, date(2026, 12, 25))  # far away
    found = waiting_for(town.by(town.mado), make.AT)
    assert [(one.count, one.anchor, one.oldest) for one in found] == [
        (1, "unwritten", late.day),
        (1, "unpaired", None),
    ]
    assert waiting_for(town.by(town.tsubaki), make.AT) == []
    assert waiting_for(town.by(town.hana), make.AT) == []


def test_a_visit_is_overdue_from_its_end_on() -> None:
    visit = make.visit(make.rota(), make.candidate("虹橋集会所"), make.TUESDAY)
    before, after = (datetime(2026, 11, 24, hour, 0, tzinfo=clock.JST) for hour in (11, 12))
    assert not queries.unwritten(before).exists()
    assert queries.unwritten(after).get() == visit


def test_many_visits_ask_no_more_questions_than_few(desk: Client, django_assert_max_num_queries: Any) -> None:
    rota, hall = make.rota(), make.candidate("虹橋集会所")
    for days in range(-25, 25):
        make.visit(rota, hall, today() + timedelta(days=days))
    for name, args in (("rotas", ()), ("rota", (rota.public_id,)), ("rota_news", (rota.public_id,))):
        with django_assert_max_num_queries(76):
            page(desk, name, *args)
