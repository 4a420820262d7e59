"""LINE at the desk and behind the sign-in as people see it: axe finds nothing, nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.rooms.bulletin.models import Broadcast
from tests import make
from tests.browser.looking import BOTH, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.bulletin import ground

pytestmark = pytest.mark.django_db(transaction=True)
Axe = Callable[[Page], list[str]]
Open = Callable[..., Page]


@pytest.fixture
def people() -> Cast:
    """A district with みどり食堂 open today, and a notice that went out."""
    found, now = cast(), clock.now()
    make.district("M01")
    make.session(make.place(district_code="M01"), clock.day(now))
    notice = ground.notice(state="sent", made_at=now)
    Broadcast.objects.create(
        notice=notice, title=notice.title, words=notice.words, started_at=now, ended_at=now
    )
    return found


def test_the_desks_pages(people: Cast, open_page: Open, axe_findings: Axe) -> None:
    pages = [
        reverse(f"bulletin:{name}")
        for name in ("desk_line", "desk_line_week", "desk_line_segments", "desk_line_menu")
    ]
    page = open_page(pages[0], cookies=cookies_of(people.aoi))
    assert look(page, pages, axe_findings, sizes=BOTH) == {}


def test_an_account_ties_its_line(people: Cast, open_page: Open, axe_findings: Axe) -> None:
    pages = [reverse("bulletin:line_link"), reverse("outbox:wishes")]
    page = open_page(pages[0], cookies=cookies_of(people.tamotsu))
    assert look(page, pages, axe_findings, sizes=BOTH) == {}
    page.goto(page.url.split("/my/")[0] + pages[0])
    page.click("main form button")
    page.wait_for_selector("#digits")
    assert axe_findings(page) == []
