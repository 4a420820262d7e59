"""試行, 課題, 決定 and the deck's slides in a real browser: axe finds nothing at both sizes, nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.front.reports.models import Pilot
from ibasho.rooms.care.models import PublishedShare, PublishedYear
from ibasho.rooms.care.rules.categories import CODES
from ibasho.rooms.network.models import Meeting, SheetIssue
from ibasho.rooms.voices.models import PublishedFigure
from ibasho.town.people.models import Organisation
from tests import make
from tests.browser.looking import BOTH, cookies_of, look
from tests.front.reports import trying_ground
from tests.front.reports.ground import deck
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground as meals
from tests.rooms.network import ground as network
from tests.rooms.voices import ground as voices

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    """The deck with everything its slides tell; three pilots, one judged; 課題 of groups; decisions old and young."""
    people = cast()
    with transaction.atomic():
        lines = deck(people)
        _told(people)
        Organisation.objects.update(created_at=make.AT - timedelta(days=400))
        SheetIssue.objects.create(sheet=network.sheet(people), code="people", words="手伝う人が 2人だけ")
        trial = trying_ground.pilot(
            lines["R5-3-2"], title="あそび場ＩＮカケショク", state="judged", event=trying_ground.trial_day(),
            begins_on=date(2024, 2, 16), ends_on=date(2024, 2, 16), result_words="見守る人が たりなかった。",
        )  # fmt: skip
        trying_ground.decision(
            lines["R5-3-2"], pilot=trial, next_line=lines["R6-4-3"], reason="平日にも ひらく"
        )
        trying_ground.issue(lines["R5-3-2"], pilot=trial, count=4, count_of=7)
        ended = trying_ground.pilot(
            lines["R7-6-3"], state="end", hypothesis="土曜に あければ、平日に 来ない 中学生が 来る", place=make.place(),
            rule_version="使い方の きまり 第2版",
        )  # fmt: skip
        for moment, value, marks in (("before", 3, []), ("after", 12, ["推計"])):
            trying_ground.figure(ended, moment=moment, value=value, marks=marks)
        trying_ground.figure(ended, label="あいていた 日", value=None, marks=["秘匿"])
        trying_ground.pilot(lines["R7-6-8"], title="食事チケットを 3か所で", state="run")
        trying_ground.issue(
            lines["R7-6-3"], settled_at=clock.now(), settled_by=people.aoi, settled_words="学生が 来てくれる"
        )
        trying_ground.decision(
            lines["R7-6-8"], made_at=clock.now(), made_by=people.aoi, source="第2回 推進会議"
        )
    return people


def _told(people: Cast) -> None:
    """Consultations, the hearing at the market, two meetings, what a meal costs."""
    source = "掛川市「こどもの居場所」づくり事業について（こども希望部 R6.8.21）"
    year = PublishedYear.objects.create(nendo=2023, total=6413, source_name=source, noted_at=make.AT)
    shares = (660, 186, 88, 39, *[None] * 5)
    for position, (code, share) in enumerate(zip(CODES, shares, strict=True)):
        PublishedShare.objects.create(year=year, category=code, per_mille=share, position=position)
    day = date(2024, 5, 18)
    hearing = voices.hearing(
        people,
        title="けっトラ市にて アンケート調査",
        opens_on=day,
        closes_on=day,
        state="closed",
        source_name=source,
    )
    heads = (("こども", 37, "child", False), ("保護者", 82, "parent", False), ("計", 119, "", True))
    for position, (label, value, who, total) in enumerate(heads):
        PublishedFigure.objects.create(
            hearing=hearing, label=label, value=value, position=position, respondent=who, is_total=total
        )
    wishes = (("ゲーム機", "games"), ("テレビ（DVD）", "tv"), ("駄菓子屋", "sweets"), ("卓球台など体をつかう遊具", "tabletennis"), ("Wi-Fi環境", "wifi"))  # fmt: skip
    for position, (label, wish) in enumerate(wishes, 10):
        PublishedFigure.objects.create(hearing=hearing, label=label, position=position, wish=wish)
    told = {"nendo": 2024, "source": source, "made_at": make.AT, "made_by": people.aoi}
    Meeting.objects.create(
        round=1, title="市内こども食堂交流会", day=date(2024, 6, 21), state="held", groups_told=6, **told
    )
    Meeting.objects.create(round=2, title="団体交流会", month_words="10月ころ", **told)
    meals.general_pool(meals.fund())
    meals.shop()


def at(name: str, *told: object) -> str:
    return reverse(f"reports:{name}", args=[str(one) for one in told])


def desk_addresses() -> list[str]:
    pilots = Pilot.objects.order_by("pk")
    ended = next(one for one in pilots if one.state == "end")
    return [
        at("desk_pilots"), *(at("desk_pilot", one.public_id) for one in pilots), at("desk_pilot_new"),
        at("desk_pilot_edit", ended.public_id), at("desk_pilot_figures", ended.public_id), at("desk_issues"),
        at("desk_issue_new") + f"?pilot={ended.public_id}", at("desk_decisions"),
        at("desk_decision_new") + f"?pilot={ended.public_id}",
    ]  # fmt: skip


@pytest.mark.long
def test_the_pages_of_the_city_are_clean_at_both_sizes(
    people: Cast, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    page = open_page("/desk/", cookies=cookies_of(people.aoi))
    assert look(page, desk_addresses(), axe_findings, sizes=BOTH) == {}


def test_the_slides_are_clean_full_and_empty_and_need_no_javascript(
    people: Cast, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    assert look(open_page("/"), [at("slides")], axe_findings, sizes=BOTH) == {}
    plain = open_page(at("slides"), javascript=False)
    assert plain.locator("section.slide").count() == 10
    assert plain.locator("section.slide .slide__none").count() == 0
