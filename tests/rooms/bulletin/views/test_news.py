"""おしらせ for everybody: the page, one notice, the feeds."""

from __future__ import annotations

from xml.etree import ElementTree as Xml

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.rooms.bulletin.models import Broadcast
from tests import make
from tests.people import cast
from tests.reading import words
from tests.rooms.bulletin import ground
from tests.rooms.bulletin.notices_objects import out

pytestmark = pytest.mark.django_db
NEWS, RSS, ATOM = (reverse(f"bulletin:{name}") for name in ("news", "rss", "atom"))


def test_the_page_tells_what_is_out_and_no_draft() -> None:
    assert "おしらせは まだ ありません" in words(Client().get(NEWS))
    out(title="ひろばが できました")
    ground.notice(title="まだ ひみつ")
    shown = words(Client().get(NEWS))
    assert "ひろばが できました" in shown and "まだ ひみつ" not in shown


def test_by_district() -> None:
    make.district("M01")
    make.district("M02", "川辺", "かわべ")
    out(title="にじはしの こと", districts=["M01"])
    out(title="みんなの こと")
    shown = words(Client().get(NEWS, {"district": "M02"}))
    assert "みんなの こと" in shown and "にじはしの こと" not in shown
    assert Client().get(NEWS, {"district": "M99"}).status_code == 200
    told = Client().get(RSS, {"district": "M01"}).content.decode()
    assert "にじはしの こと" in told and "みんなの こと" in told
    assert "にじはし" not in Client().get(ATOM, {"district": "M02"}).content.decode()


def test_one_notice_has_its_page_and_a_draft_has_none() -> None:
    row, draft = out(), ground.notice()
    page = Client().get(reverse("bulletin:news_one", args=[row.public_id]))
    assert "卓球台が 来ました" in words(page) and "<ruby>" in page.content.decode()
    for unknown in (draft.public_id, "XXXXXXXX"):
        assert Client().get(reverse("bulletin:news_one", args=[unknown])).status_code == 404


def test_what_was_told_of_a_place_that_is_now_for_its_members_is_told_no_more() -> None:
    place = make.place()
    row = out(title="みどり食堂の こと", place=place)
    assert row.title in words(Client().get(NEWS))
    type(place).objects.filter(pk=place.pk).update(restricted=True, everyone=False, restricted_to="会員")
    assert row.title not in words(Client().get(NEWS)) and row.title not in Client().get(RSS).content.decode()
    assert Client().get(reverse("bulletin:news_one", args=[row.public_id])).status_code == 404


def test_one_that_was_stopped_says_so_and_leads_to_its_correction() -> None:
    people = cast()
    row = out(state="stopped")
    later = out(title="なおした おしらせ", follows=row, made_by=people.aoi)
    shown = words(Client().get(reverse("bulletin:news_one", args=[row.public_id])))
    assert "とりけしました" in shown and "あたらしい おしらせが あります" in shown
    assert "葵" not in words(Client().get(reverse("bulletin:news_one", args=[later.public_id])))
    assert "卓球台" not in Client().get(RSS).content.decode(), "a reader shows no cancelled news"
    Broadcast.objects.filter(notice=row).update(told=0)
    assert Client().get(reverse("bulletin:news_one", args=[row.public_id])).status_code == 404


@pytest.mark.parametrize("address", [RSS, ATOM])
def test_a_feed_is_well_formed_and_answers_who_has_it(address: str) -> None:
    out(title="<b>&</b> \x0b", words="a & b")
    first = Client().get(address)
    Xml.fromstring(first.content)  # noqa: S314 - our own bytes
    assert first["Access-Control-Allow-Origin"] == "*"
    again = Client().get(address, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_a_places_page_offers_its_news_and_a_closed_circles_does_not() -> None:
    place = make.place()
    page = words(Client().get(reverse("places:place", args=[place.public_id])))
    assert "この居場所の おしらせを うけとる" in page
    hidden = make.place("かぎの家", restricted=True, everyone=False, restricted_to="会員")
    assert "この居場所の おしらせ" not in words(
        Client().get(reverse("places:place", args=[hidden.public_id]))
    )
