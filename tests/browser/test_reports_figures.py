"""The figures in a real browser: axe finds nothing at both sizes, nothing scrolls sideways, pictures stand beside their tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock, nendo
from ibasho.front.reports.actions import definitions, targets
from ibasho.front.reports.models import Definition, Indicator, Measurement
from ibasho.front.reports.rules.kinds import Over
from ibasho.town.places.models import Place
from tests import make
from tests.browser.looking import BOTH, cookies_of, look
from tests.front.reports.ground import deck, only
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db(transaction=True)
CODES = (
    "places_open",
    "places_alone",
    "sessions_held",
    "roster_holes",
    "care_notes",
    "reflection_rate",
    "feels_like_mine",
)


@pytest.fixture
def place() -> Place:
    return make.place()


@pytest.fixture
def people(place: Place) -> Cast:
    """The deck; a year of months, a definition that changed inside it, targets, one of them nought."""
    people, now = cast(), clock.now()
    by, today = people.by(people.aoi), clock.day(now)
    Place.objects.filter(pk=place.pk).update(organisation=people.midori)
    with transaction.atomic():
        deck(people)
        used = only(*CODES)
        for code in ("places_open", "sessions_held", "roster_holes"):
            _months(Definition.objects.get(indicator=used[code]), place, today)
        definitions.change(
            indicator=used["places_open"], since_on=today, words="休みの つづく 居場所は 数えない", reason="いま 行ける数に する",
            fact="places.alone_places", place_fact="", over=Over.DAY, by=by, at=now,
        )  # fmt: skip
        for code, value in (("places_open", 40), ("sessions_held", 300), ("roster_holes", 0)):
            targets.aim(
                indicator=used[code],
                nendo=nendo.nendo(today),
                value=value,
                words="こども計画 12ページ",
                by=by,
                at=now,
            )
    return people


def _months(definition: Definition, place: Place, today: date) -> None:
    rows = [
        Measurement(
            definition=definition, place_code=code, place_name=name, as_of=today - timedelta(days=30 * back), value=40 - 3 * back,
            unit="か所", n=40, marks=["推計"] if back % 2 else [], audience="public", source="この目録", query="places.facts.x",
            measured_at=make.AT,
        )
        for back in range(1, 12)
        for code, name in (("", ""), (place.public_id, place.name))
    ]  # fmt: skip
    Measurement.objects.bulk_create(rows)


def at(name: str, *told: object) -> str:
    return reverse(f"reports:{name}", args=told)


@pytest.mark.long
def test_the_pages_of_the_city_are_clean_at_both_sizes(
    people: Cast, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    page = open_page("/desk/", cookies=cookies_of(people.aoi))
    forms = ("target", "definition", "arrange", "earlier")
    addresses = [
        at("desk_figures"), at("desk_figures") + "?by=goal", *(at("desk_figure", code) for code in CODES[:4] if _is(code)),
        *(at(f"desk_figure_{name}", "places_open") for name in forms),
    ]  # fmt: skip
    assert look(page, addresses, axe_findings, sizes=BOTH) == {}


def test_the_pages_of_everybody_are_clean_at_both_sizes_and_without_javascript(
    people: Cast, place: Place, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    addresses = [
        at("figures"), at("figure", "places_open"), at("figure", "roster_holes"), at("figure", "feels_like_mine"),
        at("place_figures", place.public_id),
    ]  # fmt: skip
    assert look(open_page("/"), addresses, axe_findings, sizes=BOTH) == {}
    plain = open_page(at("figure", "places_open"), javascript=False)
    assert plain.locator("svg[role=img]").count() == 1
    assert plain.locator("table").count() == 2  # two definitions, two tables


def _is(code: str) -> bool:
    return Indicator.objects.filter(code=code).exists()
