"""The adviser's morning: the week is solved, one visit looked at, one decided, one given to somebody else."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.models import Ask, Member, Plan, Policy, Visit
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import Ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _the_clock_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.AT)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def here(people: Cast) -> Ground:
    return ground.ground(people)


@pytest.fixture
def megumi(client: Client, people: Cast) -> Client:
    sign_in(client, people.megumi)
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"familysupport:{name}", args=args)


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def said(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return plain(response.content.decode())


def press(client: Client, address: str, **data: str) -> str:
    """What is read after the button."""
    return plain(client.post(address, data, follow=True).content.decode())


def test_a_morning_at_the_board(here: Ground, megumi: Client) -> None:
    one = ground.visit(ground.request(here))
    ground.visit(ground.request(here, MONDAY + timedelta(days=3)))
    nobody = ground.visit(ground.request(here, MONDAY + timedelta(days=3), starts=time(9), ends=time(10)))
    board = said(megumi, url("desk_board"))
    assert "さがしている回が 3件 あります" in board and "この週の 案を つくる" in board
    board = press(megumi, url("desk_solve"), week=MONDAY.isoformat())
    assert "3件のうち 2件に 提供会員が います。" in board
    assert (
        "これより 多く 決まる案は ありません（計算で 確かめました）" in board
        and "2人は この時間は 動けません" in board
    )
    assert "家から 歩いて 1分（めやす）" in board and "案の 2回を ぜんぶ 決める" in board
    assert "提供会員が 足りない時間" in board
    page = said(megumi, url("desk_match", nobody.public_id))
    assert "いま たのめる人が いません" in page and "この時間は 動ける時間に 入っていません。" in page
    board = press(
        megumi, url("desk_match_do", one.public_id, "decide"), member=here.goro.public_id, to="board"
    )
    assert (
        "森 五郎さんに 決めました。" in board
        and "事前打合せが まだ" in board
        and "電話で 知らせます" in board
    )
    one.refresh_from_db()
    assert (one.state, one.provider) == ("agreed", here.goro)
    board = press(megumi, url("desk_match_do", one.public_id, "undo"), member=here.goro.public_id, to="board")
    assert "森 五郎さんの 決定を とりけして" in board


def test_the_whole_plan_in_one_press_and_what_clashes_is_named(here: Ground, megumi: Client) -> None:
    one = ground.visit(ground.request(here, wished=here.chiyo))
    two = ground.visit(ground.request(here, MONDAY + timedelta(days=3)))
    press(megumi, url("desk_solve"), week=MONDAY.isoformat())
    Member.objects.filter(pk=here.chiyo.pk).update(state="paused", paused_from=MONDAY)
    plan = Plan.objects.get()
    plan.proposals.filter(visit=two).update(member=here.goro)
    board = press(megumi, url("desk_plan_decide", plan.public_id))
    assert "1回を 決めました。" in board
    assert "青木 千代さんには 決められません。休止中です。" in board
    assert dict(Visit.objects.values_list("pk", "state")) == {one.pk: "open", two.pk: "agreed"}


def test_one_press_pins_and_solves_again(here: Ground, megumi: Client) -> None:
    visit = ground.visit(ground.request(here, wished=here.chiyo))
    page = press(megumi, url("desk_match_do", visit.public_id, "pin"), member=here.goro.public_id)
    assert "森 五郎さんに する、として もう一度 ときました。" in page
    assert "案：" not in said(megumi, url("desk_board")) and "この人に する 森 五郎さん" in said(
        megumi, url("desk_board")
    )
    page = press(megumi, url("desk_match_do", visit.public_id, "forbid"), member=here.goro.public_id)
    assert "「この人には しない」と 決めてあります。" in page
    assert Plan.objects.count() == 2


def test_what_providers_answered_stands_on_the_board_alone(here: Ground, megumi: Client) -> None:
    visit = ground.visit(ground.request(here))
    for who, answer in ((here.goro, "yes"), (here.chiyo, "no")):
        Ask.objects.create(
            visit=visit, member=who, batch="B", sent_at=make.AT, answer=answer, answered_at=make.AT
        )
    assert "「できます」の 返事 1人" in said(megumi, url("desk_board"))
    page = said(megumi, url("desk_match", visit.public_id))
    assert "できますと 返事が ありました" in page and "今回は むずかしいと 返事が ありました。" in page


def test_what_has_begun_says_what_is_insured(here: Ground, megumi: Client) -> None:
    visit = ground.visit(ground.request(here, clock.day(make.AT), starts=time(14), ends=time(16)))
    page = said(megumi, url("desk_match", visit.public_id))
    assert "はじまる前に センターが 決めた活動だけが 保険の 対象です。" in page
    page = press(megumi, url("desk_match_do", visit.public_id, "decide"), member=here.chiyo.public_id)
    assert "見つからなかった回として のこしてください。" in page


def test_a_week_without_insurance_is_seen_before_anybody_is_told(here: Ground, megumi: Client) -> None:
    visit = ground.visit(ground.request(here))
    assert "保険が 入っていない日" not in said(megumi, url("desk_board"))
    Policy.objects.all().delete()
    assert "保険が 入っていない日が あります" in said(megumi, url("desk_board"))
    assert "この日の 保険が まだ 入っていません" in said(megumi, url("desk_match", visit.public_id))


def test_unknown_verbs_and_members_of_nobody_are_404(here: Ground, megumi: Client) -> None:
    visit = ground.visit(ground.request(here))
    for verb, member in (("erase", here.chiyo.public_id), ("decide", "NOBODY"), ("decide", "")):
        address = url("desk_match_do", visit.public_id, verb)
        assert megumi.post(address, {"member": member}).status_code == 404


def test_what_waits_for_the_adviser(here: Ground, megumi: Client) -> None:
    ground.visit(ground.request(here))
    assert "提供会員が まだの 依頼" in said(megumi, "/desk/")


def test_a_city_without_a_centre_is_told_what_comes_next(people: Cast, megumi: Client) -> None:
    assert "センターが まだ ありません" in said(megumi, url("desk_board"))
    assert megumi.post(url("desk_solve"), {"week": "x"}).status_code == 404
