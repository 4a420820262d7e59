"""Start-ups in a real browser: the public page, the starter's own, the board and where to begin; axe finds nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.rooms.network.actions import start_links
from ibasho.rooms.network.models import StartUp
from tests.browser.looking import BOTH, arrive, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.network import ground
from tests.rooms.openhouse import ground as openhouse_ground
from tests.rooms.reach import town

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Told:
    people: Cast
    startup: StartUp
    space: str
    hall: str


@pytest.fixture
def told() -> Iterator[Told]:
    """One who asked, one on the way, one that opened; a town with a blank area; a space to copy from."""
    people, today = cast(), clock.day(clock.now())
    with transaction.atomic():
        laid = town.lay()
        ground.startup(name="きた 学習室（仮）", cell_code="")
        startup = ground.startup(state="going", keeper=people.tsubaki, organisation=people.midori)
        startup.steps.filter(code="place").update(state="done", begun_on=today - timedelta(days=20))
        startup.steps.filter(code="health").update(state="doing", begun_on=today, note="木曜に 相談")
        start_links.write(startup, clock.now())
        startup.save()
        ground.startup(name="ひらいた食堂", state="opened", ended_on=today, first_on=today, cell_code="")
        stands = openhouse_ground.ground(people)
    yield Told(people, startup, stands.space.public_id, laid.midori.public_id)
    town.forget()


@pytest.mark.long
def test_the_pages_of_start_ups_are_whole(
    open_page: Callable[..., Page], told: Told, axe_findings: Callable[[Page], list[str]]
) -> None:
    one, token = told.startup.public_id, start_links.token(told.startup)
    page = open_page("/start-up/")
    public = ["/start-up/", reverse("network:start_own", args=[token])]
    assert look(page, public, axe_findings, sizes=BOTH) == {}
    starting = [
        reverse("network:desk_starting"), reverse("network:desk_start_new"), reverse("network:desk_start", args=[one]),
        reverse("network:desk_start_edit", args=[one]), reverse("network:desk_start_step", args=[one, "health"]),
        reverse("network:desk_start_stop", args=[one]), reverse("network:desk_start_opened", args=[one]),
    ]  # fmt: skip
    where, hand = reverse("reports:desk_start"), reverse("reports:desk_hand_on_new")
    asked = f"?space={told.space}&to_place={told.hall}&host={told.people.midori.public_id}&pieces=rules&pieces=kit"
    joined = [where, f"{where}?cell={town.STARS}", hand, hand + asked, reverse("reports:desk_hand_on")]
    page = open_page("/", cookies=cookies_of(told.people.aoi))
    assert look(page, starting + joined, axe_findings, sizes=BOTH) == {}


def test_the_starter_says_done_without_javascript(open_page: Callable[..., Page], told: Told) -> None:
    page = open_page(reverse("network:start_own", args=[start_links.token(told.startup)]), javascript=False)
    arrive(page.locator("form:has([value=people]) [value=done]"))
    assert page.locator("form:has([value=people]) [value=doing]").count() == 1  # まだ
    assert told.startup.steps.get(code="people").state == "done"
