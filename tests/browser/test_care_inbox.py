"""The centre's inbox as people see it: axe finds nothing, nothing scrolls sideways, a note is taken by the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.rooms.care.models import Notice
from tests import make
from tests.browser.looking import BOTH, cookies_of, look, tab_to
from tests.people import Cast, cast
from tests.rooms.care import ground

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    return cast()


def test_a_note_is_taken_by_keyboard_and_every_page_can_be_read(
    people: Cast, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    place, at = make.place(organisation=people.midori), clock.now()
    running = {
        "received_at": at,
        "take_by": clock.day(at) + timedelta(days=1),
        "check_by": at + timedelta(hours=48),
    }
    new = ground.notice(
        people, place, state="sent", pace="urgent", answer_by=clock.day(at) + timedelta(days=7), **running
    )
    ground.member(people, people.midori)
    glad = ground.notice(people, place, pace="glad", check_by=None, child_mark=ground.mark(place, "あお"))
    theirs = ground.notice(people, place, taken_by=people.tomoe)
    pages = [reverse("care:desk_notice", args=[one.matter.public_id]) for one in (new, glad, theirs)]
    inbox, search = reverse("care:desk_inbox"), reverse("care:desk_search")
    page = open_page(inbox, cookies=cookies_of(people.sumi))
    assert look(page, [inbox, search, *pages], axe_findings, sizes=BOTH) == {}
    page.goto(page.url.replace(pages[2], pages[0]))
    tab_to(page, "button[value=take]")
    page.keyboard.press("Enter")
    page.get_by_text("おかわりを 5回 しました").wait_for()
    tab_to(page, "button[value=checked]")
    page.keyboard.press("Enter")
    page.get_by_text("会って・聞いて 確かめた ことを のこしました").wait_for()
    assert look(page, [pages[0]], axe_findings, sizes=BOTH) == {}
    assert Notice.objects.get(pk=new.pk).checked_by == people.sumi
    page.goto(page.url.replace(pages[0], pages[1]))
    page.get_by_role("button", name="おなじ よび名の 気づきを さがす").click()
    page.get_by_role("heading", name="あおくん").wait_for()
    assert "nickname" not in page.url
    for _press in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("**/desk/")
