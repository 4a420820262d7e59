"""Which school got what, the text each school may copy, and the papers in the box."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings

from ibasho.base.kernel import clock
from ibasho.base.ports import pdf
from ibasho.rooms.bulletin.actions import deliveries, handouts
from ibasho.rooms.bulletin.actions.handouts import Words
from ibasho.rooms.bulletin.models import Delivery, Handout
from ibasho.rooms.bulletin.queries import codes, school_papers, school_texts, schools, tablets
from ibasho.rooms.bulletin.queries.deliveries import LINK
from ibasho.rooms.bulletin.rules import tablets as rules
from ibasho.rooms.bulletin.rules.handouts import Said
from ibasho.rooms.bulletin.rules.kinds import Paper
from tests import make
from tests.people import Cast, cast
from tests.rooms.bulletin import ground

AT = make.AT
TODAY = clock.day(AT)
pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def paper(people: Cast) -> Handout:
    """For two schools, one of them without a district."""
    found = [
        ground.school(),
        ground.school(name="ひがし学園", kind="special", district="", classes=3, copies=20),
    ]
    words = Words(
        "12月の カレンダー", "きょう 行けるところが わかります。", Paper.CALENDAR, TODAY, date(2026, 12, 1)
    )
    return handouts.make(words=words, schools=found, asks_consent=False, by=people.by(people.aoi), at=AT)


def test_which_school_got_what_in_a_month(people: Cast, paper: Handout) -> None:
    first = paper.deliveries.get(school__name="みほん小学校")
    deliveries.hand(handout=paper, deliveries=[first], on=TODAY, by=people.by(people.aoi), at=AT)
    deliveries.tell(delivery=first, said=Said.GIVEN_OUT, by=people.by(people.mado), at=AT + timedelta(days=1))
    ground.delivery(ground.handout(title="らいげつ", hand_on=date(2026, 12, 1)), first.school)
    told = [
        (one.school.name, one.handed_on, one.given_out_on, one.code_id)
        for one in schools.received(date(2026, 11, 1))
    ]
    second = paper.deliveries.get(school__name="ひがし学園")
    assert told == [
        ("ひがし学園", None, None, second.code_id), ("みほん小学校", TODAY, TODAY + timedelta(days=1), first.code_id),
    ]  # fmt: skip
    assert [one.title for one in schools.received(date(2026, 12, 31))] == ["らいげつ"]
    handouts.drop(handout=paper, by=people.by(people.aoi), at=AT)
    assert [one.school.name for one in schools.received(TODAY)] == ["みほん小学校"], "what came, came"


def test_texts_in_three_languages_lead_to_the_schools_own_code(paper: Handout) -> None:
    one = paper.deliveries.select_related("school", "handout", "code").get(school__name="みほん小学校")
    assert one.code is not None
    told = {text.code: text.words for text in school_texts.texts(one)}
    assert told["ja"] == f"12月の カレンダー\nきょう 行けるところが わかります。\n{codes.url(one.code)}"
    assert all(len(words) <= 500 and one.code.code in words for words in told.values())
    assert "/language/en/?next=" in told["en"] and "/language/pt-br/?next=" in told["pt-br"]


def test_a_text_without_a_code_leads_to_the_page_itself() -> None:
    one = ground.delivery(ground.handout(), ground.school())
    assert school_texts.address(one) == f"{settings.PUBLIC_URL}/today/?district=M01"


def test_a_packing_list_for_each_school_with_two_codes(
    people: Cast, paper: Handout, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = pdf.Recorder()
    monkeypatch.setattr(pdf, "render", recorder)
    deliveries.prepare(handout=paper, by=people.by(people.aoi), at=AT)
    school_papers.packing(paper, day=TODAY)
    data = _printed(recorder)
    assert [(one["name"], one["bundles"], one["copies"]) for one in data["schools"]] == [
        ("ひがし学園", 3, 20), ("みほん小学校", 12, 340),
    ]  # fmt: skip
    assert data["schools"][0]["each"] == "7まい×2たば・6まい×1たば"
    assert data["schools"][0]["site"] == f"{settings.PUBLIC_URL.split('://')[-1]}/h/"


def test_a_label_for_each_bundle(paper: Handout, monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = pdf.Recorder()
    monkeypatch.setattr(pdf, "render", recorder)
    school_papers.labels(paper, day=TODAY)
    data = _printed(recorder)
    assert len(data["labels"]) == 15
    assert data["labels"][0] == {"school": "ひがし学園", "bundle": "1 / 3", "copies": "7まい"}


def test_the_three_papers_can_be_printed(people: Cast, paper: Handout) -> None:
    """Twelve labels on a sheet, one page a school; PDF/UA asks for words on every picture."""
    deliveries.prepare(handout=paper, by=people.by(people.aoi), at=AT)
    for made in (
        school_papers.packing(paper, day=TODAY), school_papers.labels(paper, day=TODAY), school_papers.tablet(TODAY),
    ):  # fmt: skip
        assert made.startswith(b"%PDF")


def test_the_link_on_the_paper_is_the_one_that_opens(people: Cast, paper: Handout) -> None:
    deliveries.prepare(handout=paper, by=people.by(people.aoi), at=AT)
    one = Delivery.objects.get(school__name="みほん小学校")
    assert LINK.holds(one) and LINK.address(one).startswith(f"{settings.PUBLIC_URL}/h/")


def test_hosts_of_a_filter_come_from_the_settings(settings: Any) -> None:
    settings.PUBLIC_URL, settings.MAP_TILES = "https://ibasho.example.jp", ""
    assert [one.name for one in tablets.sheet().hosts] == ["ibasho.example.jp"]
    settings.MAP_TILES = "https://cyberjapandata.gsi.go.jp/xyz/pale/{z}/{x}/{y}.png"
    assert [one.name for one in tablets.sheet().hosts] == ["ibasho.example.jp", "cyberjapandata.gsi.go.jp"]
    own = rules.hosts("https://ibasho.example.jp", "https://ibasho.example.jp/tiles/{z}")
    assert [one.name for one in own] == ["ibasho.example.jp"], "one line for one host"


def test_cookies_are_those_the_pages_set() -> None:
    assert tablets.sheet().manifest.endswith("/manifest.webmanifest")
    assert {one.name for one in tablets.cookies()} >= {"furigana", "language", "start", "stage"}


def _printed(recorder: pdf.Recorder) -> Any:
    return recorder.calls[-1][1]
