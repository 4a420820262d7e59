"""Supporters, grants and reports as people see them: axe finds nothing, nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.rooms.network.models import Grant, GrantUse, Match, Supporter
from ibasho.town.places.models import Headcount
from tests import make
from tests.browser.looking import BOTH, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.network import ground
from tests.rooms.surplus import ground as food

pytestmark = pytest.mark.django_db(transaction=True)
Axe = Callable[[Page], list[str]]
Open = Callable[..., Page]


@pytest.fixture
def people() -> Cast:
    """みどり食堂 with its days, wants and grants; まめ農園 which shows itself and gave 20 kg."""
    found = cast()
    now, today = clock.now(), clock.day(clock.now())
    place = make.place(organisation=found.midori)
    for weeks, heads in ((9, 12), (5, 14), (2, 17)):
        held = make.session(place, today - timedelta(days=7 * weeks))
        Headcount.objects.create(session=held, of_class="elementary", heads=heads)
    make.session(place, today - timedelta(days=3))
    farm, mame = food.farm(found)
    Supporter.objects.create(
        organisation=farm, words="形が わるい 野菜を とどけています", goals=[2, 12], is_member=True, agreed_on=today,
        shown_at=now, shown_by=found.aoi,
    )  # fmt: skip
    want = ground.notice(found, found.midori, amount_words="月に 10kg", where_words="市の 北のほう")
    offer = ground.notice(
        found, farm, direction="offer", title="新米が あります", until=today + timedelta(days=9)
    )
    ground.notice(found, found.midori, direction="offer", resource="place", title="集会室を 使えます")
    ground.notice(found, found.midori, state="waiting", title="手伝う人を さがしています", resource="time")
    Match.objects.create(want=want, offer=offer, proposed_at=now, proposed_by=found.tsubaki)
    ended = {"want_yes_at": now, "offer_yes_at": now, "ended_at": now, "ended_by": found.aoi, "state": "done"}
    Match.objects.create(
        want=ground.notice(found, found.midori, state="closed"), proposed_at=now, proposed_by=found.tsubaki,
        offer=ground.notice(found, farm, direction="offer", state="closed"), became="お米が カレーに なりました",
        children=40, **ended,
    )  # fmt: skip
    grant = Grant.objects.create(
        name="居場所 はじめ助成", giver="みほん財団", yen_max=300_000, closes_on=today + timedelta(days=12), source="募集要項"
    )  # fmt: skip
    GrantUse.objects.create(
        grant=grant, organisation=found.midori, nendo=today.year, state="granted", yen_given=200_000,
        applied_on=today, report_due_on=today + timedelta(days=6), changed_at=now,
    )  # fmt: skip
    return found


@pytest.mark.long
def test_the_desks_pages(people: Cast, open_page: Open, axe_findings: Axe) -> None:
    names = ("supporting", "notice_new", "supporters", "grants", "grant_new", "reports")
    pages = [reverse(f"network:desk_{name}") for name in names]
    pages += [reverse("network:desk_match", args=[one.public_id]) for one in Match.objects.order_by("pk")]
    pages += [
        reverse("network:desk_notice", args=[Match.objects.earliest("pk").want.public_id]),
        reverse("network:desk_grant", args=[Grant.objects.get().public_id]),
        reverse("network:desk_grant_use", args=[GrantUse.objects.get().public_id]),
        reverse("network:desk_report", args=[people.midori.public_id]) + "?form=council",
    ]
    page = open_page(pages[0], cookies=cookies_of(people.tsubaki))
    assert look(page, pages, axe_findings, sizes=BOTH) == {}


def test_a_groups_pages(people: Cast, open_page: Open, axe_findings: Axe) -> None:
    names = ("network", "supporting", "notice_new", "supporter", "grants", "report")
    pages = [reverse(f"network:ops_{name}") for name in names]
    pages += [reverse("network:ops_grant_use", args=[GrantUse.objects.get().public_id])]
    page = open_page(pages[0], cookies=cookies_of(people.hana))
    assert look(page, pages, axe_findings, sizes=BOTH) == {}


def test_the_public_pages(people: Cast, open_page: Open, axe_findings: Axe) -> None:
    farm = Supporter.objects.get().organisation
    pages = [reverse("supporters"), reverse("supporter_notices"), reverse("supporter", args=[farm.public_id])]
    page = open_page(pages[0])
    assert look(page, pages, axe_findings, sizes=BOTH) == {}
