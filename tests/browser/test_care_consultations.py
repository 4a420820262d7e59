"""相談の数 as the centre and the city see it: axe finds nothing, nothing scrolls sideways; counted without a script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.care.actions import publishing, releasing
from ibasho.rooms.care.models import Consultation
from ibasho.rooms.care.rules.consultations import month_of
from tests.browser.looking import BOTH, arrive, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.care import ground

pytestmark = pytest.mark.django_db(transaction=True)

DESK = "/desk/care/consultations/"
FIGURES = "/desk/care/figures/"


@pytest.fixture
def people() -> Cast:
    """A month counted and let out; R5 as published; one consultation of today."""
    found, now = cast(), clock.now()
    month = month_of(month_of(clock.day(now)) - timedelta(days=1))
    ground.month_totals(
        found, month, {"welfare": 382, "abuse": 96, "family": 48, "school": 26, "other": 7}, firsts=14
    )
    publishing.publish(
        nendo=2023, total=6413, shares={"welfare": 660, "abuse": 186, "family": 88, "school": 39},
        source_name="市の資料（R6.8.21）", by=Actor.of_job("demo"), at=now,
    )  # fmt: skip
    releasing.release(nendo=month.year - (month.month < 4), through=month, by=Cast.by(found.tomoe), at=now)
    ground.consultation(found, on=clock.day(now), noted_at=now)
    return found


@pytest.mark.long
def test_the_centre_s_pages_and_the_city_s(
    people: Cast, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    number = Consultation.objects.get(whole_month=False).pk
    pages = [
        "",
        f"{number}/",
        "year/",
        "year/?kind=channel",
        "month/",
        "release/",
        "import/",
        "published/?nendo=2023",
    ]
    page = open_page(DESK, cookies=cookies_of(people.tomoe))
    assert look(page, [DESK + one for one in pages], axe_findings, sizes=BOTH) == {}
    page = open_page(FIGURES, cookies=cookies_of(people.aoi))
    assert look(page, [FIGURES, f"{FIGURES}?nendo=2023"], axe_findings, sizes=BOTH) == {}


def test_sumi_counts_without_a_script(people: Cast, open_page: Callable[..., Page]) -> None:
    page = open_page(DESK, cookies=cookies_of(people.sumi), javascript=False)
    page.get_by_text("電話", exact=True).first.click()
    arrive(page.get_by_role("button", name="家族関係"))
    assert page.get_by_text("数えました").is_visible()
    arrive(page.get_by_role("button", name="学校生活"))
    assert page.locator("input[name=channel]:checked").get_attribute("value") == "phone"
    assert Consultation.objects.filter(whole_month=False, channel="phone").count() == 3
