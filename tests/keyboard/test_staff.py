"""A family that asks for help, a leader at her door and the desk, without a mouse and by ear."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import expect

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.familysupport.actions import links
from ibasho.rooms.familysupport.models import Request
from ibasho.rooms.openhouse.models import Diary, Presence
from ibasho.town.places.actions import signups
from ibasho.town.places.models import PlaceNote, Signup
from tests import make
from tests.browser.looking import cookies_of
from tests.keyboard.keys import Keys
from tests.people import Cast
from tests.rooms.familysupport import ground as support
from tests.rooms.openhouse import ground as house

pytestmark = pytest.mark.django_db(transaction=True)
Hand = Callable[..., Keys]


def test_a_family_asks_for_two_hours(hand: Hand, people: Cast) -> None:
    with transaction.atomic():
        world = support.ground(people)
    token = links.give(member=world.tamotsu, mail=False, by=people.by(people.megumi), at=make.AT).token
    tamotsu = hand(f"{reverse('familysupport:my')}?t={token}")
    tamotsu.skip()
    tamotsu.follow("たのむ", role="link")
    tamotsu.skip()
    tamotsu.follow("つぎへ", role="button")
    tamotsu.refused()
    tamotsu.to("", role="radio")
    tamotsu.choose("外出")
    tamotsu.to("いつ", role="Date")
    tamotsu.page.keyboard.type("12082026")  # the browser's own order: month, day, year
    expect(tamotsu.page.locator("input[name=from_on]")).to_have_value("2026-12-08")
    tamotsu.to("何時から", role="InputTime")
    tamotsu.page.keyboard.type("1000AM")
    tamotsu.to("何時まで", role="InputTime")
    tamotsu.page.keyboard.type("1200PM")
    tamotsu.follow("つぎへ", role="button")
    tamotsu.skip()
    tamotsu.follow("たのむ", role="button")
    assert Request.objects.get().content == "outing"
    assert any("さがしています" in one.words for one in tamotsu.ear.page())


def test_a_leader_writes_the_day_at_the_door(hand: Hand, people: Cast) -> None:
    with transaction.atomic():
        place = house.ground(people).place
        house.door(place)
        house.study_session(place, starts=time(0), ends=clock.END_OF_DAY)
    hana = hand("/ops/", cookies=cookies_of(people.hana))
    hana.skip()
    hana.follow("いま0人", role="link")
    hana.skip()
    hana.to("1人来た", role="button")
    hana.leave()
    hana.stays()
    assert Presence.objects.get(came=1).inside == 1
    hana.to("日誌", role="link", back=True)
    hana.leave()
    hana.skip()
    hana.to("", role="checkbox")
    hana.press("Space")
    hana.follow("あけた", role="button")
    hana.answered("あけ")
    hana.to("申しおくり", role="textbox")
    hana.page.keyboard.type("牛乳が ありません")
    hana.to("申しおくりだけ", role="button")
    hana.leave()
    hana.answered("書")
    row = Diary.objects.get(place=place)
    assert row.opened_at and row.words == "牛乳が ありません"


def test_the_desk_works_off_what_waits_and_thinks_again(hand: Hand, people: Cast) -> None:
    place = make.place(organisation=people.midori)
    note = PlaceNote.objects.create(
        place=place, stage="upper", words="カレーが おいしかった", told_on=make.TUESDAY
    )
    day = make.event_day(make.event(organisation=people.midori), make.TUESDAY + timedelta(days=3))
    signups.sign_up(session=day, nickname="ことり", heads={"elementary": 1}, by=Actor.public(), at=make.AT)
    aoi = hand("/desk/", cookies=cookies_of(people.aoi))
    aoi.skip()
    aoi.follow("ひとこと", role="link")
    aoi.to("のせる", role="button")
    aoi.leave()
    aoi.answered("きまりました")
    note.refresh_from_db()
    assert note.state == "published"

    aoi.page.goto(aoi.page.url.split("/desk/")[0] + reverse("places:desk_reception", args=[day.pk]))
    aoi.arrive()
    aoi.skip()
    asked = list[str]()
    aoi.page.on("request", lambda request: asked.append(request.method))
    aoi.to("とりけす", role="button")
    aoi.press("Enter")
    assert aoi.stays().name == "やめる"
    aoi.press("Escape")
    assert "とりけす" in aoi.stays().name
    assert "POST" not in asked  # the question comes first, and nothing is done meanwhile
    aoi.press("Enter")
    aoi.to("はい", role="button")
    aoi.press("Enter")
    aoi.told("とりけし")
    aoi.stays()
    assert Signup.objects.get().state == "cancelled"
