"""Reading voices as people see it: axe finds nothing, nothing scrolls sideways, 1 shows, a selection is covered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from ibasho.rooms.voices.models import Opinion
from tests.browser.looking import BOTH, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.voices import ground

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    return cast()


def test_read_by_keyboard_and_covered_by_a_selection(
    people: Cast, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    made = ground.ground(people)
    row = ground.opinion(made.web, "鈴木くんが たっきゅうで かった", question=made.words, held_for=["name"])
    ground.opinion(made.web, "ゲームが したい", state="shown")
    reading = reverse("voices:desk_reading")
    page = open_page(reading, cookies=cookies_of(people.aoi))
    settled = [
        f"{reading}?state=shown",
        reverse("voices:desk_voice", args=[row.pk]),
        reverse("voices:desk_reading_log"),
    ]
    assert look(page, [reading, *settled, reverse("voices:rules")], axe_findings, sizes=BOTH) == {}
    page.goto(page.url.replace(reverse("voices:rules"), reading))
    keys = page.get_by_label("数字の キーで えらぶ")
    keys.uncheck()
    expect(page.locator("kbd").first).to_be_hidden()
    page.reload()
    expect(keys).not_to_be_checked()
    page.keyboard.press("1")
    expect(page.locator("#read")).to_be_visible()
    keys.check()
    expect(page.locator("kbd").first).to_be_visible()
    page.locator("form#read details summary").click()
    expect(page.locator("textarea")).to_be_visible()
    page.locator("textarea").evaluate("field => { field.focus(); field.setSelectionRange(0, 2); }")
    page.locator("[data-cover]").click()
    expect(page.locator("textarea")).to_have_value("◯◯くんが たっきゅうで かった")
    page.locator("h1").click()
    page.keyboard.press("1")
    page.get_by_text("つぎは 別の人が 読みます").wait_for()
    row = Opinion.objects.get(pk=row.pk)
    assert (row.shown_words, row.version, row.readings.count()) == ("◯◯くんが たっきゅうで かった", 2, 1)
