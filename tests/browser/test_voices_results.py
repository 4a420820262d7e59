"""Results as people see them: axe finds nothing, nothing scrolls sideways, on phone and tablet, for children and at the desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.rooms.voices.actions import releases
from ibasho.rooms.voices.models import Answer, Choice, Hearing, Pick, PublishedFigure
from tests import make
from tests.browser.looking import BOTH, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.voices import ground as grounds
from tests.rooms.voices.ground import Ground

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = ("わくわくが いっぱい", "みんなで えがお", "じぶんらしく いられる", "いつでも かえれる")


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def ground(people: Cast) -> Ground:
    """A vote, a ranking, faces and many wishes; sixty children and twelve parents; two things hardly anybody chose."""
    make.district("M01")
    ground = grounds.ground(people, live=True)
    vote = grounds.question(ground.hearing, "vote", "どの ことばが いい？")
    ranked = grounds.question(ground.hearing, "rank", "たいせつな じゅんに ならべよう")
    options = _options(vote, "star", WORDS), _options(ranked, "heart", WORDS[:3])
    wishes = list(ground.wishes.choices.all())
    for n, (respondent, stage) in ((28, ("child", "lower")), (32, ("child", "upper")), (12, ("parent", ""))):
        for at in range(n):
            row = grounds.answer(
                ground.web, *(wishes[: 2 + at % 2]), face=(ground.feeling, (5, 4, 4, 3)[at % 4]), respondent=respondent,
                stage=stage, district_code="M01",
            )  # fmt: skip
            Pick.objects.create(answer=row, question=vote, choice=options[0][(0, 0, 0, 1, 1, 2)[at % 6]])
            _rank(row, options[1], at)
    return ground


def _options(question: object, picture: str, words: Sequence[str]) -> list[Choice]:
    return [grounds.choice(question, at, one, picture=picture) for at, one in enumerate(words, 1)]  # type: ignore[arg-type]


def _rank(row: Answer, options: Sequence[Choice], at: int) -> None:
    for place, shift in enumerate((0, 1, 2), start=1):
        choice = options[((0, 0, 1, 2)[at % 4] + shift) % 3]
        Pick.objects.create(answer=row, question=choice.question, choice=choice, place=place)


def elsewhere(people: Cast) -> Hearing:
    hearing = grounds.hearing(people, state="finished", source_name="こども計画 第3回 資料")
    for at, (label, value, who) in enumerate(
        (("こども", 37, "child"), ("保護者", 82, "parent"), ("あわせて", 119, ""))
    ):
        PublishedFigure.objects.create(
            hearing=hearing, position=at, group="答えた人", label=label, value=value, unit="人", respondent=who,
            is_total=not who,
        )  # fmt: skip
    for at, (label, wish) in enumerate(
        (("ゲーム機", "games"), ("卓球台", "table_tennis"), ("Wi-Fi", "wifi"))
    ):
        PublishedFigure.objects.create(
            hearing=hearing, position=5 + at, group="ほしいもの", label=label, wish=wish
        )
    return hearing


def test_results_for_children_and_at_the_desk(
    ground: Ground, people: Cast, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    told = elsewhere(people)
    one = releases.ask(hearing=ground.hearing, by=people.by(people.aoi), at=make.AT)
    out = releases.approve(release=one, by=people.by(people.fumi), at=make.AT)
    for _one in range(12):
        grounds.answer(ground.web, face=(ground.feeling, 5))
    releases.ask(hearing=ground.hearing, by=people.by(people.aoi), at=make.AT)
    code = ground.hearing.public_id
    public = [reverse("voices:results", args=[key]) for key in (code, told.public_id)]
    page = open_page(public[0])
    assert page.locator(".voice-towers li").count() == 4
    assert page.locator(".voice-podium li").count() == 3
    assert look(page, public, axe_findings, sizes=BOTH) == {}
    desk = [
        reverse("voices:desk_results", args=[code]), reverse("voices:desk_release", args=[code, out.public_id]),
        reverse("voices:desk_council", args=[code]), reverse("voices:desk_council", args=[code]) + "?sheet=numbers",
    ]  # fmt: skip
    signed_in = open_page(desk[0], cookies=cookies_of(people.fumi))
    assert look(signed_in, desk, axe_findings, sizes=BOTH) == {}
