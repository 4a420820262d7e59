"""The desk after the counter, looked at and used by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from ibasho.base.kernel import clock
from ibasho.rooms.mealtickets.actions import stubs
from ibasho.rooms.mealtickets.models import Redemption
from tests.browser.looking import BOTH, cookies_of, look
from tests.people import cast
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets.till import card

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_stub_is_typed_without_a_mouse_and_decided(
    open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    people, now = cast(), clock.now()
    with transaction.atomic():
        world = ground.ground(organisation=people.midori, stubs_printed=40)
        one = card()
        answer = stubs.type_in(
            shop=world.shop, number=9, code="", day=clock.day(now), by=ground.SERVER, at=now
        )
    page = open_page(
        f"/desk/meals/stubs/?shop={world.shop.public_id}", size="tablet", cookies=cookies_of(people.aoi)
    )
    page.focus("#id_number_0")
    page.keyboard.type("1")
    page.keyboard.press("Tab")
    page.keyboard.type(one.typed)
    page.keyboard.press("Enter")
    expect(page.get_by_text("しまいました")).to_be_visible()
    assert Redemption.objects.filter(way="stub", outcome="ok").count() == 1
    addresses = ["/desk/meals/stubs/", "/desk/meals/checks/", f"/desk/meals/checks/{answer.body['receipt']}/"]
    assert look(page, addresses, axe_findings, sizes=BOTH) == {}
