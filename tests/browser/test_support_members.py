"""The public pages, members, courses and the centre in a real browser: axe at both sizes, nothing scrolls sideways, and an
application by the keyboard without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.models import Course, Member, Policy
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
    """An applicant, a member who is over, a provider whose courses are missing, a course today and one to come."""
    with transaction.atomic():
        made = ground.ground(people)
        ground.agreed(ground.request(made), made.chiyo)
        Member.objects.create(
            centre=made.centre,
            kind="both",
            name="原田 みき",
            phone="0537-11-1111",
            applied_at=AT,
            applied_via="page",
        )
        ended = {"state": "left", "ended_on": clock.day(AT), "erase_on": clock.day(AT) + timedelta(days=30)}
        ground.member(made.centre, 4, "退会 した人", **ended)
        ground.member(made.centre, 5, "講習 まだ", kind="provider")
        for title, day in (("小児看護の 基礎", clock.day(AT)), ("普通救命講習", DAY + timedelta(days=9))):
            Course.objects.create(centre=made.centre, kind="basic", title=title, held_on=day, minutes=180)
    return made


def test_the_public_pages_are_whole(
    open_page: Callable[..., Page], world: Ground, axe_findings: Callable[[Page], list[str]]
) -> None:
    page = open_page("/support/")
    assert (
        look(page, ["/support/", "/support/join/", "/support/join/thanks/"], axe_findings, sizes=BOTH) == {}
    )


@pytest.mark.long
def test_the_advisers_pages_are_whole(
    open_page: Callable[..., Page], world: Ground, people: Cast, axe_findings: Callable[[Page], list[str]]
) -> None:
    page = open_page("/desk/", cookies=cookies_of(people.megumi))
    lists = (
        "desk_members",
        "desk_member_new",
        "desk_active",
        "desk_active_list",
        "desk_courses",
        "desk_course_new",
    )
    pages = [reverse(f"familysupport:{name}") for name in (*lists, "desk_centre")]
    pages += [
        reverse("familysupport:desk_member", args=[one.public_id]) for one in Member.objects.order_by("pk")
    ]
    pages += [
        reverse(f"familysupport:desk_member_{step}", args=[world.chiyo.public_id])
        for step in ("edit", "interview", "kind", "pause", "end")
    ]
    pages += [
        reverse("familysupport:desk_course", args=[one.public_id]) for one in Course.objects.order_by("pk")
    ]
    assert look(page, pages, axe_findings, sizes=BOTH) == {}


@pytest.mark.long
def test_the_citys_pages_are_whole(
    open_page: Callable[..., Page], world: Ground, people: Cast, axe_findings: Callable[[Page], list[str]]
) -> None:
    page = open_page("/desk/", cookies=cookies_of(people.aoi))
    names = ("desk_centre", "desk_centre_edit", "desk_rules_new", "desk_policy_new", "desk_active")
    pages = [reverse(f"familysupport:{name}") for name in names]
    pages += [reverse("familysupport:desk_policy", args=[Policy.objects.earliest("pk").pk])]
    assert look(page, pages, axe_findings, sizes=BOTH) == {}


def test_somebody_applies_without_javascript(open_page: Callable[..., Page], world: Ground) -> None:
    page = open_page("/support/", javascript=False)
    page.get_by_role("link", name="会員に なる").click()
    arrive(page.get_by_role("button", name="申しこむ"))
    assert page.get_by_text("「名前」を 入れてください。").first.is_visible()
    page.get_by_label("助けて ほしい").check()
    page.get_by_label("名前").fill("大橋 たえ")
    page.get_by_label("電話", exact=True).fill("0537-22-2222")
    arrive(page.get_by_role("button", name="申しこむ"))
    page.wait_for_url("**/support/join/thanks/")
    with transaction.atomic():
        assert Member.objects.get(name="大橋 たえ").state == "applied"
