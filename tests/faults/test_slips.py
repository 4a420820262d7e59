"""R39: slips of the hand. A double click, the back button, two tabs, yesterday's file, the wrong year.

Pass: the second effect is nothing, told in a sentence, not by an error; what was wrong goes back in two clicks.
Other slips are told elsewhere; docs/faults.md names them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.rooms.mealtickets.actions import devices, syncing
from ibasho.rooms.mealtickets.models import (
    BankFile,
    BankLine,
    Card,
    Closing,
    Decision,
    LedgerEntry,
    Offer,
    Redemption,
    Reversal,
)
from ibasho.rooms.mealtickets.queries.cards import text_of
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from ibasho.town.payouts.models import Payment
from tests import make
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets import months_ground as month
from tests.rooms.mealtickets.till import card, till
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


def effects() -> dict[str, int]:
    """Everything a click at this desk could do twice."""
    kinds = (LedgerEntry, Redemption, Reversal, Decision, Card, Offer, Closing, Payment, BankLine, BankFile)
    return {kind.__name__: kind.objects.count() for kind in kinds}


def twice(client: Client, path: str, **given: Any) -> str:
    """The same form sent again: a double click, or back and once more, or a second tab. What is said to the second."""
    first = client.post(path, given, follow=True)
    assert first.status_code == 200
    before = effects()
    again = client.post(path, given, follow=True)
    assert again.status_code in (200, 404, 409)
    assert effects() == before, "the second effect is nothing"
    return str(again.content.decode())


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found is not None, page[-2_000:]
    return found.group(1)


def test_r39_yen_are_moved_once_by_one_form_and_again_by_another(aoi: Client) -> None:
    world = ground.ground(unissued_yen=60_000)
    path = f"/desk/meals/funds/{world.fund.public_id}/move/"
    given = {"source": world.general.public_id, "target": "reserve", "yen": 1_000, "why": "冬の分"}
    once = hidden(aoi.get(path).content.decode(), "once")
    twice(aoi, path, **given, once=once)
    assert ground.balance(A.RESERVE, world.fund) == 3_000
    other = hidden(aoi.get(path).content.decode(), "once")
    twice(aoi, path, **given, once=other)
    assert (ground.balance(A.RESERVE, world.fund), once == other) == (4_000, False)


def test_r39_a_week_is_offered_once_and_goes_back_in_two_clicks(aoi: Client) -> None:
    world = ground.ground(live_yen=400, unissued_yen=60_000)
    world.general.meals_a_week_max, world.general.throttle = 20, False
    world.general.save()
    twice(aoi, f"/desk/meals/pools/{world.general.public_id}/offer/")
    offer = Offer.objects.get()
    out = ground.balance(A.LIVE, world.fund, pool=world.general)
    aoi.post(f"/desk/meals/offers/{offer.pk}/back/", {"why": "数の まちがい"})
    assert ground.balance(A.LIVE, world.fund, pool=world.general) == out - offer.yen


def test_r39_a_doubtful_meal_is_decided_once(aoi: Client) -> None:
    world = ground.ground()
    counter = till(world.shop)
    bad = counter.scan(text_of(card()), signature="0" * 64)
    syncing.sync(items=[bad], device=counter.device.public_id, token=counter.token, at=make.AT)
    row = Redemption.objects.get()
    path = f"/desk/meals/checks/{row.public_id}/"
    assert "もう 決めてあります" in twice(aoi, path, why="お店に 電話した", deed="pay")
    assert "もう 決めてあります" in twice(aoi, path, why="やはり 払わない", deed="leave")
    assert Decision.objects.get().paid
    twice(aoi, path, why="打ちまちがい")  # taken back in two clicks, and once
    assert ground.balance(A.PAYABLE, world.fund, shop=world.shop) == 0


def test_r39_a_card_is_replaced_once_in_two_tabs(aoi: Client) -> None:
    old = card()
    found = aoi.post("/desk/meals/cards/find/", {"code": old.typed}).headers["Location"]
    twice(aoi, f"{found}replace/")
    assert Card.objects.filter(state="live").count() == 1


def test_r39_a_month_is_closed_and_paid_once(
    aoi: Client, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = month.town(people)
    month.eat(world, month.NOVEMBER, 3)
    monkeypatch.setattr(clock, "now", lambda: month.noon(date(2026, 12, 1)))
    sign_in(aoi, people.aoi)
    here = "/desk/meals/months/"
    told = twice(aoi, f"{here}close/", fund=world.fund.public_id, cut_off_on="2026-11-30")
    assert "もう しめてあります" in told
    twice(aoi, f"{here}{Closing.objects.get().public_id}/pay/", pay_on="2026-12-25")
    assert Payment.objects.get().amount_yen == 1_200


@pytest.mark.parametrize("cut_off", ["2025-11-30", "2027-11-30", "2026-12-31"])
def test_r39_a_month_of_the_wrong_year_is_not_closed(
    cut_off: str, aoi: Client, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = month.town(people)
    month.eat(world, month.NOVEMBER)
    monkeypatch.setattr(clock, "now", lambda: month.noon(date(2026, 12, 1)))
    sign_in(aoi, people.aoi)
    before = effects()
    aoi.post("/desk/meals/months/close/", {"fund": world.fund.public_id, "cut_off_on": cut_off})
    assert effects() == before


def bank_file(year: int) -> SimpleUploadedFile:
    rows = f"日付,お預り金額,お支払金額,摘要\n{year}/11/20,3000,,ﾎｼﾉ ﾀﾓﾂ\n{year}/11/20,3000,,ﾎｼﾉ ﾀﾓﾂ\n"
    return SimpleUploadedFile("meisai.csv", rows.encode("cp932"))


def test_r39_the_banks_file_is_read_once_however_often_it_is_chosen(aoi: Client) -> None:
    """Two lines alike in one file are two payments; the same file again is none."""
    fund = ground.fund()
    ground.general_pool(fund)
    for _ in range(2):
        page = aoi.post("/desk/meals/bank/", {"fund": fund.pk, "file": bank_file(2026)}).content.decode()
        told = re.search(r'name="told" value="([^"]+)"', page)
        if told is not None:
            twice(aoi, "/desk/meals/bank/take/", told=told.group(1))
    assert sorted(BankLine.objects.values_list("amount_yen", flat=True)) == [3_000, 3_000]


def test_r39_a_phone_is_opened_twice_and_one_pin_typed_wrong_stops_nobody() -> None:
    """Two tabs of a till are two sessions of one device: both go on."""
    world = ground.ground()
    counter = till(world.shop)
    second = devices.open_session(device_id=counter.device.public_id, pin="2580", at=make.AT)
    assert counter.eat(card()).status == 201
    counter.token = second.token
    assert counter.eat(card()).status == 201
