"""The month's end by clicks: 恵 closes, 葵 approves and pays, 千代 sees her notice; a family is named nowhere."""

from __future__ import annotations

import pytest
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.models import Month
from ibasho.rooms.familysupport.queries import reports_waiting
from ibasho.rooms.familysupport.queries.months import outside_code
from ibasho.town.payouts.models import Payee, Run
from ibasho.town.people.actions import protection
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import Ground
from tests.rooms.familysupport.reports_ground import (
    DECEMBER,
    approved,
    closed,
    confirmed,
    visit,
    with_account,
    written,
)
from tests.rooms.familysupport.views.test_reports import phone, stamp
from tests.signing_in import sign_in
from tests.town.payouts import ground as payouts

pytestmark = pytest.mark.django_db
MONTHS = "/desk/support/months/"
BOOK = {
    "bank_code": "0005", "bank_kana": "にじ", "branch_code": "012", "branch_kana": "エキマエ", "account_type": "1",
    "account_number": "7654321", "holder_kana": "あおき ちよ",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: DECEMBER)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    made = ground.ground(people)
    confirmed(made)
    written(made, visit(made, made.goro))
    return made


@pytest.fixture
def megumi(people: Cast) -> Client:
    return sign_in(Client(), people.megumi)


@pytest.fixture
def aoi(people: Cast) -> Client:
    return sign_in(Client(), people.aoi)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def post(client: Client, address: str, **data: object) -> str:
    return client.post(address, data, follow=True).content.decode()


def labels(people: Cast, name: str) -> set[str]:
    found = reports_waiting.waiting_for(people.by(getattr(people, name)), DECEMBER)
    return {one.label for one in found}


def test_closed_by_one_approved_by_another_and_paid(
    world: Ground, people: Cast, megumi: Client, aoi: Client
) -> None:
    assert "ファミサポの月を しめる" in labels(people, "megumi")
    shown = page(megumi, MONTHS)
    assert "11月を しめる" in shown
    assert "確認まち・相談中の 報告が 1件" in shown
    assert "11月を しめる" not in page(aoi, MONTHS)
    assert "しめました" in post(megumi, f"{MONTHS}close/", first="2026-11-01")
    month = Month.objects.get()
    here = f"{MONTHS}{month.public_id}/"
    assert "待っています" in page(megumi, here)
    assert labels(people, "aoi") == {"ファミサポの月を みとめる"}
    shown = page(aoi, here)
    assert "しめなおされました" in post(aoi, f"{here}approve/")  # of a page that showed no sums
    assert "みとめました" in post(aoi, f"{here}approve/", seen=stamp(shown))
    shown = page(aoi, here)
    assert "口座が まだの人" in shown
    assert "口座を 書きました" in post(
        aoi, f"{MONTHS}accounts/{world.chiyo.public_id}/?month={month.public_id}", **BOOK
    )
    Payee.objects.filter(outside=outside_code(world.chiyo)).update(
        state="confirmed", confirmed_at=DECEMBER, confirmed_by=people.fumi
    )
    assert labels(people, "aoi") == {"ファミサポの 振込を 起案する"}
    payer = payouts.payer()
    post(aoi, f"{here}pay/", payer=payer.pk, pay_on="2026-12-25")
    assert Run.objects.get().payments.get().amount_yen == 1_000
    assert "支払いに 入っている" in page(aoi, here)


def test_the_city_sees_who_is_paid_and_never_a_family(
    world: Ground, people: Cast, megumi: Client, aoi: Client
) -> None:
    month = closed(world, people)
    here = f"{MONTHS}{month.public_id}/"
    shown = page(aoi, here)
    assert "青木 千代" in shown
    for word in ("鈴木", "ひなた"):
        assert word not in shown
    assert aoi.get(f"{here}reports/").status_code == 404
    assert "千代" in page(megumi, f"{here}reports/")
    for kind in ("xlsx", "csv", "csv-cp932"):
        assert aoi.get(f"{here}?format={kind}").status_code == 200
        assert megumi.get(f"{here}reports/?format={kind}").status_code == 200
    assert "しめた月" in page(aoi, MONTHS)


def test_who_is_under_protection_is_in_the_sum_without_a_name(
    world: Ground, people: Cast, aoi: Client
) -> None:
    world.chiyo.person = people.hana
    world.chiyo.save()
    protection.protect(person=people.hana, by=people.by(people.fumi), at=DECEMBER)
    month = closed(world, people)
    here = f"{MONTHS}{month.public_id}/"
    shown = page(aoi, here)
    assert "千代" not in shown
    assert "名前は ふせています" in shown
    assert aoi.get(f"{here}notices/").status_code == 404
    assert aoi.get(f"{MONTHS}accounts/{world.chiyo.public_id}/").status_code == 404


def test_notices_on_paper_and_on_the_providers_own_page(world: Ground, people: Cast, aoi: Client) -> None:
    with_account(people, world.chiyo)
    month = approved(world, people)
    top_up = month.top_ups.get()
    assert aoi.get(f"{MONTHS}{month.public_id}/lines/{top_up.public_id}/").content.startswith(b"%PDF")
    chiyo = phone(people, world.chiyo, DECEMBER)
    shown = page(chiyo, "/support/my/")
    assert f"/support/my/money/{top_up.public_id}/" in shown
    assert chiyo.get(f"/support/my/money/{top_up.public_id}/").content.startswith(b"%PDF")
    assert (
        phone(people, world.goro, DECEMBER).get(f"/support/my/money/{top_up.public_id}/").status_code == 404
    )


def test_notices_for_everybody_need_the_list_of_the_day_and_a_second_person(
    world: Ground, people: Cast, aoi: Client
) -> None:
    with_account(people, world.chiyo)
    here = f"{MONTHS}{approved(world, people).public_id}/notices/"
    assert "24時間より 古い" in page(aoi, here)
    assert "24時間より 古い" in post(aoi, here, do="ask")
    protection.check(by=people.by(people.fumi), at=DECEMBER)
    assert "もう1人の担当者" in post(aoi, here, do="ask")
    assert "自分で" in post(aoi, here, do="confirm")
    assert not aoi.get(here).content.startswith(b"%PDF")
    fumi = sign_in(Client(), people.fumi)
    assert "確かめました" in page(fumi, here)
    fumi.post(here, {"do": "confirm"})
    assert aoi.get(here).content.startswith(b"%PDF")


def test_opened_again_with_a_reason(world: Ground, people: Cast, megumi: Client) -> None:
    month = closed(world, people)
    here = f"{MONTHS}{month.public_id}/reopen/"
    assert "開きなおしますか" in page(megumi, here)
    assert Month.objects.get().state == "closed"
    assert "開きなおしました" in post(megumi, here, why="時間が ちがった")
    assert "11月を しめる" in page(megumi, MONTHS)


def test_an_empty_centre_says_what_comes(people: Cast, megumi: Client) -> None:
    ground.ground(people)
    assert "しめる月は ありません" in page(megumi, MONTHS)
    assert "いま 待っているものは ありません" in page(megumi, "/desk/support/reports/")
