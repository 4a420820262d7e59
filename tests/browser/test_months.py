"""The month's end and payments in a real browser: axe at both sizes, nothing scrolls sideways, three clicks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.rooms.mealtickets.actions import months
from ibasho.rooms.mealtickets.models import Closing, Statement
from ibasho.town.payouts.models import Payee, PayerAccount, Run
from ibasho.town.payouts.rules.results import Outcome
from tests.browser.looking import BOTH, arrive, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground, months_ground
from tests.rooms.mealtickets.ground import Ground
from tests.rooms.mealtickets.months_ground import DECEMBER, NOVEMBER, answered, closed, eat, noon, sent
from tests.town.payouts import ground as payouts

pytestmark = pytest.mark.django_db(transaction=True)
NEW_YEAR = noon(DECEMBER + timedelta(days=4))


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(clock, "now", lambda: NEW_YEAR)
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    """November: one shop paid and returned, one without an account. December waits to be closed."""
    with transaction.atomic():
        made = months_ground.town(people)
        eat(made, NOVEMBER, 3)
        eat(
            made,
            NOVEMBER,
            shop=ground.shop("カレーや 山の上の とても長い名前の店", organisation=people.midori),
        )
        eat(made, DECEMBER, 2)
        payouts.payee(people, "そばや", confirmed=False)
    at = noon(NOVEMBER + timedelta(days=1))
    run = months.make_run(closing=closed(people, made), by=people.by(people.aoi), at=at)
    answered(people, sent(people, run, at=at), Outcome.RETURNED, at=at)
    return made


@pytest.mark.long
def test_the_desks_pages_are_found_whole(
    open_page: Callable[..., Page],
    people: Cast,
    world: Ground,
    axe_findings: Callable[[Page], list[str]],
) -> None:
    page = open_page("/desk/", cookies=cookies_of(people.fumi))
    run, payee, closing = Run.objects.get(), Payee.objects.latest("pk"), Closing.objects.get()
    steps = ("", "approve/", "list/", "send/", "result/", "withdraw/")
    addresses = [
        "/desk/payouts/", *(f"/desk/payouts/runs/{run.public_id}/{step}" for step in steps), "/desk/payouts/payees/",
        f"/desk/payouts/payees/{payee.public_id}/", "/desk/payouts/payees/new/", "/desk/payouts/payers/",
        "/desk/payouts/payers/new/", f"/desk/payouts/payees/{payee.public_id}/edit/", f"/desk/payouts/payees/{payee.public_id}/end/",
        f"/desk/payouts/payers/{PayerAccount.objects.get().code}/", "/desk/meals/months/",
        f"/desk/meals/months/{closing.public_id}/", f"/desk/meals/statements/{Statement.objects.latest('pk').public_id}/",
    ]  # fmt: skip
    assert look(page, addresses, axe_findings, sizes=BOTH) == {}


def test_a_shop_reads_its_own_on_a_phone(
    open_page: Callable[..., Page], people: Cast, world: Ground, axe_findings: Callable[[Page], list[str]]
) -> None:
    row = Statement.objects.get(shop__place__organisation=people.midori)
    page = open_page("/ops/", cookies=cookies_of(people.hana))
    addresses = [
        reverse("mealtickets:ops_statements", args=[row.shop.public_id]),
        reverse("mealtickets:ops_statement", args=[row.public_id]),
    ]
    assert look(page, addresses, axe_findings) == {}


def test_december_is_closed_and_paid_in_three_clicks(
    open_page: Callable[..., Any], people: Cast, world: Ground
) -> None:
    page = open_page("/desk/meals/months/", size="tablet", cookies=cookies_of(people.aoi))
    arrive(page.get_by_role("button", name="12月31日で しめる"))
    arrive(page.get_by_role("button", name="起案する"))
    arrive(page.get_by_role("button", name="確認を たのむ"))
    assert Run.objects.latest("pk").state == "asked"
    assert Run.objects.latest("pk").payments.get().amount_yen == 2_000  # 1,200 came back, 800 are new
