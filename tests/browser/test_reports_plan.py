"""The plan in a real browser: axe finds nothing at both sizes, nothing scrolls sideways, everything works without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.front.reports.actions import lines, todos
from ibasho.front.reports.models import Decision, Issue, Line, Pilot
from ibasho.front.reports.rules.kinds import LineState
from tests import make
from tests.browser.looking import BOTH, arrive, cookies_of, look
from tests.front.reports.ground import deck
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db(transaction=True)
DONE, UNDO = re.compile("すんだ.*机を"), re.compile("もどす.*机を")


@pytest.fixture
def people() -> Cast:
    """The deck, a pilot with a 課題 and a decision, next year's line, a late to-do, an idea."""
    people, now = cast(), clock.now()
    by, today = people.by(people.aoi), clock.day(now)
    with transaction.atomic():
        rows = deck(people)
        pilot = Pilot.objects.create(
            line=rows["R5-3-2"], title="あそび場ＩＮカケショク", aim="身近な場所で ひらいて みる", begins_on=date(2024, 2, 16),
            state="judged", result_words="見守る人が 足りなかった。", made_at=make.AT, changed_at=make.AT,
        )  # fmt: skip
        Issue.objects.create(
            line=rows["R5-3-2"], pilot=pilot, tag="people", words="見守りの 人手", source="pilot",
            found_on=date(2024, 3, 1), made_at=make.AT,
        )  # fmt: skip
        Decision.objects.create(
            line=rows["R5-3-2"], pilot=pilot, kind="change", reason="平日にも ひらいて みる", decided_on=date(2024, 3, 20),
            next_line=rows["R6-4-3"], made_at=make.AT,
        )  # fmt: skip
        for code, title, state in (
            ("R8-1", "自習スペースを 土曜日も ひらく", LineState.RUNNING),
            ("R8-2", "自習スペースに 話す 部屋を 足す", LineState.PLANNED),
        ):
            lines.carry_on(
                line=rows["R7-6-3"], nendo=2026, code=code, title=title, words="", state=state, by=by, at=now
            )
        lines.carry_on(
            line=rows["R7-6-5"], nendo=2027, code="R9-1", title="出張の 日を ふやす", words="", state=LineState.IDEA,
            by=by, at=now,
        )  # fmt: skip
        for words, due in (
            ("机を 10台 そろえる", today - timedelta(days=3)),
            ("ちらしを 学校に たのむ", today),
        ):
            todos.add(line=rows["R7-6-3"], organisation=people.city, words=words, due_on=due, by=by, at=now)
    return people


@pytest.mark.long
def test_the_plans_pages_are_whole(
    open_page: Callable[..., Page], people: Cast, axe_findings: Callable[[Page], list[str]]
) -> None:
    page = open_page(reverse("reports:plan"), cookies=cookies_of(people.aoi))
    addresses = [
        reverse("reports:plan"), reverse("reports:line", args=["R5-3-2"]), reverse("reports:desk_plan"),
        reverse("reports:desk_line", args=["R7-6-3"]), reverse("reports:desk_line", args=["R5-3-2"]),
        reverse("reports:desk_line_new"), reverse("reports:desk_line_edit", args=["R7-6-3"]),
        reverse("reports:desk_line_carry", args=["R7-6-3"]), reverse("reports:desk_line_drop", args=["R9-1"]),
        reverse("reports:desk_section", args=[people.city.public_id]) + "?nendo=all",
    ]  # fmt: skip
    assert look(page, addresses, axe_findings, sizes=BOTH) == {}


def test_a_line_is_moved_and_a_todo_ticked_without_javascript(
    open_page: Callable[..., Page], people: Cast
) -> None:
    page = open_page(
        reverse("reports:desk_line", args=["R8-2"]), cookies=cookies_of(people.aoi), javascript=False
    )
    origin = "/".join(page.url.split("/")[:3])
    page.get_by_role("button", name="進めている").click()
    page.get_by_text("状態を かえました").wait_for()
    assert Line.objects.get(code="R8-2").state == "run"
    page.goto(origin + reverse("reports:desk_line", args=["R7-6-3"]))
    arrive(page.get_by_role("button", name=DONE))
    arrive(page.get_by_role("button", name=UNDO))
    assert page.get_by_role("button", name=DONE).is_visible()
