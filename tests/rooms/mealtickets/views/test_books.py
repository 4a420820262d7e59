"""The books at the desk, and the page for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.base.kernel.clock import JST
from ibasho.rooms.mealtickets.actions.posting import Line, post
from ibasho.rooms.mealtickets.models import Fund, LedgerEntry, Offer, Pool
from ibasho.rooms.mealtickets.queries import accounts, books, pools_waiting
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from ibasho.rooms.mealtickets.rules.kinds import EntryKind as E
from tests import make
from tests.people import Cast, cast
from tests.reading import bare
from tests.rooms.mealtickets import ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tuesday(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def aoi(people: Cast, client: Client) -> Client:
    return sign_in(client, people.aoi)


@pytest.fixture
def world() -> ground.Ground:
    return ground.ground(live_yen=40_000, unissued_yen=60_000, reserve_yen=20_000)


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def moved(
    kind: E, debit: Any, credit: Any, yen: int, at: datetime = make.AT, nendo: int | None = None
) -> None:
    with transaction.atomic():
        post(
            "mealtickets.test", noun="t", object_id=1, lines=[Line(kind, debit, credit, yen)], by=ground.SERVER,
            at=at, nendo=nendo,
        )  # fmt: skip


def eat(world: ground.Ground, meals: int, at: datetime, pool: Pool | None = None) -> None:
    live = accounts.of_pool(A.LIVE, pool or world.general)
    payable = accounts.of_shop(A.PAYABLE, world.fund.pk, world.shop)
    for _ in range(meals):
        moved(E.MEAL, live, payable, 400, at)


def test_the_overview_shows_where_the_yen_are_and_that_they_tie_out(
    aoi: Client, world: ground.Ground
) -> None:
    shown = page(aoi, "/desk/meals/")
    assert "お金は いま どこに" in shown
    assert "ぴったり" in shown
    assert "寄附 − 返金 120,000円" in shown
    assert "いつまで もつかは わかりません" in shown
    assert "今週は まだ 新しく 出していません" in shown


def test_before_the_first_fund_the_desk_is_led_to_make_one(aoi: Client) -> None:
    assert "基金を つくる" in page(aoi, "/desk/meals/")
    given = {
        "name": "基金", "receiver": "city", "receiver_name": "みほん市", "meal_yen": 400, "gift_min_yen": 100,
        "reserve_percent": 10, "reserve_meals_a_day": 20, "cut_off_day": 31, "pay_day": 25, "pay_min_yen": 0,
        "order": 1, "is_active": "on", "pay_before_holiday": "on",
    }  # fmt: skip
    assert aoi.post("/desk/meals/funds/new/", given).status_code == 302
    fund = Fund.objects.get()
    assert aoi.post(f"/desk/meals/funds/{fund.public_id}/", {**given, "pay_day": 20}).status_code == 302
    assert Fund.objects.get().pay_day == 20
    refused = aoi.post(f"/desk/meals/funds/{fund.public_id}/", {**given, "pay_day": 40}).content.decode()
    assert "小さい数を 入れてください" in refused


def test_a_pool_is_made_set_offered_taken_back_and_closed(aoi: Client, world: ground.Ground) -> None:
    make.district("M01")
    path = f"/desk/meals/funds/{world.fund.public_id}/pools/new/"
    given = {"kind": "area", "name": "山", "purpose": "山の子", "district_codes": ["M01"], "share_percent": 20,
             "meals_a_week_max": 10}  # fmt: skip
    assert "100％までに" in aoi.post(path, {**given, "share_percent": 95}).content.decode()
    assert aoi.post(path, given).status_code == 302
    pool = Pool.objects.get(name="山")
    ground.give(pool, 8_000)
    own = f"/desk/meals/pools/{pool.public_id}/"
    assert aoi.post(f"{own}edit/", {**given, "name": "山のほう"}).status_code == 302
    assert "今週の チケット 10食" in aoi.post(f"{own}offer/", follow=True).content.decode()
    offer = Offer.objects.get()
    assert "使える さいごの日" in page(aoi, own)
    back = f"/desk/meals/offers/{offer.pk}/back/"
    assert "わけ" in aoi.post(back, {"why": ""}).content.decode()
    assert aoi.post(back, {"why": "数の まちがい"}).status_code == 302
    assert ground.balance(A.UNISSUED, world.fund, pool=pool) == 8_000
    assert aoi.post(f"{own}close/", {"target": "reserve", "why": "おわり"}).status_code == 302
    assert ground.balance(A.RESERVE, world.fund) == 28_000


def test_yen_are_moved_with_a_reason(aoi: Client, world: ground.Ground) -> None:
    path = f"/desk/meals/funds/{world.fund.public_id}/move/"
    given = {"source": world.general.public_id, "target": "reserve", "yen": 60_001, "why": "冬"}
    assert "それだけの お金が ありません" in aoi.post(path, given).content.decode()
    assert aoi.post(path, {**given, "yen": 1_000}).status_code == 302
    assert ground.balance(A.RESERVE, world.fund) == 21_000


def test_the_ledger_is_narrowed_and_saved_and_leads_back_to_the_gift(
    aoi: Client, world: ground.Ground
) -> None:
    gift = LedgerEntry.objects.get(kind="gift")
    shown = page(aoi, "/desk/meals/ledger/?kind=gift")
    assert "120,000" in shown
    assert f"/desk/meals/ledger/{gift.pk}/" in shown
    narrowed = page(
        aoi, f"/desk/meals/ledger/?pool={world.general.pk}&kind=issue&first=2026-11-24&last=2026-11-24"
    )
    assert "40,000" in narrowed
    assert "条件の 記帳は ありません" in page(aoi, "/desk/meals/ledger/?last=2026-11-01")
    file = aoi.get("/desk/meals/ledger/?format=csv").content.decode("utf-8-sig")
    assert "会計年度" in file.splitlines()[0]
    assert len(file.splitlines()) == 4
    one = page(aoi, f"/desk/meals/ledger/{gift.pk}/")
    assert gift.gift is not None
    assert f"/desk/meals/gifts/{gift.gift.reference}/" in one
    assert "mealtickets.gift.receive" in one


def test_a_year_opens_with_what_the_one_before_left(aoi: Client, world: ground.Ground) -> None:
    live = accounts.of_pool(A.LIVE, world.general)
    payable, paid = (accounts.of_shop(kind, world.fund.pk, world.shop) for kind in (A.PAYABLE, A.PAID))
    moved(E.MEAL, live, payable, 4_000)
    april = datetime(2027, 4, 25, 10, tzinfo=JST)
    moved(E.PAYOUT, payable, paid, 4_000, april, nendo=2026)  # 出納整理期間
    moved(E.MEAL, live, payable, 800, april)
    (old,), (new,) = books.years(2026), books.years(2027)
    assert (old.opening_yen, old.gifts_yen, old.eaten_yen, old.closing_yen) == (0, 120_000, 4_000, 116_000)
    assert (old.paid_yen, old.owed_yen, old.cash_yen) == (4_000, 0, 116_000)
    assert (new.opening_yen, new.eaten_yen, new.closing_yen, new.owed_yen) == (116_000, 800, 115_200, 800)
    shown = page(aoi, "/desk/meals/years/2026/")
    assert "116,000円" in shown
    assert "令和8年度" in shown
    assert "116000" in aoi.get("/desk/meals/years/2026/?format=csv").content.decode("utf-8-sig")


def test_until_enough_is_eaten_the_public_reads_only_what_was_given(
    client: Client, world: ground.Ground
) -> None:
    eat(world, 9, datetime(2026, 10, 5, 12, tzinfo=JST))
    shown = page(client, "/meals/")
    assert "はじまったばかり" in shown
    assert "120,000" in shown
    assert "3,600" not in shown


def test_the_public_reads_to_the_yen_and_no_small_number(client: Client) -> None:
    world = _october()
    shown = bare(page(client, "/meals/"))
    assert "12食" in shown
    assert "2026年10月" in shown
    assert "2026年11月" not in shown  # not over
    assert "115,200円" not in shown
    assert "4,800" in shown
    assert "ぴったり" in shown
    assert "10食いじょう" in shown
    file = client.get("/meals/?format=csv").content.decode("utf-8-sig")
    assert file.splitlines()[1:] == ["2026年10月,12"]
    assert world.fund.name not in file


def _october() -> ground.Ground:
    fund = ground.fund()
    pool, shop = ground.general_pool(fund), ground.shop()
    ground.give(pool, 120_000, live_yen=40_000, reserve_yen=20_000, at=datetime(2026, 10, 1, 12, tzinfo=JST))
    world = ground.Ground(fund, pool, shop, ground.device(shop))
    eat(world, 12, datetime(2026, 10, 5, 12, tzinfo=JST))
    eat(world, 3, make.AT)
    return world


def test_a_pool_that_runs_dry_waits_for_those_who_manage_it(people: Cast) -> None:
    fund = ground.fund()
    made = datetime(2026, 10, 1, 12, tzinfo=JST)
    pool, shop = ground.general_pool(fund, made_at=made), ground.shop()
    ground.give(pool, 12_000, live_yen=12_000, at=made)
    world = ground.Ground(fund, pool, shop, ground.device(shop))
    for day in range(1, 21):
        eat(world, 1, datetime(2026, 11, day, 12, tzinfo=JST))
    assert pools_waiting.waiting_for(people.by(people.aoi), make.AT) == []
    eat(world, 6, datetime(2026, 11, 23, 12, tzinfo=JST))
    waiting = {str(one.label): one.count for one in pools_waiting.waiting_for(people.by(people.aoi), make.AT)}
    assert waiting == {"2週間で なくなる袋": 1}
    assert pools_waiting.waiting_for(people.by(people.mado), make.AT) == []
