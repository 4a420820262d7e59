"""Incidents, 一時預かり and figures of family support in a real browser: axe at both sizes, nothing scrolls sideways, and a month
counted without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.actions import links
from ibasho.rooms.familysupport.models import DropInCare, DropInDay, Incident, IncidentNote
from ibasho.rooms.familysupport.views.holding import COOKIE
from ibasho.town.places.models import Place
from tests import make
from tests.browser.looking import BOTH, arrive, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import DAY, Ground

pytestmark = pytest.mark.django_db(transaction=True)
NOW = clock.day_bounds(DAY)[1] - timedelta(hours=4)
DESK, DROP_IN = "/desk/support", "/desk/support/drop-in/"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    """A serious fall of which nobody was told yet, a complaint, a nursery that counted some days."""
    with transaction.atomic():
        made = ground.ground(people)
        visit = ground.agreed(ground.request(made), made.chiyo)
        row = Incident.objects.create(
            centre=made.centre, visit=visit, kind="injury", happened_at=NOW, what="かいだんで ころんだ", treatment_days=40,
            serious_on=DAY - timedelta(days=2), written_at=NOW,
        )  # fmt: skip
        IncidentNote.objects.create(
            incident=row, side="user", words="ひざを すりむいた", written_at=NOW, written_via="link"
        )
        Incident.objects.create(
            centre=made.centre, kind="complaint", about_centre=True, happened_at=NOW, what="電話が つながらない",
            written_at=NOW,
        )  # fmt: skip
        care = DropInCare.objects.create(place=_nursery(people), capacity=4)
        DropInDay.objects.create(care=care, day=DAY - timedelta(days=1), capacity=4, served=3, turned_away=2)
    return made


def _nursery(people: Cast) -> Place:
    return make.place("にじいろ第二保育園 一時預かり室", kind="temporary_care", organisation=people.midori)


@pytest.mark.long
def test_the_advisers_pages_are_found_whole(
    open_page: Callable[..., Page], people: Cast, world: Ground, axe_findings: Callable[[Page], list[str]]
) -> None:
    here = f"{DESK}/incidents/{Incident.objects.get(about_centre=False).public_id}/"
    nursery = f"{DROP_IN}{Place.objects.get(kind='temporary_care').public_id}/"
    page = open_page("/desk/", cookies=cookies_of(people.megumi))
    pages = [
        f"{DESK}/incidents/", f"{DESK}/incidents/new/", here, f"{here}change/", DROP_IN, nursery, f"{nursery}set/",
        f"{DESK}/figures/",
    ]  # fmt: skip
    assert look(page, pages, axe_findings, sizes=BOTH) == {}


def test_the_citys_pages_are_found_whole(
    open_page: Callable[..., Page], people: Cast, world: Ground, axe_findings: Callable[[Page], list[str]]
) -> None:
    here = f"{DESK}/complaints/{Incident.objects.get(about_centre=True).public_id}/"
    page = open_page("/desk/", cookies=cookies_of(people.aoi))
    assert look(page, [f"{DESK}/complaints/", here, f"{DESK}/figures/"], axe_findings, sizes=BOTH) == {}


def test_a_members_pages_are_found_whole(
    open_page: Callable[..., Page], people: Cast, world: Ground, axe_findings: Callable[[Page], list[str]]
) -> None:
    given = links.give(member=world.tamotsu, mail=False, by=people.by(people.megumi), at=NOW)
    client = Client()
    client.get("/support/my/", {"t": given.token})
    page = open_page("/", cookies=[{"name": COOKIE, "value": client.cookies[COOKIE].value}])
    visit = Incident.objects.get(about_centre=False).visit
    assert visit is not None
    tell = "/support/my/tell/"
    assert look(page, [tell, f"{tell}{visit.public_id}/", f"{tell}centre/"], axe_findings, sizes=BOTH) == {}


def test_a_nursery_counts_its_days_without_javascript(
    open_page: Callable[..., Page], people: Cast, world: Ground, axe_findings: Callable[[Page], list[str]]
) -> None:
    nursery = Place.objects.get(kind="temporary_care")
    page = open_page("/ops/support/drop-in/", cookies=cookies_of(people.hana), javascript=False)
    page.get_by_role("link", name=nursery.name).click()
    page.get_by_label("11月25日（水） うけた数").fill("4")
    page.get_by_label("11月25日（水） ことわった数").fill("1")
    arrive(page.get_by_role("button", name="この月を 書く"))
    assert page.get_by_text("1日分を 書きました").is_visible()
    assert DropInDay.objects.get(day=DAY).turned_away == 1
