"""A child who does not use a mouse or does not see: where to go, what a place is like, signing up, saying what one thinks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from ibasho.base.kernel import clock
from ibasho.rooms.voices.models import Envelope
from ibasho.town.places.models import Place, Signup
from tests import make
from tests.keyboard.keys import Keys
from tests.people import Cast, cast
from tests.rooms.voices import ground as voices

pytestmark = pytest.mark.django_db(transaction=True)
Hand = Callable[..., Keys]


@pytest.fixture
def place(people: Cast) -> Place:
    make.district()
    make.town()
    near = make.place(
        "きた食堂", kana="きたしょくどう", lat=34.161, lng=138.15, description="みんなで たべます。", address="みほん市虹橋町1",
        phone="000-000-0001", alone_from="upper", fee_elementary_yen=0, features=["meal", "quiet"],
        accessibility=["wheelchair"], opening_words="毎週火曜 15:00～18:00", verified_on=make.AT.date(),
    )  # fmt: skip
    make.weekly(near, 1)
    make.session(near)
    make.session(make.place("みなみ食堂", kana="みなみしょくどう", lat=34.1505, lng=138.15))
    return near


def test_a_place_that_is_open_now(hand: Hand, place: Place) -> None:
    child = hand("/")
    child.skip()
    child.follow("わたしの小学校区")
    child.skip()
    child.follow("虹橋")
    child.skip()
    child.follow("きた食堂", role="link")
    assert child.heard[-1] == "きた食堂"
    assert any("いま あいて" in one.words for one in child.ear.page())


def test_a_place_and_the_words_of_its_map(hand: Hand, place: Place) -> None:
    child = hand("/map/")
    child.skip()
    child.page.wait_for_selector("a.map-pin")
    child.to("きた食堂", role="link")
    child.press("Enter")
    child.page.wait_for_selector(".map-card a")
    assert "きた食堂" in child.stays().name
    child.press("Escape")
    assert "きた食堂" in child.stays().name
    while "map-pin" in (child.page.evaluate("document.activeElement.className") or ""):
        child.to("食堂", role="link")
    assert child.page.evaluate("!!document.activeElement.closest('.map-list')")
    child.leave()
    child.skip()
    child.to("000-000-0001")


def test_a_seat_at_an_event(hand: Hand, people: Cast) -> None:
    event = make.event(organisation=people.midori, description="いもを やきます。", stages=["lower", "upper"])
    make.event_day(event, clock.day(make.AT) + timedelta(days=2))
    child = hand("/events/")
    child.skip()
    child.follow("森のおやつ会")
    child.skip()
    child.follow("申しこむ", role="link")
    child.skip()
    child.to("申しこむ", role="button")
    child.leave()
    child.refused()
    assert "よび名" in child.stays().name
    child.page.keyboard.type("ことり")
    child.to("小学生", role="combobox", back=True)
    child.press("ArrowDown")
    child.to("申しこむ", role="button")
    child.leave()
    expect(child.page.locator(".ticket__code strong")).to_have_text(Signup.objects.get().code)


def test_an_answer_to_what_is_asked(hand: Hand) -> None:
    today = clock.day(clock.now())
    voices.ground(cast(), opens_on=today - timedelta(days=7), closes_on=today + timedelta(days=9))
    child = hand("/voices/")
    child.skip()
    child.follow("いばしょにほしいもの")
    child.skip()
    child.follow("4・5・6")
    child.skip()
    child.to("ゲーム", role="checkbox")
    child.press("Space")
    assert child.at().states["checked"] == "true"
    child.to("", role="radio")
    for _ in range(3):
        child.press("ArrowDown")
    child.write("おもったこと", "ボールがほしい")
    child.page.wait_for_timeout(2_100)  # faster than this only robots read
    child.to("おくる", role="button")
    child.leave()
    assert "とどいたよ" in child.heard[-1]
    assert Envelope.objects.count() == 1
