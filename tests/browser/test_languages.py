"""Pages of the children's door in other languages on a small phone: nothing wider than the screen, axe finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.town.places.models import Place
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = ("/", "/today/", "/events/", "/voices/", "/subscribe/", "/help/", "/how/child/", "/voices/answers/")
CUT = """() => [...document.querySelectorAll("a.dads-button, button, summary")]
    .filter(one => one.offsetParent && one.scrollWidth > one.clientWidth + 1)
    .map(one => one.textContent.trim().slice(0, 40))"""
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(autouse=True)
def at_three(monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    make.district()
    place = make.place(
        kana="みどりしょくどう", features=["meal", "wifi"], fee_elementary_yen=0, booking="needed"
    )
    make.weekly(place, 1)
    make.session(place)
    make.session(place, make.TUESDAY + timedelta(days=7))
    make.event()
    return place


@pytest.mark.parametrize("language", ["en", "pt-br", "ja-simple"])
def test_pages_fit_a_small_phone(
    language: str, at_three: Place, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    page = open_page("/", cookies=[{"name": "language", "value": language}])
    origin = "/".join(page.url.split("/")[:3])
    found: dict[str, object] = {}
    for path in (*PAGES, f"/places/{at_three.public_id}/"):
        answer = page.goto(origin + path)
        assert answer and answer.ok, path
        found[path] = [page.evaluate(WIDE), page.evaluate(CUT), axe_findings(page)]
    assert {path: wrong for path, wrong in found.items() if wrong != [0, [], []]} == {}
