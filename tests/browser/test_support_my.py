"""千代's own page and 恵's ask pages in a real browser, on a phone and on a tablet: axe finds nothing, nothing scrolls
sideways, and one tap works without a script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.actions import asking, links
from ibasho.rooms.familysupport.models import Ask, Child
from tests.browser.looking import BOTH, arrive, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import Ground

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def here(people: Cast) -> Ground:
    """Two weekdays ahead are asked of both, a third is decided for 千代, who is away for a day."""
    with transaction.atomic():
        made = ground.ground(people)
        Child.objects.update(allergy="卵", care_words="犬が こわい")
        days = [clock.day(clock.now()) + timedelta(days=ahead) for ahead in range(2, 9)]
        weekdays = [day for day in days if day.weekday() < 5][:3]
        row = ground.request(made, weekdays[0], words="げんきな 子です", from_words="みほん小学校の 正門")
        visits = [ground.visit(row, day) for day in weekdays[:2]]
        ground.agreed(row, made.chiyo, weekdays[2])
        made.chiyo.provider.away.create(from_on=weekdays[2], until_on=weekdays[2])
        made.chiyo.provider.hours.create(
            weekday=5, starts="09:00", ends="12:00", contents=["outing"], sex="girl"
        )
        by = people.by(people.megumi)
        asking.ask(visits=visits, members=[made.chiyo, made.goro], by=by, at=clock.now())
    return made


def entry(here: Ground, people: Cast) -> str:
    given = links.give(member=here.chiyo, mail=False, by=people.by(people.megumi), at=clock.now())
    return f"{reverse('familysupport:my')}?t={given.token}"


def test_her_pages_are_clean_on_both_sizes(
    here: Ground, people: Cast, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    page = open_page(entry(here, people))
    addresses = [reverse(f"familysupport:{name}") for name in ("my", "my_hours", "my_can", "my_pause")]
    assert look(page, addresses, axe_findings, sizes=BOTH) == {}


def test_one_tap_without_a_script(here: Ground, people: Cast, open_page: Callable[..., Page]) -> None:
    page = open_page(entry(here, people), javascript=False)
    arrive(page.get_by_role("button", name="できます", exact=True).first)
    assert page.get_by_text("決まるのを 待っています").count() == 1
    with transaction.atomic():
        assert Ask.objects.filter(answer="yes", member=here.chiyo).count() == 1
    arrive(page.get_by_role("button", name="返事を なおす"))
    assert page.get_by_text("決まるのを 待っています").count() == 0


def test_the_advisers_pages_are_clean_on_both_sizes(
    here: Ground, people: Cast, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    asked: Any = Ask.objects.first()
    page = open_page(reverse("familysupport:desk_asks_list"), cookies=cookies_of(people.megumi))
    chiyo = here.chiyo.public_id
    addresses = [
        reverse("familysupport:desk_asks_list"), reverse("familysupport:desk_asks", args=[asked.visit.public_id]),
        *(reverse(f"familysupport:{name}", args=[chiyo]) for name in ("desk_link", "desk_hours", "desk_can")),
    ]  # fmt: skip
    assert look(page, addresses, axe_findings, sizes=BOTH) == {}
