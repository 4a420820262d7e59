"""Meetings, reports and the month's money in a real browser: axe at both sizes, nothing scrolls sideways, and reported with
a thumb without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.actions import links, meetings, reporting
from ibasho.rooms.familysupport.models import Meeting, Member, Month, Report, Visit
from ibasho.rooms.familysupport.queries import meetings as queries
from tests import make
from tests.browser.looking import BOTH, arrive, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import DAY, Ground
from tests.rooms.familysupport.reports_ground import (
    DECEMBER,
    EVENING,
    LINK,
    closed,
    confirmed,
    visit,
    with_account,
    written,
)
from tests.town.payouts import ground as payouts

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(clock, "now", lambda: DECEMBER)
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    """November is closed; of December one report waits, one is disputed, one visit has none, one has no meeting yet."""
    with transaction.atomic():
        made = ground.ground(people)
        first = visit(made)
        planned = meetings.plan(
            visit=first, planned_at=EVENING, where="図書館", by=people.by(people.megumi), at=make.AT
        )
        meetings.write(
            meeting=planned[0],
            sheet={"allergy": "たまご", "way": "踏切を わたらない"},
            seen=queries.stamp(planned[0]),
            by=LINK,
            at=EVENING,
        )
        meetings.hold(
            meeting=planned[0], held_on=DAY, child_was_there=True, by=people.by(people.megumi), at=EVENING
        )
        confirmed(made, first, travel_yen=200)
        confirmed(made, visit(made, made.goro))
        with_account(people, made.chiyo)
        payouts.payer()
        closed(made, people)
        written(made, visit(made, day=DAY + timedelta(days=7)))
        other = written(made, visit(made, day=DAY + timedelta(days=8)))
        reporting.dispute(report=other, words="おわりは 16時でした", by=LINK, at=DECEMBER)
        visit(made, day=DAY + timedelta(days=9))
        visit(made, made.goro, day=DAY + timedelta(days=20))
    return made


def link(member: Member, people: Cast) -> str:
    given = links.give(member=member, mail=False, by=people.by(people.megumi), at=DECEMBER)
    return f"{reverse('familysupport:my')}?t={given.token}"


def at(name: str, thing: Report | Meeting | Month | Visit) -> str:
    return reverse(f"familysupport:{name}", args=[thing.public_id])


def test_a_members_pages_are_whole(
    open_page: Callable[..., Page], world: Ground, people: Cast, axe_findings: Callable[[Page], list[str]]
) -> None:
    waiting, held = Report.objects.get(state="written"), Meeting.objects.get(state="held")
    late = Visit.objects.get(state="agreed", provider=world.chiyo)
    page = open_page(link(world.tamotsu, people))
    own = ["/support/my/", at("my_report", waiting), at("my_meeting", held), at("my_meeting_write", held)]
    own += [at("my_report", one) for one in Report.objects.exclude(state="written")]
    assert look(page, own, axe_findings, sizes=BOTH) == {}
    page = open_page(link(world.chiyo, people))
    own = [
        "/support/my/",
        at("my_report_write", late),
        at("my_report", waiting),
        at("my_report_change", waiting),
    ]
    assert look(page, own, axe_findings, sizes=BOTH) == {}


@pytest.mark.long
def test_the_advisers_pages_are_whole(
    open_page: Callable[..., Page], world: Ground, people: Cast, axe_findings: Callable[[Page], list[str]]
) -> None:
    page = open_page("/", cookies=cookies_of(people.megumi))
    held, month = Meeting.objects.get(state="held"), Month.objects.get()
    new = Visit.objects.get(state="agreed", provider=world.goro)
    late = Visit.objects.get(state="agreed", provider=world.chiyo)
    own = [reverse(f"familysupport:desk_{name}") for name in ("reports", "meetings", "months")]
    own += [at("desk_report", one) for one in Report.objects.all()]
    own += [at("desk_report_change", Report.objects.get(state="disputed")), at("desk_report_write", late)]
    own += [at("desk_meeting_plan", new), at("desk_meeting", held), at("desk_meeting_write", held)]
    own += [at("desk_month", month), at("desk_month_reports", month), at("desk_month_reopen", month)]
    assert look(page, own, axe_findings, sizes=BOTH) == {}


def test_the_citys_pages_are_whole(
    open_page: Callable[..., Page], world: Ground, people: Cast, axe_findings: Callable[[Page], list[str]]
) -> None:
    page = open_page("/", cookies=cookies_of(people.aoi))
    month = Month.objects.get()
    account = reverse("familysupport:desk_month_account", args=[world.goro.public_id])
    own = [reverse("familysupport:desk_months"), at("desk_month", month), account]
    assert look(page, own, axe_findings, sizes=BOTH) == {}
    Month.objects.filter(pk=month.pk).update(state="approved", approved_at=DECEMBER, approved_by=people.aoi)
    assert look(page, [at("desk_month", month)], axe_findings, sizes=BOTH) == {}


def test_reported_in_a_minute_without_a_script(
    open_page: Callable[..., Page], world: Ground, people: Cast
) -> None:
    page = open_page(link(world.chiyo, people), javascript=False)
    arrive(page.get_by_role("link", name="報告を 書く").first)
    assert page.locator("input[name=began]").input_value() == "15:00"
    page.locator("input[name=ended]").fill("17:30")
    arrive(page.get_by_role("button", name="報告を おくる"))
    assert page.get_by_text("2,500円").first.is_visible()
    page = open_page(link(world.tamotsu, people), javascript=False)
    arrive(page.get_by_role("button", name="まちがいありません").first)
    assert page.get_by_text("確認しました。ありがとうございます。").is_visible()
