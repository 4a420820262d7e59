"""まちの資料 and こどもの きまり in a real browser: axe at both sizes, a file looked at and taken in without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from ibasho.base.kernel import clock
from ibasho.town.areas.models import Town
from tests import make
from tests.browser.looking import IN_TURN, arrive, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.reach import town as towns

pytestmark = pytest.mark.django_db(transaction=True)
TOWNS = "町名,町名_カナ,緯度,経度\n虹橋町,ニジハシチョウ,34.15,138.15\n星見町,ホシミチョウ,34.151,138.151\n".encode()


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """Tuesday, 15:00; the small town is loaded."""
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    found = cast()
    towns.lay()
    yield found
    towns.forget()


@pytest.mark.parametrize("size", IN_TURN)
def test_the_pages_of_areas_pass_axe_and_fit(
    people: Cast, size: str, open_page: Callable[..., Page], axe_findings: Any
) -> None:
    kinds = ("boundary", "districts", "towns", "mesh", "ages", "streets", "bus", "clubs")
    pages = [
        reverse("areas:desk_overview"), reverse("areas:desk_districts"), reverse("areas:desk_rules"),
        reverse("areas:desk_stage", args=["upper"]), *(reverse("areas:desk_kind", args=[kind]) for kind in kinds),
    ]  # fmt: skip
    page = open_page("/desk/", size=size, cookies=cookies_of(people.fumi))
    assert look(page, pages, axe_findings) == {}


def test_a_file_is_looked_at_and_taken_in_without_scripts(
    people: Cast, open_page: Callable[..., Page]
) -> None:
    page = open_page(
        reverse("areas:desk_kind", args=["towns"]), javascript=False, cookies=cookies_of(people.fumi)
    )
    page.locator("input[type=file]").first.set_input_files(
        {"name": "towns.csv", "mimeType": "text/csv", "buffer": TOWNS}
    )
    page.locator("#id_source").fill("みほん")
    page.locator("main form button").first.click()
    expect(page.locator("main")).to_contain_text("2")
    assert Town.objects.count() == 0
    arrive(page.locator("form[action$='take/'] button"))
    assert Town.objects.count() == 2
