"""おしらせを うけとる on a small phone without scripts, and what the eye and axe find on its pages and the desk's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page, expect

from ibasho.rooms.bulletin.models import Subscription
from ibasho.town.outbox.models import Address, Message
from ibasho.town.outbox.queries import addresses
from tests import make
from tests.browser.looking import BOTH, cookies_of, look
from tests.people import cast
from tests.rooms.bulletin import ground, hearers
from tests.rooms.bulletin.notices_objects import out

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_choice_and_a_mail_without_javascript(open_page: Callable[..., Page]) -> None:
    make.district("M01")
    page = open_page("/subscribe/", size="phone", javascript=False)
    page.locator("label", has=page.locator("input[name=districts][value=M01]")).click()
    page.locator("label", has=page.locator("input[name=kinds][value=closure]")).click()
    page.locator("form.dads-form button").click()
    expect(page.locator("a[href*='/districts/M01.ics']")).to_be_visible()
    page.fill("input[name=mail]", "mori@")
    page.locator("#id_mail ~ *, form.dads-form button").last.click()
    expect(page.locator("input[name=mail]")).to_have_value("mori@")
    page.fill("input[name=mail]", "mori@example.test")
    page.locator("form.dads-form button").last.click()
    page.wait_for_url("**/subscribe/sent/")
    assert Message.objects.count() == Address.objects.count() == 1
    assert not Subscription.objects.exists()


def test_the_pages_fit_and_axe_finds_nothing(
    open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    with transaction.atomic():
        people = cast()
        make.district("M01")
        make.town()
        row, draft = out(districts=["M01"]), ground.notice()
        address = hearers.address()
        hearers.wants(address, districts=["M01"])
        own = f"{reverse('bulletin:own')}?t={addresses.STOP.token(address)}"
    page = open_page("/subscribe/", size="phone")
    public = [
        "/subscribe/",
        "/subscribe/how/?districts=M01",
        "/subscribe/sent/",
        own,
        "/news/",
        f"/news/{row.public_id}/",
    ]
    assert look(page, public, axe_findings, sizes=BOTH) == {}
    desk = open_page("/desk/bulletin/", size="tablet", cookies=cookies_of(people.aoi))
    here = "/desk/bulletin/notices"
    pages = [
        "/desk/bulletin/",
        f"{here}/new/",
        f"{here}/{draft.public_id}/",
        f"{here}/{row.public_id}/",
        "/my/subscription/",
    ]
    assert look(desk, pages, axe_findings, sizes=BOTH) == {}
