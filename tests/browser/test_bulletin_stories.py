"""活動だより, しくみ and the small page as people see them: axe finds nothing, nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.rooms.bulletin.actions import stories
from ibasho.rooms.bulletin.models import Story
from ibasho.rooms.bulletin.rules.kinds import Audience
from tests import make
from tests.browser.looking import BOTH, cookies_of, look
from tests.people import cast
from tests.rooms.bulletin import ground, stories_ground
from tests.rooms.bulletin.ground import AT, Ground

pytestmark = pytest.mark.django_db(transaction=True)
Axe = Callable[[Page], list[str]]
Open = Callable[..., Page]


@pytest.fixture
def town() -> Ground:
    """One story shown, one that waits, one that came back, one withdrawn; みどり食堂 is open today."""
    found = ground.ground(cast())
    stories_ground.district()
    make.session(found.place, clock.day(clock.now()), time(0), time(23, 59))
    stories_ground.shown(found)
    stories_ground.sent(found)
    back = stories_ground.sent(found)
    stories.send_back(story=back, why="どこの 畑ですか", by=found.people.by(found.people.aoi), at=AT)
    stories.withdraw(story=stories_ground.sent(found), by=found.people.by(found.people.hana), at=AT)
    return found


def each(name: str) -> list[str]:
    return [reverse(f"bulletin:{name}", args=[one.public_id]) for one in Story.objects.order_by("pk")]


def test_the_form_on_a_phone(town: Ground, open_page: Open, axe_findings: Axe) -> None:
    new = reverse("bulletin:ops_story_new")
    page = open_page(new, cookies=cookies_of(town.people.hana))
    page.set_viewport_size({"width": 360, "height": 640})
    pages = [reverse("bulletin:ops_stories"), new, *each("ops_story")]
    assert look(page, pages, axe_findings, sizes=("phone",)) == {}
    page.goto(page.url.split("/ops/")[0] + new)
    page.set_input_files(
        "input[name=photo]", {"name": "imo.jpg", "mimeType": "image/jpeg", "buffer": stories_ground.photo()}
    )
    page.fill("input[name=photo_words]", "さつまいもを もつ手")
    page.check("input[name=nobody_shown]")
    page.fill("input[name=title]", "やきいもを しました")
    page.fill("textarea[name=words]", "あまくて おいしかったです。")
    assert page.input_value("select[name=where]") == f"p{town.place.pk}"  # the only one is chosen already
    page.click("button[value=send]")
    page.wait_for_selector("text=市に おくりました")


@pytest.mark.long
def test_the_desks_pages(town: Ground, open_page: Open, axe_findings: Axe) -> None:
    names = ("desk_stories", "desk_story_new", "desk_kakekko", "desk_embed")
    pages = [*(reverse(f"bulletin:{name}") for name in names), *each("desk_story")]
    page = open_page(pages[0], cookies=cookies_of(town.people.aoi))
    assert look(page, pages, axe_findings, sizes=BOTH) == {}


def test_everybodys_pages(town: Ground, open_page: Open, axe_findings: Axe) -> None:
    pages = [reverse("bulletin:stories"), each("story")[0], reverse("bulletin:how")]
    pages += [reverse("bulletin:how_for", args=[one.value]) for one in Audience]
    pages += [reverse("bulletin:embed_today"), reverse("bulletin:embed_district", args=["M01"])]
    page = open_page(pages[0])
    assert look(page, pages, axe_findings, sizes=BOTH) == {}
