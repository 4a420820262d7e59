"""The desk's pages of plans."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ibasho.rooms.reach import tasks
from ibasho.rooms.reach.actions import plans
from ibasho.rooms.reach.models import Plan
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast, cast
from tests.rooms.reach import town
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def here() -> Iterator[town.Town]:
    yield town.lay()
    town.forget()


@pytest.fixture
def aoi(people: Cast, client: Client) -> Client:
    sign_in(client, people.aoi)
    return client


def question(here: town.Town, **fields: object) -> dict[str, object]:
    return {
        "base": here.study.public_id, "stages": ["lower", "upper"], "purpose": "all", "budget": "1", "per_site": "1",
        "fairness": "usual", "blocks": ["2-1530-1730", "5-1000-1200"], **fields,
    }  # fmt: skip


def asked(aoi: Client, here: town.Town, **fields: object) -> Plan:
    answer = aoi.post(reverse("reach:plan_new", args=["open"]), question(here, **fields))
    assert answer.status_code == 302, answer.content.decode()
    return Plan.objects.latest("pk")


def solve(plan: Plan) -> None:
    plan.refresh_from_db()
    tasks.solve_plan(plan_id=plan.pk, run=plans.run_of(plan))
    plan.refresh_from_db()


def page(aoi: Client, plan: Plan) -> str:
    return aoi.get(reverse("reach:plan", args=[plan.public_id])).content.decode()


def test_a_question_becomes_a_plan_and_the_page_waits_for_its_answer(aoi: Client, here: town.Town) -> None:
    plan = asked(aoi, here)
    waiting = page(aoi, plan)
    assert "計算しています" in waiting
    assert "hx-trigger" in waiting
    solve(plan)
    answer = page(aoi, plan)
    assert "これが いちばん良い計画だと 証明できました" in answer
    assert "星見会館" in answer
    assert "もし ここを やめると" in answer
    assert "たしかめ" in answer
    assert "hx-trigger" not in answer


def test_hours_of_ones_own_are_added(aoi: Client, here: town.Town) -> None:
    own = {"own_days": ["6"], "own_starts": "09:00", "own_ends": "12:00", "blocks": []}
    assert asked(aoi, here, **own).asked["blocks"] == ["6-0900-1200"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"budget": "0"}, "1 か それより 大きい"),
        ({"blocks": []}, "開ける時間帯を 1つ以上"),
        ({"stages": []}, "「だれのため」を えらんで"),
        ({"own_days": ["1"]}, "ぜんぶ 入れてください"),
        ({"own_days": ["1"], "own_starts": "12:00", "own_ends": "10:00"}, "後の時刻"),
        ({"kinds": ["shop"]}, "この種類の候補が ありません"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    fields: dict[str, object], words: str, aoi: Client, here: town.Town
) -> None:
    answer = aoi.post(reverse("reach:plan_new", args=["open"]), question(here, **fields)).content.decode()
    assert words in answer
    assert not Plan.objects.exists()


def test_without_a_study_the_form_says_what_to_do_first(aoi: Client) -> None:
    assert "さきに しらべを 1つ" in aoi.get(reverse("reach:plan_new", args=["open"])).content.decode()
    assert aoi.get(reverse("reach:plan_new", args=["other"])).status_code == 404


def test_a_line_is_pinned_or_forbidden_and_the_plan_solved_again(aoi: Client, here: town.Town) -> None:
    plan = asked(aoi, here)
    solve(plan)
    line = plan.openings.get()
    wish = reverse("reach:plan_wish", args=[plan.public_id])
    aoi.post(wish, {"site": f"#{line.pk}", "block": "5-1000-1200", "wish": "forbidden"})
    solve(plan)
    assert ("星見会館", 5) not in set(plan.openings.filter(wish="").values_list("name", "weekday"))
    aoi.post(wish, {"site": here.rainbow_hall.public_id, "block": "", "wish": "pinned"})
    solve(plan)
    assert "虹橋会館" in set(plan.openings.filter(wish="").values_list("name", flat=True))
    assert "場所と「かならず」" in aoi.post(wish, {"site": "x"}, follow=True).content.decode()
    pin = plan.openings.get(wish="pinned")
    aoi.post(reverse("reach:plan_unwish", args=[plan.public_id, pin.pk]))
    assert not plan.openings.filter(wish="pinned").exists()


def test_the_answer_is_saved_as_table_map_and_geojson(aoi: Client, here: town.Town) -> None:
    plan = asked(aoi, here)
    solve(plan)
    file = aoi.get(reverse("reach:plan", args=[plan.public_id]) + "?format=csv").content.decode("utf-8-sig")
    assert "星見会館" in file
    assert "やめると へる こども" in file
    found = json.loads(aoi.get(reverse("reach:plan_geojson", args=[plan.public_id])).content)
    assert found["features"][0]["properties"]["name"] == "星見会館"
    drawn = json.loads(aoi.get(reverse("reach:plan_map", args=[plan.public_id])).content)
    kinds = [one["properties"]["kind"] for one in drawn["features"]]
    assert {"area", "place"} <= set(kinds)


def test_adopting_asks_first_and_makes_drafts_only(aoi: Client, here: town.Town) -> None:
    plan = asked(aoi, here)
    solve(plan)
    adopt = reverse("reach:plan_adopt", args=[plan.public_id])
    assert "公開は されません" in aoi.get(adopt).content.decode()
    assert not Place.objects.filter(state="draft").exists()
    aoi.post(adopt)
    assert Place.objects.get(state="draft").name == "星見会館（計画）"
    assert "下書きを 見る" in page(aoi, plan)
    assert (
        "下書き 1つを 消しました"
        in aoi.post(reverse("reach:plan_undo", args=[plan.public_id]), follow=True).content.decode()
    )
    assert not Place.objects.filter(state="draft").exists()


def test_a_plan_that_cannot_be_solved_says_why(aoi: Client, here: town.Town) -> None:
    plan = asked(aoi, here, own_days=["1"], own_starts="05:00", own_ends="06:00", blocks=[])
    solve(plan)
    assert "時間に まにあいません" in page(aoi, plan)


def test_the_question_is_changed_and_the_plan_removed(aoi: Client, here: town.Town) -> None:
    plan = asked(aoi, here)
    ask = reverse("reach:plan_ask", args=[plan.public_id])
    assert 'value="5-1000-1200" checked' in aoi.get(ask).content.decode()
    aoi.post(ask, question(here, budget="2", title="二つ"))
    plan.refresh_from_db()
    assert (plan.title, plan.asked["budget"], plan.state) == ("二つ", 2, Plan.State.SOLVING)
    assert "二つ" in aoi.get(reverse("reach:plans")).content.decode()
    aoi.post(reverse("reach:plan_remove", args=[plan.public_id]))
    assert not Plan.objects.exists()


def test_a_mobile_plan_shows_its_rota_and_leads_to_the_visits(aoi: Client, here: town.Town) -> None:
    new = reverse("reach:plan_new", args=["mobile"])
    assert "何週で ひとまわり" in aoi.get(new).content.decode()
    asked_for = question(
        here,
        stages=["infant"],
        purpose="infants",
        blocks=["1-1000-1130", "3-1330-1500"],
        cycle="2",
        teams="1",
    )
    aoi.post(new, asked_for)
    plan = Plan.objects.get()
    solve(plan)
    answer = page(aoi, plan)
    assert "2週目" in answer
    assert reverse("reach:rota_from_plan", args=[plan.public_id]) in answer


def test_a_pin_of_the_map_goes_into_a_plan_or_begins_one(aoi: Client, here: town.Town) -> None:
    pin = {
        "lat": str(here.rainbow_hall.lat),
        "lng": str(here.rainbow_hall.lng),
        "site": "",
        "pin": ["2-1530-1730"],
    }
    plan = asked(aoi, here)
    there = reverse("reach:plan_from_pin")
    assert plan.title in aoi.get(there, pin).content.decode()
    aoi.post(there, {**pin, "plan": plan.public_id})
    assert plan.openings.get(wish="pinned").name.startswith("地図の案")
    fresh = aoi.post(there, {**pin, "plan": ""})
    assert "lat=" in fresh["Location"]
    assert "「かならず」にして 始めます" in aoi.get(fresh["Location"]).content.decode()
    aoi.post(reverse("reach:plan_new", args=["open"]), question(here, **pin))
    assert Plan.objects.latest("pk").openings.get(wish="pinned").weekday == 2


def test_who_only_reads_sees_the_plan_without_buttons(people: Cast, client: Client, here: town.Town) -> None:
    plan = make.plan(base=here.study)
    sign_in(client, people.tsubaki)
    shown = page(client, plan)
    assert "まだ 計算していません" in shown
    assert "もう一度 計算する" not in shown


def test_a_list_of_plans_does_not_read_the_figures_of_their_studies(aoi: Client, here: town.Town) -> None:
    make.plan(base=here.study)
    with CaptureQueriesContext(connection) as done:
        assert aoi.get(reverse("reach:plans")).status_code == 200
    told = " ".join(one["sql"] for one in done)
    assert '"reach_study"."public_id"' in told
    assert not any(f'"reach_study"."{name}"' in told for name in ("cells", "summary"))


def test_a_plan_whose_job_died_can_be_solved_again(aoi: Client, here: town.Town) -> None:
    plan = asked(aoi, here)
    assert plan.state == Plan.State.SOLVING
    assert "もう一度 計算する" in page(aoi, plan)
    aoi.post(reverse("reach:plan_solve", args=[plan.public_id]))
    solve(plan)
    assert plan.state == Plan.State.SOLVED
