"""April, hand-overs, deputies and reviews in a real browser: axe finds nothing at both sizes, nothing scrolls sideways, and
everything works without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.base.kernel.nendo import nendo
from ibasho.front.reports.models import Handover, Review
from ibasho.front.reports.rules import april
from tests import make
from tests.browser.looking import BOTH, arrive, cookies_of, look
from tests.front.reports import april_ground, ground, reviews_ground
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    """The deck, 窓's hand-over to 葵, a deputy, words of a garden in each state."""
    people, at = cast(), clock.now()
    today = clock.day(at)
    ground.deck(people)
    row = april_ground.begun(people, at=at, nendo=april.coming(today) - 1)
    april_ground.handovers.hand(handover=row, taker=people.aoi, by=april_ground.by(people.mado), at=at)
    april_ground.deputy(people, today, today + timedelta(days=3), at=at)
    place = make.place(organisation=people.midori)
    told = {"place": place, "said_on": today, "nendo": nendo(today)}
    for good in ("カレーが おいしい", "山田たろうくんが やさしい"):
        reviews_ground.written(people.hana, at=at, good=good, **told)
    reviews_ground.shown(reviews_ground.written(people.fumi, at=at, **told), people.aoi, at=at)
    return people


def url(page: str, *args: object) -> str:
    return reverse(f"reports:{page}", args=args)


@pytest.mark.long
def test_the_desks_pages_are_whole(
    open_page: Callable[..., Page], people: Cast, axe_findings: Callable[[Page], list[str]]
) -> None:
    hand, review = Handover.objects.get().public_id, Review.objects.filter(state="draft").first()
    assert review is not None
    page = open_page(url("desk_april"), cookies=cookies_of(people.aoi))
    addresses = [
        url("desk_april"), url("desk_handovers"), url("desk_handover_new"), url("desk_handover", hand),
        url("desk_deputies"), url("desk_reviews"), url("desk_review_new"), url("desk_review", review.public_id),
    ]  # fmt: skip
    assert look(page, addresses, axe_findings, sizes=BOTH) == {}
    page = open_page(reverse("people:desk_renew"), cookies=cookies_of(people.fumi))
    assert look(page, [reverse("people:desk_renew")], axe_findings, sizes=BOTH) == {}


def test_a_groups_pages_are_whole(
    open_page: Callable[..., Page], people: Cast, axe_findings: Callable[[Page], list[str]]
) -> None:
    review = Review.objects.filter(organisation=people.midori).first()
    assert review is not None
    page = open_page(url("ops_reviews"), cookies=cookies_of(people.hana))
    addresses = [url("ops_reviews"), url("ops_review_new"), url("ops_review", review.public_id)]
    assert look(page, addresses, axe_findings, sizes=BOTH) == {}


def test_a_group_writes_without_javascript(open_page: Callable[..., Page], people: Cast) -> None:
    page = open_page(url("ops_review_new"), cookies=cookies_of(people.hana), javascript=False)
    page.get_by_label("こども", exact=True).check()
    page.get_by_label("だれの 声か").fill("中学生 3人")
    page.get_by_label("よかったこと").fill("Wi-Fiが つかえる")
    arrive(page.get_by_role("button", name="書きとめる"))
    assert "もう ひとりの人が 読んでから" in page.content()


def test_received_without_javascript(open_page: Callable[..., Page], people: Cast) -> None:
    page = open_page(
        url("desk_handover", Handover.objects.get().public_id),
        cookies=cookies_of(people.aoi),
        javascript=False,
    )
    arrive(page.get_by_role("button", name="うけとる"))
    assert Handover.objects.get().taken_at is not None
