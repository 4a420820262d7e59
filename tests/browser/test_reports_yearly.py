"""The yearly report in a real browser: axe finds nothing at both sizes, nothing scrolls sideways, words are seen while typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from ibasho.base.kernel import clock
from ibasho.front.reports.actions import lines, yearly
from ibasho.front.reports.models import Report, ReportWords
from ibasho.front.reports.rules.edition import to_json
from ibasho.front.reports.rules.kinds import LineState, ReportState
from tests import make
from tests.browser.looking import BOTH, cookies_of, look
from tests.front.reports.ground import deck, only
from tests.front.reports.yearly_ground import edition
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db(transaction=True)
CODES = ("places_open", "places_alone", "entries_verified", "shokudo_rate", "reflection_rate", "near_misses")
PUBLIC = (
    "/yearly/",
    "/yearly/R7/",
    "/yearly/R7/kids/",
    "/yearly/R7/?edition=1",
    "/yearly/R7/kids/?edition=1",
)
DESK = (
    "/desk/yearly/", "/desk/yearly/R7/", "/desk/yearly/R8/", "/desk/yearly/R8/words/more/", "/desk/yearly/R8/preview/",
    "/desk/yearly/R8/preview/kids/", "/desk/yearly/R8/why/back/", "/desk/yearly/R7/why/withdraw/",
)  # fmt: skip


@pytest.fixture
def people() -> Cast:
    """R7 went out twice, the first edition was withdrawn; R8 is a draft with words."""
    people, now = cast(), clock.now()
    by = people.by(people.aoi)
    with transaction.atomic():
        rows = deck(people)
        only(*CODES)
        make.place()
        for code, nendo in (("R8-2", 2026), ("R9-2", 2027)):
            lines.carry_on(
                line=rows["R7-6-3"], nendo=nendo, code=code, title="土曜日も ひらく", words="", state=LineState.IDEA, by=by,
                at=now,
            )  # fmt: skip
        told = edition(
            hajimeni=("市長の あいさつです。", "みんなの いばしょが 1年で どう かわったかを つたえます。"),
            more=("", "北に 2つ ふえたよ。"),
        )
        for number, state, words in (
            (1, ReportState.WITHDRAWN, "寄附の 数が ちがいました"),
            (2, ReportState.PUBLISHED, ""),
        ):
            Report.objects.create(
                nendo=2025, edition=number, state=state.value, frozen=to_json(replace(told, nendo=2025, number=number)),
                state_words=words, made_at=now, made_by=people.aoi, asked_at=now, asked_by=people.aoi, published_at=now,
                published_by=people.fumi,
            )  # fmt: skip
        draft = yearly.draft(nendo=2026, by=by, at=now)
        ReportWords.objects.create(
            report=draft, chapter="more", words="北に ふえた。", child_words="きたに ふえたよ。"
        )
    return people


def test_both_editions_are_for_everybody(
    people: Cast, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    page = open_page("/yearly/", javascript=True)
    assert look(page, PUBLIC, axe_findings, sizes=BOTH) == {}


def test_the_desk_sees_years_words_and_previews(
    people: Cast, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    page = open_page("/desk/yearly/", size="tablet", cookies=cookies_of(people.aoi))
    assert look(page, DESK, axe_findings, sizes=BOTH) == {}


def test_words_are_seen_while_they_are_typed_and_nothing_is_written(
    people: Cast, open_page: Callable[..., Page]
) -> None:
    page = open_page("/desk/yearly/R8/words/more/", size="tablet", cookies=cookies_of(people.aoi))
    page.get_by_label("こどもへの ことば").fill("きたに 3つ ふえたよ。")
    expect(page.locator("#look")).to_contain_text("きたに 3つ ふえたよ。")
    assert ReportWords.objects.get().child_words == "きたに ふえたよ。"
    page.get_by_role("button", name="書く", exact=True).click()
    page.wait_for_url("**/desk/yearly/R8/#c-more")
    assert ReportWords.objects.get().child_words == "きたに 3つ ふえたよ。"
