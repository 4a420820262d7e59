"""Hearings as people see them: axe finds nothing, nothing scrolls sideways, on phone and tablet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.rooms.voices.models import PublishedFigure
from tests.browser.looking import BOTH, arrive, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.voices import ground as grounds
from tests.rooms.voices.ground import Ground

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def open_one(people: Cast) -> Ground:
    """Asked since a week; one step passed over."""
    today = clock.day(clock.now())
    made = grounds.ground(people, opens_on=today - 7 * DAY, closes_on=today + 9 * DAY, people_wanted=100)
    made.hearing.steps.filter(kind="plan").update(done_on=today - 9 * DAY, note="課の 4人で 話した")
    made.hearing.steps.filter(kind="prepare").update(skipped_why="前の 回と おなじ 紙を つかいました")
    for kind, days in (("listen", 9), ("reflect", 39), ("feedback", 69)):
        made.hearing.steps.filter(kind=kind).update(planned_on=today + days * DAY)
    return made


def test_a_child_reads_what_will_become_of_it(
    open_one: Ground, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    about = reverse("voices:about", args=[open_one.hearing.public_id])
    page = open_page(about)
    assert page.locator(".voice-steps li").count() == 5
    closed = grounds.hearing(open_one.people, state="closed", closes_on=open_one.hearing.opens_on)
    addresses = [about, reverse("voices:about", args=[closed.public_id])]
    assert look(page, addresses, axe_findings, sizes=BOTH) == {}


@pytest.mark.long
def test_the_desk_on_phone_and_tablet(
    open_one: Ground, people: Cast, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    draft = grounds.hearing(people, state="draft", title="準備している回", child_title="蹴鞠")
    there = grounds.hearing(people, state="draft", source_name="令和6年度 資料", title="公表された数")
    PublishedFigure.objects.create(
        hearing=there, position=1, label="こども", value=37, unit="人", respondent="child"
    )
    closed = grounds.hearing(people, state="closed", title="しめきった回")
    one = [open_one.hearing.public_id]
    addresses = [
        reverse("voices:desk_hearings"), reverse("voices:desk_hearing_new"),
        reverse("voices:desk_hearing_new") + "?from=stall", reverse("voices:desk_hearing", args=one),
        *(reverse("voices:desk_hearing", args=[other.public_id]) for other in (draft, there, closed)),
        reverse("voices:desk_hearing_edit", args=one), reverse("voices:desk_step", args=[*one, "listen"]),
        reverse("voices:desk_step", args=[*one, "plan"]), reverse("voices:desk_question", args=[open_one.wishes.public_id]),
        reverse("voices:desk_question_new", args=[draft.public_id]) + "?kind=rank",
        reverse("voices:desk_preview", args=one), reverse("voices:desk_figures", args=[there.public_id]),
    ]  # fmt: skip
    page = open_page(addresses[0], size="tablet", cookies=cookies_of(people.aoi))
    assert look(page, addresses, axe_findings, sizes=BOTH) == {}


def test_a_question_is_written_without_scripts(people: Cast, open_page: Callable[..., Page]) -> None:
    draft = grounds.hearing(people, state="draft", respondents=["child"])
    new = reverse("voices:desk_question_new", args=[draft.public_id]) + "?kind=one"
    page = open_page(new, size="tablet", javascript=False, cookies=cookies_of(people.aoi))
    page.get_by_label("小学生", exact=True).fill("なにが すき？")
    page.get_by_label("1番：小学生").fill("ゲーム")
    page.get_by_label("2番：小学生").fill("本")
    arrive(page.get_by_role("button", name="ほぞんする", exact=True))
    assert page.get_by_text("1．なにが すき？").is_visible()
