"""A shop's own pages, the desk's, and what a child reads: from the application to のこり○食."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.rooms.mealtickets.models import RibbonCount, Shop
from ibasho.town.payouts.actions import payees
from ibasho.town.payouts.models import Payee
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
TERMS = {
    "how": "cards", "price_yen": "400", "tax_percent": "10", "meals_a_day": "15", "child_menu": "ラーメン（小）",
    "smoking": "none",
}  # fmt: skip


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def place(people: Cast) -> Place:
    return make.place(
        "ラーメン花道", kind="partner_shop", organisation=people.midori, kana="らーめんはなみち"
    )


def url(name: str, *args: object) -> str:
    return reverse(f"mealtickets:{name}", args=[str(one) for one in args])


def body(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return str(response.content.decode())


def test_a_shop_applies_is_approved_and_starts(client: Client, people: Cast, place: Place) -> None:
    sign_in(client, people.hana)
    assert "市に 申しこむ" in body(client, url("ops_shops"))
    answer = client.post(url("ops_apply_for", place.public_id), TERMS)
    assert answer.status_code == 302
    shop = Shop.objects.get()
    assert (shop.state, shop.price_yen, shop.applied_by, shop.ribbon, shop.cards) == (
        "applied", 400, people.hana, False, True,
    )  # fmt: skip
    desk = sign_in(Client(), people.aoi)
    assert "承認待ち" in body(desk, url("desk_shops"))
    assert "協力飲食店の 申しこみ" in body(desk, "/desk/")
    desk.post(url("desk_shop_step", shop.public_id, "approve"))
    desk.post(url("desk_shop_kit", shop.public_id))
    shop.refresh_from_db()
    assert shop.state == "approved"
    assert shop.kit_sent_on == clock.day(clock.now())
    assert "スマホか タブレットを 1台 登録する" in body(client, url("ops_shops"))
    ground.device(shop)
    Shop.objects.update(pin_hash="x")
    home = body(client, url("ops_shops"))
    assert "スタートする" in home
    assert "口座が まだ ありません" in home
    client.post(url("ops_start", shop.public_id))
    shop.refresh_from_db()
    assert shop.state == "started"
    assert "お休みする" in body(client, url("ops_shops"))


def test_terms_that_cannot_be_stand_beside_their_field(client: Client, people: Cast, place: Place) -> None:
    sign_in(client, people.hana)
    page = client.post(url("ops_apply_for", place.public_id), {**TERMS, "price_yen": "50"})
    assert page.status_code == 200
    assert "price_yen" in page.context["form"].errors
    assert not Shop.objects.exists()


def test_after_the_approval_the_shop_writes_its_menu_alone(client: Client, people: Cast) -> None:
    shop = ground.shop(organisation=people.midori)
    sign_in(client, people.hana)
    page = body(client, url("ops_terms", shop.public_id))
    assert 'name="child_menu"' in page
    assert 'name="price_yen"' not in page
    client.post(
        url("ops_terms", shop.public_id), {"child_menu": "うどん", "takeout": "on", "price_yen": "900"}
    )
    shop.refresh_from_db()
    assert (shop.child_menu, shop.takeout, shop.price_yen) == ("うどん", True, 400)


def test_a_rest_an_opening_and_an_end_by_the_shop(client: Client, people: Cast) -> None:
    shop = ground.shop(organisation=people.midori)
    sign_in(client, people.hana)
    today = clock.day(clock.now()).isoformat()
    page = client.post(url("ops_rest", shop.public_id), {"since": today, "until": "2020-01-01"})
    assert "until" in page.context["form"].errors
    client.post(url("ops_rest", shop.public_id), {"since": today, "until": ""})
    assert Shop.objects.get().state == "paused"
    client.post(url("ops_resume", shop.public_id))
    assert Shop.objects.get().state == "started"
    client.post(url("ops_end", shop.public_id), {"why": "店じまい"})
    assert Shop.objects.get().state == "ended"
    assert "もう一度 申しこむ" in body(client, url("ops_shops"))


def test_ribbons_are_written_and_taken_back(client: Client, people: Cast) -> None:
    shop = ground.shop(organisation=people.midori, ribbon=True)
    sign_in(client, people.hana)
    today = clock.day(clock.now()).isoformat()
    client.post(url("ops_ribbons", shop.public_id), {"day": today, "hung": "3", "used": "1"})
    assert "つるされた 3本・使われた 1本" in body(client, url("ops_ribbons", shop.public_id))
    client.post(url("ops_ribbon_undo", shop.public_id, today))
    assert not RibbonCount.objects.exists()


def test_a_shop_without_ribbons_has_no_such_page(client: Client, people: Cast) -> None:
    shop = ground.shop(organisation=people.midori)
    sign_in(client, people.hana)
    assert client.get(url("ops_ribbons", shop.public_id)).status_code == 404


BANK = {
    "bank_code": "9999", "bank_kana": "ミホン", "branch_code": "001", "branch_kana": "エキマエ", "account_type": "1",
    "account_number": "0012345", "holder_kana": "ハナミチ",
}  # fmt: skip


def test_the_shop_writes_where_it_is_paid_and_the_city_confirms(client: Client, people: Cast) -> None:
    shop = ground.shop(organisation=people.midori)
    sign_in(client, people.hana)
    page = client.post(url("ops_bank", shop.public_id), {**BANK, "holder_kana": "花道"})
    assert "holder_kana" in page.context["form"].errors
    client.post(url("ops_bank", shop.public_id), BANK)
    payee = Payee.objects.get()
    assert (payee.organisation, payee.state, payee.written_by) == (people.midori, "waiting", people.hana)
    assert "口座が まだ ありません" not in body(client, url("ops_shops"))
    shown = body(client, url("ops_bank", shop.public_id))
    assert "・・・・345" in shown
    assert "0012345" not in shown
    payees.confirm(payee=payee, by=Cast.by(people.aoi), at=make.AT)
    assert "確認ずみ" in body(client, url("ops_bank", shop.public_id))


def test_a_stranger_changes_nothing(client: Client, people: Cast) -> None:
    shop = ground.shop(organisation=people.midori, ribbon=True)
    sign_in(client, people.ken)
    for name, data in (
        ("ops_start", {}), ("ops_resume", {}), ("ops_terms", TERMS), ("ops_end", {"why": ""}),
        ("ops_bank", BANK), ("ops_ribbons", {"day": "2026-11-24", "hung": "1", "used": "1"}),
    ):  # fmt: skip
        assert client.post(url(name, shop.public_id), data).status_code == 404, name
    assert client.post(url("ops_apply_for", shop.place.public_id), TERMS).status_code == 404


def test_the_counter_types_a_paper_in_and_the_city_sends_it_back(people: Cast, place: Place) -> None:
    mado = sign_in(Client(), people.mado)
    page = mado.post(url("desk_shop_new"), {"place": place.public_id})
    assert page["Location"] == url("desk_shop_apply", place.public_id)
    mado.post(page["Location"], TERMS)
    shop = Shop.objects.get()
    assert shop.applied_by == people.mado
    assert mado.get(url("desk_shop_refuse", shop.public_id)).status_code == 404
    aoi = sign_in(Client(), people.aoi)
    aoi.post(url("desk_shop_refuse", shop.public_id), {"answer": "営業許可の うつしを そえてください。"})
    hana = sign_in(Client(), people.hana)
    assert "営業許可の うつしを そえてください。" in body(hana, url("ops_shops"))


def test_the_list_is_narrowed_and_taken_along(people: Cast) -> None:
    shop = ground.shop()
    ground.shop("うみべ食堂", state="applied", cards=False, ribbon=True)
    aoi = sign_in(Client(), people.aoi)
    page = body(aoi, url("desk_shops") + "?state=started")
    assert "ラーメン花道" in page
    assert "うみべ食堂</a>" not in page
    answer = aoi.get(url("desk_shops") + "?format=csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert shop.place.name in answer.content.decode("utf-8-sig")
    assert "ラーメン花道" not in body(aoi, url("desk_shops") + "?state=nonsense&kind=ribbon")


def test_meals_of_each_month_stand_on_the_shops_page(people: Cast) -> None:
    made = ground.ground()
    aoi = sign_in(Client(), people.aoi)
    assert "月ごとの食数" in body(aoi, url("desk_shop", made.shop.public_id))


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.AT)


def seen(client: Client, place: Place | None = None) -> str:
    address = reverse("places:place", args=[place.public_id]) if place else url("shops")
    client.cookies["furigana"] = "off"
    return body(client, address)


SAYS: list[tuple[dict[str, int], str]] = [
    ({"live_yen": 2_000}, "のこり 5食"),
    ({"live_yen": 0}, "カードは まだ つかえます"),
    ({"live_yen": 0, "reserve_yen": 0}, "カードは きょうは おわり"),
]


@pytest.mark.usefixtures("now")
@pytest.mark.parametrize(("yen", "words"), SAYS)
def test_what_is_left_is_the_truth_on_both_pages(client: Client, yen: dict[str, Any], words: str) -> None:
    shop = ground.ground(**yen).shop
    make.session(shop.place)
    for page in (seen(client), seen(client, shop.place)):
        assert words in page
        assert not any(other in page for _, other in SAYS if other != words)


@pytest.mark.usefixtures("now")
def test_open_shops_stand_first_and_closed_ones_promise_nothing(client: Client) -> None:
    closed = ground.ground().shop
    opened = ground.shop("うみべ食堂")
    make.session(opened.place)
    make.session(closed.place, day=make.TUESDAY.replace(day=26))
    page = seen(client)
    assert page.index("うみべ食堂") < page.index("ラーメン花道")
    assert page.count("のこり") == 1


@pytest.mark.usefixtures("now")
def test_ribbons_are_told_as_the_shops_own_count(client: Client) -> None:
    shop = ground.shop("うみべ食堂", ribbon=True, cards=False)
    make.session(shop.place, starts=time(11), ends=time(20))
    RibbonCount.objects.create(shop=shop, day=make.MONDAY, hung=5, used=2, told_at=make.AT)
    page = seen(client, shop.place)
    assert "リボン 3こ" in page
    assert "お店の人が 数えた数" in page
    assert "のこり" not in page


@pytest.mark.usefixtures("now")
@pytest.mark.parametrize("state", ["applied", "approved", "ended", "refused"])
def test_a_shop_that_has_not_begun_is_no_shop_of_cards(client: Client, state: str) -> None:
    shop = ground.shop(state=state)
    assert "カードの お店は まだ ありません" in seen(client)
    assert "こどもカード" not in seen(client, shop.place)


@pytest.mark.usefixtures("now")
def test_other_places_have_no_panel(client: Client) -> None:
    assert "こどもカード" not in seen(client, make.place())


@pytest.mark.usefixtures("now")
def test_many_shops_need_no_more_questions(client: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(6):
        make.session(ground.shop(f"お店{number}").place)
    with django_assert_max_num_queries(16):
        seen(client)


@pytest.mark.usefixtures("now")
def test_where_nothing_is_left_the_nearest_open_place_is_told(client: Client) -> None:
    shop = ground.ground(live_yen=0, reserve_yen=0).shop
    other = make.place("みどり食堂", features=["meal"], fee_elementary_yen=0)
    for place in (shop.place, other):
        make.session(place)
    page = seen(client, shop.place)
    assert "きょうは ここへ どうぞ" in page
    assert other.public_id in page


def test_the_groups_home_page_shows_the_meals_of_a_shop_alone(people: Cast) -> None:
    ground.shop(organisation=people.midori, ribbon=True)
    assert "リボンの数" in body(sign_in(Client(), people.hana), "/ops/")
    assert "こどもの食事" not in body(sign_in(Client(), people.ken), "/ops/")
