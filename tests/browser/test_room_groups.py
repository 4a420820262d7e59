"""A group's way to a room in a real browser, and the desk that decides: axe finds nothing and nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.rooms.openhouse.models import Application, Booking
from tests import make
from tests.browser.looking import BOTH, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.openhouse import ground

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def booking(people: Cast) -> Booking:
    """Today in an allowed series, beside one that waits, in a week with a closed day."""
    today = clock.day(clock.now())
    with transaction.atomic():
        hall = ground.ground(people)
        ground.equipment(hall.space)
        ground.terms(hall.place)
        make.closed_days(hall.place, today + timedelta(days=2), reason="設備点検")
        allowed = ground.application(hall.space, people.midori, state="approved", key_code="384751")
        for number in range(3):
            first = ground.booking(allowed, today + timedelta(days=7 * number))
        waits = ground.application(
            hall.space, people.midori, title="とても長い名前の 行事 宿題と こども食堂の会"
        )
        ground.booking(waits, today + timedelta(days=1))
    return first


@pytest.mark.long
def test_the_pages_of_rooms_for_groups_are_whole(
    open_page: Callable[..., Page], people: Cast, booking: Booking, axe_findings: Callable[[Page], list[str]],
) -> None:  # fmt: skip
    room, row, day = booking.space.public_id, booking.application.public_id, booking.pk
    waits = Application.objects.get(state="applied").public_id
    own = [
        ("group_home", []), ("group_apply", [room]), ("group_application", [row]), ("group_cancel", [row]),
        ("group_day_cancel", [row, day]), ("group_back", [row, day]), ("ops_requests", []), ("ops_request", [waits]),
        ("ops_lending", [booking.space.place.public_id]),
    ]  # fmt: skip
    desk = [
        ("desk_applications", []), ("desk_application", [row]), ("desk_application", [waits]),
        ("desk_application_step", [waits, "draft"]), ("desk_application_step", [waits, "decline"]),
    ]  # fmt: skip
    pages: dict[Any, list[tuple[str, list[Any]]]] = {people.hana: own, people.aoi: desk}
    for person, names in pages.items():
        page = open_page("/", cookies=cookies_of(person))
        addresses = [reverse(f"openhouse:{name}", args=args) for name, args in names]
        assert look(page, addresses, axe_findings, sizes=BOTH) == {}, person
