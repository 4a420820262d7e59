"""The adviser's board in a real browser: axe at both sizes, nothing scrolls sideways, and decided from the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.actions import plans, rulings
from ibasho.rooms.familysupport.models import Visit
from tests import make
from tests.browser.looking import BOTH, cookies_of, look, tab_to
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import DAY, Ground

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    """A solved week: one decided, one pinned, one proposed, one for which nobody is left, one that came later."""
    by = people.by(people.megumi)
    with transaction.atomic():
        made = ground.ground(people)
        ground.agreed(ground.request(made), made.chiyo)
        pinned = ground.visit(ground.request(made, DAY + timedelta(days=1), from_words="みほん小学校"))
        for _ in range(2):
            ground.visit(ground.request(made, DAY + timedelta(days=1), needs=["allergy"]))
        ground.visit(ground.request(made, DAY + timedelta(days=2)))
        rulings.pin(visit=pinned, member=made.goro, by=by, at=make.AT)
        plans.solve(centre=made.centre, week=DAY, by=by, at=make.AT)
        ground.visit(ground.request(made, DAY + timedelta(days=2), starts=time(9), ends=time(10)))
    return made


def test_the_board_is_whole(
    open_page: Callable[..., Page], world: Ground, people: Cast, axe_findings: Callable[[Page], list[str]]
) -> None:
    page = open_page("/desk/", cookies=cookies_of(people.megumi))
    rows = Visit.objects.filter(state__in=["open", "agreed"]).order_by("pk")
    addresses = [
        reverse("familysupport:desk_board"),
        f"{reverse('familysupport:desk_board')}?week=2027-01-04",
    ]
    addresses += [reverse("familysupport:desk_match", args=[one.public_id]) for one in (rows[0], rows[1])]
    assert look(page, addresses, axe_findings, sizes=BOTH) == {}


def test_one_is_decided_without_a_mouse(open_page: Callable[..., Page], world: Ground, people: Cast) -> None:
    page = open_page(reverse("familysupport:desk_board"), cookies=cookies_of(people.megumi))
    card = ".match-card[data-code=ready] form[action$='/decide/'] button"
    tab_to(page, card, most=200)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=さんに 決めました")
    assert Visit.objects.filter(state="agreed").count() == 2
