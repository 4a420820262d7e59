"""Seats and safety in a real browser, on a phone and on a tablet: axe finds nothing, nothing scrolls sideways, and a child
takes a seat without scripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page, expect

from ibasho.base.kernel import clock
from ibasho.rooms.openhouse.models import DisasterReport, Face, SeatUse
from tests import make
from tests.browser.looking import BOTH, arrive, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.openhouse import ground
from tests.rooms.openhouse.ground import Ground

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    """It is time for study all day long, whatever the clock says."""
    with transaction.atomic():
        made = ground.ground(people, district_code="M01", phone="000-000-0001", address="みほん市 虹橋町 1-1")
        made.version.faces.all().delete()
        for weekday in range(7):
            Face.objects.create(
                version=made.version, weekday=weekday, kind="study", name="自習", starts=time(), ends=time.max
            )
        ground.study_session(made.place, clock.day(clock.now()), starts=time(), ends=time.max)
        make.district()
    return made


def seats(world: Ground) -> str:
    return reverse("openhouse:seats", args=[world.space.public_id])


def test_a_child_takes_a_seat_without_scripts(open_page: Callable[..., Page], world: Ground) -> None:
    page = open_page(seats(world), javascript=False)
    arrive(page.get_by_role("button", name="5", exact=False).filter(has_text="すわれる").first)
    use = SeatUse.objects.get()
    expect(page.locator(".seat-slip")).to_contain_text(use.slip)
    page.locator('button[value="leave"]').click()
    expect(page.locator(".seat-slip")).to_have_count(0)
    use.refresh_from_db()
    assert use.left_at is not None


@pytest.mark.long
def test_the_pages_are_whole(
    open_page: Callable[..., Page], people: Cast, world: Ground, axe_findings: Callable[[Page], list[str]],
) -> None:  # fmt: skip
    with transaction.atomic():
        at = clock.now()
        ground.help_ask(world.place, at, seat=3, stage="junior")
        ground.help_ask(world.place, at, subject="english", came_at=at)
        one = ground.incident(world.place, about_staff=False)
        ground.alarm(people, day=clock.day(at))
        disaster = ground.disaster(people)
        DisasterReport.objects.create(
            disaster=disaster, place=world.place, answer="partly", words="水が 出ます", told_at=at
        )
    own = [world.place.public_id]
    alarm = reverse("openhouse:desk_alarm_new")
    addresses: dict[Any, list[str]] = {
        None: [
            seats(world),
            f"{seats(world)}?door=1",
            reverse("openhouse:ask", args=own),
            reverse("places:place", args=own),
            "/open-now/",
        ],
        people.hana: ["/ops/", "/ops/safety/", reverse("openhouse:ops_incident", args=[one.public_id])]
        + [
            reverse(f"openhouse:ops_{name}", args=own)
            for name in ("seats", "incidents", "incident_new", "sheet")
        ],
        people.aoi: [f"{alarm}?look=1&kind=heat&day={clock.day(at)}", alarm]
        + [
            reverse(f"openhouse:desk_{name}")
            for name in ("safety", "incidents", "incident_numbers", "sheets")
        ]
        + [
            reverse("openhouse:desk_disaster", args=[disaster.public_id]),
            reverse("openhouse:desk_disaster_begin"),
        ],
    }
    for person, pages in addresses.items():
        page = open_page("/", cookies=cookies_of(person) if person else ())
        assert look(page, pages, axe_findings, sizes=BOTH) == {}, person
    page = open_page(seats(world))
    arrive(page.locator("button.seat").nth(4))
    assert axe_findings(page) == []
