"""The month's end by clicks: しめる → 明細 → 起案; the shop's own 明細 and its paper."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ibasho.base.kernel import clock
from ibasho.base.ports import pdf
from ibasho.rooms.mealtickets.actions import months
from ibasho.rooms.mealtickets.models import Closing, Statement
from ibasho.rooms.mealtickets.queries import statements
from ibasho.town.payouts.models import Payee, Run
from ibasho.town.payouts.rules.results import Outcome
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground, months_ground
from tests.rooms.mealtickets.ground import Ground
from tests.rooms.mealtickets.months_ground import NOVEMBER, answered, eat, noon, sent, town
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
FIRST = noon(NOVEMBER + timedelta(days=1))
HERE = "/desk/meals/months/"


@pytest.fixture(autouse=True)
def _that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: FIRST)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    made = town(people)
    eat(made, NOVEMBER, 3)
    return made


@pytest.fixture
def aoi(people: Cast) -> Client:
    return sign_in(Client(), people.aoi)


def post(client: Client, address: str, **data: object) -> str:
    return client.post(address, data, follow=True).content.decode()


def test_three_clicks_from_the_month_to_the_run(aoi: Client, world: Ground) -> None:
    page = aoi.get(HERE).content.decode()
    assert "11月30日で しめる" in page
    assert "1,200" in page
    closed = post(aoi, f"{HERE}close/", fund=world.fund.public_id, cut_off_on="2026-11-30")
    closing = Closing.objects.get()
    assert "1円まで 合っています" in closed
    assert "1店に あわせて 1,200円を 払えます" in closed
    made = post(aoi, f"{HERE}{closing.public_id}/pay/", pay_on="2026-12-25")
    assert "確認を たのむ" in made
    assert Run.objects.get().payments.get().amount_yen == 1_200
    assert "もう しめてあります" in post(
        aoi, f"{HERE}close/", fund=world.fund.public_id, cut_off_on="2026-11-30"
    )
    again = post(aoi, f"{HERE}{closing.public_id}/pay/", pay_on="2026-12-25")
    assert "いま 払える明細は ありません" in again
    assert "すべて 支払いに 入っています" in aoi.get(f"{HERE}{closing.public_id}/").content.decode()


def test_a_day_no_bank_works_is_refused_on_the_page(aoi: Client, people: Cast, world: Ground) -> None:
    closing = months_ground.closed(people, world)
    assert "銀行が お休みです" in post(aoi, f"{HERE}{closing.public_id}/pay/", pay_on="2026-12-26")
    assert "振込指定日を 入れて" in post(aoi, f"{HERE}{closing.public_id}/pay/", pay_on="")


def test_who_waits_and_what_came_back_is_told(aoi: Client, people: Cast, world: Ground) -> None:
    curry = ground.shop("カレーや")
    eat(world, NOVEMBER, shop=curry)
    closing = months_ground.closed(people, world)
    run = sent(people, months.make_run(closing=closing, by=people.by(people.aoi), at=FIRST), at=FIRST)
    answered(people, run, Outcome.RETURNED, at=FIRST)
    page = aoi.get(f"{HERE}{closing.public_id}/").content.decode()
    assert "口座を 待っているお店が 1店" in page
    assert "もどってきました" in page
    assert "1店に あわせて 1,200円を 払えます" in page
    assert "1円まで 合っています" in page


def test_the_list_of_statements_is_a_file_too(aoi: Client, people: Cast, world: Ground) -> None:
    closing = months_ground.closed(people, world)
    answer = aoi.get(f"{HERE}{closing.public_id}/?format=csv-cp932")
    assert "ラーメン花道" in answer.content.decode("cp932")


def test_before_the_day_is_over_nothing_can_be_closed(
    aoi: Client, world: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: noon(NOVEMBER))
    assert "この日が 終わると しめられます" in aoi.get(HERE).content.decode()
    assert "まだ 終わっていません" in post(
        aoi, f"{HERE}close/", fund=world.fund.public_id, cut_off_on="2026-11-30"
    )


def test_a_reader_without_money_rights_sees_and_does_nothing(people: Cast, world: Ground) -> None:
    mado = sign_in(Client(), people.mado)
    assert "しめるのは、お金の担当者です" in mado.get(HERE).content.decode()
    assert (
        mado.post(f"{HERE}close/", {"fund": world.fund.public_id, "cut_off_on": "2026-11-30"}).status_code
        == 404
    )


def test_the_statement_carries_what_an_invoice_needs(aoi: Client, people: Cast, world: Ground) -> None:
    Payee.objects.update(invoice_number="T1234567890123")
    months_ground.closed(people, world)
    row = Statement.objects.get()
    page = aoi.get(f"/desk/meals/statements/{row.public_id}/").content.decode()
    for told in ("T1234567890123", "令和8年11月30日", "こどもの食事", "10％の 合計", "109円", "みほん市"):
        assert told in page
    assert "1,200" in page


def test_the_paper_says_the_same(
    aoi: Client, people: Cast, world: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    months_ground.closed(people, world)
    row = Statement.objects.get()
    told = statements.paper(statements.sheet(row))
    assert (told["total"], told["meals"], told["rates"], told["days"]) == (
        1_200, 3, [[10, 1_200, 109]], [["2026-11-30", 3, 1_200]],
    )  # fmt: skip
    answer = aoi.get(f"/desk/meals/statements/{row.public_id}/pdf/")
    assert answer.content.startswith(b"%PDF")
    assert pdf.render("mealtickets/pdf/statement.typ", told) == answer.content


def test_take_out_is_marked_as_reduced(aoi: Client, people: Cast, world: Ground) -> None:
    world.shop.tax_percent = 8
    world.shop.save()
    months_ground.closed(people, world)
    page = aoi.get(f"/desk/meals/statements/{Statement.objects.get().public_id}/").content.decode()
    assert "軽減税率（8％）の対象" in page
    assert "88円" in page


def test_a_shop_sees_its_own_and_no_others(people: Cast) -> None:
    world = ground.ground(live_yen=100_000, organisation=people.midori)
    world.fund.payer = None
    eat(world, NOVEMBER)
    months_ground.closed(people, world)
    row = Statement.objects.get()
    hana, ken = sign_in(Client(), people.hana), sign_in(Client(), people.ken)
    assert "400" in hana.get(f"/ops/meals/shops/{world.shop.public_id}/statements/").content.decode()
    assert "こどもの食事" in hana.get(f"/ops/meals/statements/{row.public_id}/").content.decode()
    assert hana.get(f"/ops/meals/statements/{row.public_id}/pdf/").content.startswith(b"%PDF")
    for address in (
        f"shops/{world.shop.public_id}/statements/",
        f"statements/{row.public_id}/",
        f"statements/{row.public_id}/pdf/",
    ):
        assert ken.get(f"/ops/meals/{address}").status_code == 404


def test_the_list_of_many_months_asks_as_often_as_that_of_one(people: Cast) -> None:
    world = ground.ground(live_yen=100_000, organisation=people.midori)
    eat(world, NOVEMBER)
    months_ground.closed(people, world)
    hana = sign_in(Client(), people.hana)
    counts = []
    for _again in range(2):
        with CaptureQueriesContext(connection) as seen:
            assert hana.get(f"/ops/meals/shops/{world.shop.public_id}/statements/").status_code == 200
        counts.append(len(seen))
        if len(counts) == 1:
            months_ground.written(world.fund, world.shop)
    assert Statement.objects.count() == 2 and counts[1] <= counts[0]
