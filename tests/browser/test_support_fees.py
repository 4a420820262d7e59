"""Fees, unmet demand and what-if as people see them: axe finds nothing, nothing scrolls sideways, on phone and tablet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.actions import whatif
from ibasho.rooms.familysupport.models import Tariff
from ibasho.rooms.familysupport.rules.whatif import Assumed
from ibasho.town.areas.models import SchoolDistrict
from tests.browser.looking import BOTH, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import Ground

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def made(people: Cast) -> Ground:
    """Three weeks behind us with eleven visits nobody could take, on Wednesday afternoons and evenings, in two districts."""
    for at, name in enumerate(("東", "西")):
        west = 137.99 + at / 100
        square = [[west, 34.76], [west + 0.01, 34.76], [west + 0.01, 34.77], [west, 34.77], [west, 34.76]]
        SchoolDistrict.objects.create(
            code=name, name=f"{name}小学校", kana=name, source="みほん", geometry={"type": "Polygon", "coordinates": [square]}
        )  # fmt: skip
    made = ground.ground(people)
    made.tamotsu.district_code = "東"
    made.tamotsu.save()
    monday = clock.day(clock.now())
    monday -= timedelta(days=monday.weekday() + 21)
    for n in range(11):
        day = monday + timedelta(days=7 * (n % 3) + n % 5)
        asked = ground.request(made, day, starts=time(14 + n % 4), ends=time(16 + n % 4))
        ground.visit(asked, state="unmet", unmet_reason="nobody_free", unmet_at=clock.now())
    Tariff.objects.create(centre=made.centre, name="下書き", valid_from=date(2030, 4, 1), body=ground.BODY)
    return made


@pytest.mark.long
def test_pages_of_the_desk(
    made: Ground, people: Cast, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    since = clock.day(clock.now()) - timedelta(days=clock.day(clock.now()).weekday() + 21)
    kept = whatif.ask(
        centre=made.centre,
        assumed=Assumed(100, 50, 2),
        from_on=since,
        weeks=3,
        by=Cast.by(people.fumi),
        at=clock.now(),
    )
    draft = Tariff.objects.get(state="draft").public_id
    desk = "/desk/support/"
    pages = [
        f"{desk}tariffs/", f"{desk}tariffs/new/", f"{desk}tariffs/{draft}/", f"{desk}tariffs/{draft}/publish/",
        f"{desk}unmet/", f"{desk}whatif/", f"{desk}whatif/{kept.public_id}/",
    ]  # fmt: skip
    page = open_page(pages[0], size="tablet", cookies=cookies_of(people.fumi))
    assert look(page, pages, axe_findings, sizes=BOTH) == {}


def test_a_parent_works_out_an_afternoon_without_javascript(
    made: Ground, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    plain = open_page("/support/fees/", javascript=False)
    plain.get_by_role("button", name="計算する").click()
    plain.get_by_text("はらうのは").wait_for()
    asked = "/support/fees/?" + plain.url.partition("?")[2]
    page = open_page("/support/fees/")
    assert look(page, ["/support/fees/", asked], axe_findings, sizes=BOTH) == {}
