"""A family's requests and the adviser's, in a real browser: axe at both sizes, nothing scrolls sideways, and asked with a
thumb without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.actions import links
from ibasho.rooms.familysupport.models import DropInCare, DropInDay, Request, Visit
from tests import make
from tests.browser.looking import BOTH, arrive, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import DAY, Ground

pytestmark = pytest.mark.django_db(transaction=True)
AT = make.AT


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(clock, "now", lambda: AT)
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    """One visit is open, one agreed, for one nobody was found and a place and a nursery are near by."""
    with transaction.atomic():
        made = ground.ground(people)
        ground.agreed(ground.request(made), made.chiyo)
        weekly = ground.request(
            made, DAY + timedelta(days=1), until_on=DAY + timedelta(days=15), weekdays=[3], words="門の前で 待っています",
            from_words="みほん小学校", needs_car=True, needs=["allergy"],
        )  # fmt: skip
        ground.visit(weekly)
        ground.visit(weekly, DAY + timedelta(days=8), state="unmet", unmet_reason="no_car", unmet_at=AT)
        ground.visit(
            weekly, DAY + timedelta(days=15), state="cancelled", cancel_kind="before", cancelled_at=AT
        )
        place = make.place("みどり食堂", lat=34.7692, lng=137.9982, phone="0537-11-1111")
        make.session(place, DAY + timedelta(days=8), time(14), time(18))
        nursery = make.place("にじいろ保育園の 一時預かり", kind="temporary_care", phone="0537-22-2222")
        care = DropInCare.objects.create(
            place=nursery, capacity=4, months_max=120, booking_words="前の日までに 電話"
        )
        DropInDay.objects.create(care=care, day=DAY + timedelta(days=9), capacity=4, served=1)
    return made


def link(world: Ground, people: Cast) -> str:
    given = links.give(member=world.tamotsu, mail=False, by=people.by(people.megumi), at=AT)
    return f"{reverse('familysupport:my')}?t={given.token}"


def test_a_familys_pages_are_whole(
    open_page: Callable[..., Page], world: Ground, people: Cast, axe_findings: Callable[[Page], list[str]]
) -> None:
    page = open_page(link(world, people))
    row, visit = Request.objects.latest("pk"), Visit.objects.get(state="agreed")
    own = ["/support/my/", "/support/my/requests/", "/support/my/requests/new/", "/support/my/children/new/"]
    own += [
        reverse(f"familysupport:my_request{step}", args=[row.public_id])
        for step in ("", "_change", "_withdraw")
    ]
    own += [reverse("familysupport:my_visit_cancel", args=[visit.public_id])]
    own += [reverse("familysupport:my_child", args=[world.child.public_id])]
    assert look(page, own, axe_findings, sizes=BOTH) == {}


@pytest.mark.long
def test_the_advisers_pages_are_whole(
    open_page: Callable[..., Page], world: Ground, people: Cast, axe_findings: Callable[[Page], list[str]]
) -> None:
    page = open_page("/", cookies=cookies_of(people.megumi))
    row, visit = Request.objects.latest("pk"), Visit.objects.get(state="open")
    new = reverse("familysupport:desk_request_new")
    own = [reverse("familysupport:desk_requests"), new, f"{new}?member={world.tamotsu.public_id}"]
    own += [
        reverse(f"familysupport:desk_request{step}", args=[row.public_id])
        for step in ("", "_change", "_withdraw")
    ]
    own += [
        reverse(f"familysupport:desk_visit_{step}", args=[visit.public_id]) for step in ("cancel", "unmet")
    ]
    own += [reverse("familysupport:desk_child", args=[world.child.public_id])]
    assert look(page, own, axe_findings, sizes=BOTH) == {}


def test_asked_in_a_minute_without_a_script(
    open_page: Callable[..., Page], world: Ground, people: Cast
) -> None:
    page = open_page(link(world, people), javascript=False)
    arrive(page.get_by_role("link", name="たのむ", exact=True).first)
    page.get_by_label("保護者の外出・休息").check()
    page.locator("input[name=from_on]").fill("2026-12-08")
    page.locator("input[name=starts]").fill("10:00")
    page.locator("input[name=ends]").fill("12:00")
    arrive(page.get_by_role("button", name="つぎへ"))
    assert page.get_by_text("1,000円").first.is_visible()
    arrive(page.get_by_role("button", name="なおす"))
    assert page.locator("input[name=starts]").input_value() == "10:00"
    arrive(page.get_by_role("button", name="つぎへ"))
    arrive(page.get_by_role("button", name="たのむ"))
    assert Request.objects.latest("pk").content == "outing"
    assert page.get_by_text("さがしています").first.is_visible()
