"""こどもの食事 of みほん市: three months that tie out to the yen, two months closed and paid, and something of everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from demo.chapters import meals, school_year
from demo.chapters.meals import Kind
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.mealtickets.actions import months
from ibasho.rooms.mealtickets.models import (
    Account,
    BankLine,
    Card,
    Closing,
    Donor,
    Fund,
    Gift,
    Redemption,
    Refund,
    RibbonCount,
    Shop,
    Thanks,
)
from ibasho.rooms.mealtickets.models.gift import Moderation
from ibasho.rooms.mealtickets.queries import months as month_queries
from ibasho.rooms.mealtickets.queries import proving
from ibasho.rooms.mealtickets.rules.kinds import AccountKind, Outcome
from ibasho.town.payouts.models import Run
from ibasho.town.people.models import Person
from tests import make
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.fixture(scope="module", autouse=True)
def mihon(loading: Callable[[str], Any]) -> Iterator[list[str]]:
    with loading("mihon") as told:
        yield told


def balances() -> Counter[str]:
    found: Counter[str] = Counter()
    for account in Account.objects.all():
        found[account.kind] += account.balance_yen
    return found


def test_every_yen_is_somewhere() -> None:
    found = balances()
    received = sum(Gift.objects.filter(state="received").values_list("received_yen", flat=True))
    assert -found[AccountKind.GIVEN] == received
    assert sum(found.values()) == 0
    assert proving.prove().broken == []
    assert all(yen > 0 for kind, yen in found.items() if kind not in (AccountKind.GIVEN, AccountKind.EXPIRED))


def test_three_months_of_meals_have_a_bit_of_everything() -> None:
    told = Counter(Redemption.objects.values_list("outcome", flat=True))
    assert told[Outcome.OK] > 250
    assert 1 <= told[Outcome.DOUBLE] <= 4
    assert told[Outcome.CHECK] == 1
    assert set(Redemption.objects.filter(outcome="refused").values_list("reason", flat=True)) == {"eaten"}


def test_two_months_are_closed_and_paid_and_one_waits_for_whoever_looks() -> None:
    closed = list(Closing.objects.order_by("cut_off_on").values_list("cut_off_on", flat=True))
    assert closed == [date(2026, 9, 23), date(2026, 10, 23)]
    runs = list(Run.objects.select_related("confirmed_by", "approved_by"))
    assert [run.state for run in runs] == ["settled", "settled"]
    assert all(run.confirmed_by != run.approved_by for run in runs)
    paid = sum(sum(row.amount_yen for row in closing.statements.all()) for closing in Closing.objects.all())
    assert balances()[AccountKind.PAID] == paid
    fund = Fund.objects.get()
    period = month_queries.next_period(fund)
    assert period is not None
    assert period.cut_off == date(2026, 11, 23)  # yesterday
    akari = Actor(person_id=Person.objects.get(email="akari@mihon.example").pk)
    closing = months.close(fund=fund, cut_off_on=period.cut_off, by=akari, at=make.AT)
    assert closing.statements.count() == 2


def test_something_waits_at_each_desk() -> None:
    assert BankLine.objects.filter(state="open").count() == 1
    assert Refund.objects.filter(state="asked").count() == 1
    assert Gift.objects.filter(message_state=Moderation.WAITING).count() == 2
    assert Thanks.objects.filter(state=Moderation.WAITING).count() == 1
    assert Donor.objects.filter(state=Moderation.SHOWN).exclude(logo="").count() == 2
    assert Gift.objects.filter(name="みほん食品株式会社", received_yen=3_000, donor__isnull=False).exists()


def test_the_four_shops_stand_where_they_should() -> None:
    told = {
        shop.place.name: (shop.state, shop.cards, shop.ribbon)
        for shop in Shop.objects.select_related("place")
    }
    assert told == {
        "そば処 つきみ亭": ("started", True, True),
        "洋食 ひだまり亭": ("started", True, False),
        "うどん なみや": ("started", False, True),
        "パンとスープ こもれび": ("applied", True, False),
    }
    assert RibbonCount.objects.filter(shop__place__name="うどん なみや").count() > 10


def test_a_visitor_finds_a_card_and_the_pin(client: Client, settings: Any) -> None:
    settings.DEMO, settings.CITY_SLUG, settings.ROOT_URLCONF = True, "mihon", "demo.urls"
    page = client.get("/demo/").content.decode()
    assert "2580" in page
    card = Card.objects.filter(sheet__given_to__contains="/demo/").order_by("position").first()
    assert card is not None
    assert f"{card.typed[:4]}-{card.typed[4:8]}-{card.typed[8:]}" in page
    assert "<svg" in page


@pytest.mark.parametrize(
    "day", [date(2026, 1, 1), date(2026, 3, 31), date(2026, 5, 31), date(2026, 8, 20), date(2027, 2, 28)]
)
def test_on_any_day_the_chapter_holds_three_months_and_no_more_cards_than_there_are(day: date) -> None:
    told = meals.build(2024, day, school_year.build(day))
    assert 3 * 28 < (day - told.first_on).days <= 92
    assert [one < day for one in told.cut_offs] == [True] * 3
    cards = sum(sheet.count for sheet in told.sheets if not sheet.ours and sheet.on <= told.first_on)
    assert max(visit.card for visit in told.visits) < cards
    fed = [(visit.at.date(), visit.card) for visit in told.visits if visit.kind is Kind.FED]
    assert len(fed) == len(set(fed))


PAGES = (
    ("akari", "mealtickets:desk_shops"), ("tetsu", "mealtickets:ops_shops"), (None, "mealtickets:shops"),
)  # fmt: skip


@pytest.mark.parametrize(("who", "name"), PAGES)
def test_the_pages_of_shops_stand(client: Client, who: str | None, name: str) -> None:
    if who:
        person = Person.objects.get(email=f"{who}@mihon.example")
        sign_in(client, person)
    client.cookies["furigana"] = "off"
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert "つきみ亭" in page.content.decode()
