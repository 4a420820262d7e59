"""Shops in a real browser, on a phone and on a tablet: axe finds nothing and nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.rooms.mealtickets.actions import ribbons
from ibasho.rooms.mealtickets.models import Shop
from tests import make
from tests.browser.looking import BOTH, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def shops(people: Cast) -> list[Shop]:
    """One of each kind: cards and ribbons, resting, approved, waiting, and one that has not asked."""
    with transaction.atomic():
        first = ground.ground(organisation=people.midori, ribbon=True, child_menu="ラーメン（小）").shop
        others = [
            ground.shop(f"とても長い名前の お店 {state}", organisation=people.midori, state=state)
            for state in ("paused", "approved", "applied", "refused")
        ]
        make.place("まだの お店", kind="partner_shop", organisation=people.midori)
        make.session(first.place, day=clock.day(clock.now()))
        by = people.by(people.hana)
        ribbons.count(shop=first, day=clock.day(clock.now()), hung=3, used=1, by=by, at=clock.now())
    return [first, *others]


@pytest.mark.long
def test_the_pages_of_shops_are_whole(
    open_page: Callable[..., Page], people: Cast, shops: list[Shop], axe_findings: Callable[[Page], list[str]],
) -> None:  # fmt: skip
    own = [shops[0].public_id]
    names = ("ops_terms", "ops_rest", "ops_end", "ops_bank", "ops_ribbons")
    addresses: dict[Any, list[str]] = {
        None: [reverse("mealtickets:shops"), reverse("places:place", args=[shops[0].place.public_id]), "/"],
        people.hana: ["/ops/", reverse("mealtickets:ops_shops"), reverse("mealtickets:ops_apply")]
        + [reverse(f"mealtickets:{name}", args=own) for name in names],
        people.aoi: [reverse("mealtickets:desk_shops"), reverse("mealtickets:desk_shop_new")]
        + [reverse("mealtickets:desk_shop", args=[shop.public_id]) for shop in shops]
        + [reverse(f"mealtickets:desk_shop_{name}", args=own) for name in ("terms", "refuse", "rest", "end")],
    }
    for person, pages in addresses.items():
        page = open_page("/", cookies=cookies_of(person) if person else ())
        assert look(page, pages, axe_findings, sizes=BOTH) == {}, person
