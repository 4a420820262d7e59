"""A school's page by its link, the bookmark's page and the desk's pages of schools: axe finds nothing, nothing scrolls sideways;
three taps on a small phone, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.rooms.bulletin.actions import deliveries
from ibasho.rooms.bulletin.models import Delivery
from ibasho.rooms.bulletin.queries.deliveries import LINK
from ibasho.rooms.bulletin.rules.handouts import Said
from tests.browser.looking import BOTH, FITS, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.bulletin import ground

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    return cast()


def box() -> Delivery:
    day = clock.day(clock.now())
    one = ground.delivery(
        ground.handout(consent="given", consent_on=day, hand_on=day), ground.school(), handed_on=day
    )
    with transaction.atomic():
        deliveries.ensure(one, clock.now())
    return one


def test_three_taps_on_a_small_phone(
    people: Cast, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    one = box()
    page = open_page(f"/h/{LINK.token(one)}/")
    page.set_viewport_size({"width": 360, "height": 640})
    assert axe_findings(page) == [] and page.evaluate(FITS)
    for said in (Said.RECEIVED, Said.GIVEN_OUT, Said.MAILED):
        page.locator(f"button[value=tell-{said.value}]").click()
        page.locator(f"button[value=untell-{said.value}]").wait_for()
    assert axe_findings(page) == [] and page.evaluate(FITS)
    one.refresh_from_db()
    assert one.received_on and one.given_out_on and one.mailed_on
    assert look(page, ["/tablet/"], axe_findings, sizes=BOTH) == {}


def test_the_same_without_scripts(people: Cast, open_page: Callable[..., Page]) -> None:
    one = box()
    page = open_page(f"/h/{LINK.token(one)}/", javascript=False)
    page.locator("button[value=tell-received]").click()
    page.locator("button[value=untell-received]").wait_for()
    one.refresh_from_db()
    assert one.received_on is not None
    assert open_page("/tablet/", javascript=False).locator("h1").is_visible()


@pytest.mark.long
def test_the_desks_pages(
    people: Cast, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    one = box()
    waiting = ground.delivery(ground.handout(title="まっている", asked_on=clock.day(clock.now())), one.school)
    desk = "/desk/bulletin/"
    pages = [
        f"{desk}schools/", f"{desk}schools/new/", f"{desk}schools/import/", f"{desk}schools/tablet/",
        f"{desk}schools/{one.school.public_id}/", f"{desk}handouts/", f"{desk}handouts/new/",
        f"{desk}handouts/{one.handout.public_id}/", f"{desk}handouts/{waiting.handout.public_id}/",
        f"{desk}handouts/{waiting.handout.public_id}/change/", f"{desk}deliveries/{one.public_id}/",
    ]  # fmt: skip
    page = open_page(pages[0], cookies=cookies_of(people.aoi))
    assert look(page, pages, axe_findings, sizes=BOTH) == {}
