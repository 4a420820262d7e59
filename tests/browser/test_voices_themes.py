"""Answers in a real browser: a child's pages and the desk's, with axe at both sizes, and a slip found by the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.base.ports.reader import reader
from ibasho.rooms.voices.actions import deciding, doing, grouping, telling, themes
from ibasho.rooms.voices.models import Theme
from ibasho.rooms.voices.rules import slips
from tests import make
from tests.browser.looking import BOTH, arrive, cookies_of, look, tab_to
from tests.people import Cast, cast
from tests.rooms.voices import ground
from tests.rooms.voices.ground import DAY, Ground
from tests.rooms.voices.themes_objects import WHY, photo

pytestmark = pytest.mark.django_db(transaction=True)
SAID = (
    "たっきゅうだいが ほしい",
    "卓球台を置いてほしいです",
    "卓球が したい",
    "犬を さわりたい",
    "本が もっと よみたい",
    "静かに本を読みたい",
)
CODE = slips.new()


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    """Six voices without a theme, one theme late, one done with its picture and told back."""
    with transaction.atomic():
        made = ground.ground(people, opens_on=DAY - timedelta(days=120), closes_on=DAY - timedelta(days=65))
        for words in SAID:
            ground.opinion(made.school, words, state="shown", terms=list(reader().terms(words)))
        answer = ground.answer(made.school, slip_hash=slips.hash_of(CODE))
        one = _theme(made, "開館時間", "よるも あけてほしい", "夜まで あけて", answer=answer)
        _theme(made, "ゲーム機", "ゲームが したい", "ゲームを おいて")
        by = people.by(people.aoi)
        deciding.decide(theme=one, values={"verdict": "reflect", **WHY}, by=by, at=make.AT)
        values = {
            "on": DAY,
            "words": "20時まで開けた",
            "child_words": "8じまで あくように なりました",
            "photo_alt": "あかりの ついた 居場所",
        }
        doing.report(theme=one, values=values, photo=photo(), by=by, at=make.AT)
        telling.tell(theme=one, doors=[None], way="page", on=DAY, by=by, at=make.AT)
    return made


def _theme(made: Ground, title: str, child_title: str, words: str, **of: object) -> Theme:
    by = made.people.by(made.people.aoi)
    values = {"title": title, "child_title": child_title}
    one = themes.make(hearing=made.hearing, values=values, by=by, at=make.AT)
    voice = ground.opinion(made.school, words, state="shown", **of)
    grouping.put(theme=one, opinions=[voice.pk], by=by, at=make.AT)
    return one


@pytest.mark.long
def test_the_desk_s_pages_are_whole(
    open_page: Callable[..., Page], world: Ground, people: Cast, axe_findings: Callable[[Page], list[str]]
) -> None:
    page = open_page("/desk/", cookies=cookies_of(people.aoi))
    done, late = Theme.objects.order_by("pk")
    addresses = [
        reverse("voices:desk_themes"),
        f"{reverse('voices:desk_themes')}?h={world.hearing.public_id}",
    ]
    addresses += [
        reverse(f"voices:{name}", args=[world.hearing.public_id])
        for name in ("desk_grouping", "desk_theme_new")
    ]
    addresses += [reverse("voices:desk_theme", args=[one.public_id]) for one in (done, late)]
    addresses += [
        reverse(f"voices:{name}", args=[done.public_id]) for name in ("desk_theme_edit", "desk_decide", "desk_done", "desk_theme_letter")
    ]  # fmt: skip
    assert look(page, addresses, axe_findings, sizes=BOTH) == {}


def test_a_child_s_pages_are_whole_and_the_slip_is_found_by_keyboard(
    open_page: Callable[..., Page], world: Ground, axe_findings: Callable[[Page], list[str]]
) -> None:
    page = open_page(reverse("voices:answers"))
    addresses = [reverse("voices:answers"), reverse("voices:slip")]
    addresses += [reverse("voices:theme", args=[one.public_id]) for one in Theme.objects.order_by("pk")]
    assert look(page, addresses, axe_findings, sizes=BOTH) == {}
    page.goto(page.url.split("/voices/")[0] + reverse("voices:slip"))
    tab_to(page, "#id_code")
    page.keyboard.type(slips.grouped(CODE).lower())
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="あなたの").wait_for()
    assert axe_findings(page) == []
    arrive(page.get_by_role("link", name="あけてほしい"))
    assert "8じまで あくように なりました" in page.inner_text("main")
