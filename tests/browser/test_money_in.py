"""Money in, words and thanks in a real browser: a bank's file read in two steps, a child's thanks without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.mealtickets.actions import gifts
from ibasho.rooms.mealtickets.models import Gift, Thanks
from tests import make
from tests.browser.looking import cookies_of, look
from tests.people import cast
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets.queries.test_signs import burst

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., Page]
Findings = Callable[[Page], list[str]]


def promised(name: str = "") -> Gift:
    fund = ground.general_pool(ground.fund()).fund
    by = Actor.public()
    return gifts.promise(fund=fund, pool=None, channel="bank", amount_yen=3_000, name=name, by=by, at=make.AT)


def test_a_banks_file_is_looked_at_and_taken(open_page: Open, axe_findings: Findings) -> None:
    people, gift = cast(), promised()
    page = open_page("/desk/meals/bank/", size="tablet", cookies=cookies_of(people.aoi))
    day = f"{clock.day(clock.now()):%Y/%m/%d}"
    text = f"日付,お預り金額,摘要\n{day},3000,{gift.reference} ﾎｼﾉ\n{day},700,ﾐﾅﾄ\n2026/13/01,5,ｱ\n"
    file = {"name": "meisai.csv", "mimeType": "text/csv", "buffer": text.encode("cp932")}
    page.set_input_files("input[type=file]", files=[file])  # type: ignore[list-item]
    page.get_by_role("button", name="まず 中身を 確かめる").click()
    expect(page.get_by_role("heading", name="読めない行")).to_be_visible()
    assert axe_findings(page) == []
    page.get_by_role("button", name="この内容で 読む").click()
    expect(page.get_by_text("ﾐﾅﾄ", exact=True)).to_be_visible()
    assert Gift.objects.get().state == "received"


@pytest.mark.long
def test_the_desks_pages_pass_axe_on_a_phone(open_page: Open, axe_findings: Findings) -> None:
    people = cast()
    with transaction.atomic():
        gift = gifts.receive(gift=promised("星野 保"), yen=3_000, by=ground.SERVER, at=clock.now())
        shop = ground.shop(organisation=people.midori)
        burst(shop, clock.now())
        line = ground.bank_line(gift.fund, payer=gift.reference)
        Thanks.objects.create(picture="bowl", words="090-1234-5678に かけて", told_on=make.TUESDAY)
    own = f"/desk/meals/gifts/{gift.reference}/"
    addresses = [
        "/desk/meals/gifts/", own, f"{own}refund/", "/desk/meals/gifts/new/", "/desk/meals/gifts/accepted/",
        "/desk/meals/gifts/refunds/", "/desk/meals/bank/", f"/desk/meals/bank/{line.pk}/", "/desk/meals/words/",
        "/desk/meals/thanks/new/", "/desk/meals/signs/", "/desk/meals/", "/desk/meals/funds/new/", "/desk/meals/cards/keys/new/",
        "/meals/",
    ]  # fmt: skip
    page = open_page(addresses[0], cookies=cookies_of(people.aoi))
    assert look(page, addresses, axe_findings) == {}


def test_a_child_says_thanks_without_scripts(open_page: Open, axe_findings: Findings) -> None:
    shop = ground.shop()
    page = open_page(f"/meals/thanks/{shop.place.public_id}/", javascript=False)
    page.locator("label:has([name=picture][value='bowl'])").click()
    page.locator("#thanks button").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("とどきました")
    assert Thanks.objects.get().place == shop.place
    seen = open_page(f"/meals/thanks/{shop.place.public_id}/")
    assert axe_findings(seen) == []
