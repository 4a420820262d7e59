"""Without an account: the signed link, a report of a mistake, a child's note, a photo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from ibasho.base.journal.models import Entry
from ibasho.base.ui.furigana import unread
from ibasho.town.people.models import Person
from ibasho.town.places.models import MistakeReport, Place, PlaceNote
from ibasho.town.places.queries import links
from tests import make
from tests.people import Cast
from tests.reading import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
OLD = make.TUESDAY - timedelta(days=200)
AsPerson = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def nobody_wrote_yet(db: None) -> None:
    cache.clear()


@pytest.fixture
def place(town: Cast) -> Place:
    made = make.place(organisation=town.midori, phone="000-000-0001", verified_on=OLD, fee_adult_yen=300)
    make.weekly(made, 1)
    return made


def link(place: Place) -> str:
    return links.path(links.token(place, make.TUESDAY))


def at(name: str, place: Place) -> str:
    return reverse(f"places:{name}", args=[place.public_id])


def test_the_link_shows_what_is_published_and_changes_nothing(client: Client, place: Place) -> None:
    """Mail programs open links by themselves."""
    for method in (client.get, client.head):
        answer = method(link(place))
        assert answer.status_code == 200
    page = client.get(link(place)).content.decode()
    for told in ("みどり食堂", "毎週 火曜 15:00～18:00", "だれでも", "300円", "000-000-0001"):
        assert told in page
    place.refresh_from_db()
    assert place.verified_on == OLD
    assert not Entry.objects.exists()


def test_one_press_confirms_thanks_and_says_when_we_ask_next(client: Client, place: Place) -> None:
    mailed = link(place)
    page = words(client.post(mailed, follow=True))
    assert "ありがとうございます" in page
    assert "2027年" in page
    place.refresh_from_db()
    assert (place.verified_on, place.verified_words) == (make.TUESDAY, "運営の方（リンク）")
    assert "ありがとうございます" in client.post(mailed, follow=True).content.decode()
    assert Entry.objects.filter(verb="places.place.verify").count() == 1


def test_a_changed_or_missing_key_opens_nothing(client: Client, place: Place) -> None:
    assert client.get("/v/").status_code == 404
    assert client.get(link(place)[:-1]).status_code == 404
    assert client.post(link(place)[:-2] + "AA").status_code == 404
    place.refresh_from_db()
    assert place.verified_on == OLD


def test_an_old_link_says_so_kindly(client: Client, place: Place, now: Callable[..., None]) -> None:
    now(make.AT + timedelta(days=61))
    old = links.path(links.token(place, make.TUESDAY))
    page = client.post(old, follow=True).content.decode()
    assert "リンクが 古くなりました" in page
    place.refresh_from_db()
    assert place.verified_on == OLD


def test_the_key_goes_to_nobody_else(client: Client, place: Place) -> None:
    answer = client.get(link(place))
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]


def test_what_is_different_reaches_the_desk(client: Client, place: Place) -> None:
    different = link(place).replace("/v/", "/v/different/")
    assert client.post(different, {"words": ""}).status_code == 200
    assert not MistakeReport.objects.exists()
    client.post(different, {"words": "水曜に なりました"})
    assert MistakeReport.objects.get().words == "水曜に なりました"
    place.refresh_from_db()
    assert place.verified_on == OLD


def test_a_child_tells_a_mistake_without_a_name(client: Client, place: Place) -> None:
    assert "とどきました" in client.post(at("tell_mistake", place), {"what": "closed"}).content.decode()
    told = MistakeReport.objects.get()
    assert (told.what, told.told_on) == ("closed", make.TUESDAY)


def test_a_child_s_words_wait_for_a_grown_up(client: Client, place: Place) -> None:
    page = client.get(at("tell_note", place)).content.decode()
    assert "<ruby>" in page
    thanks = client.post(
        at("tell_note", place), {"stage": "upper", "words": "本が いっぱい"}
    ).content.decode()
    assert "とどきました" in thanks
    assert PlaceNote.objects.get().state == "waiting"
    assert "本が いっぱい" not in client.get(at("place", place)).content.decode()


def test_too_many_words_stay_in_the_field(client: Client, place: Place) -> None:
    page = client.post(at("tell_note", place), {"words": "あ" * 101})
    assert "あ" * 101 in page.content.decode()
    assert not PlaceNote.objects.exists()


def test_a_class_may_write_and_a_machine_may_not(client: Client, place: Place) -> None:
    answers = [client.post(at("tell_note", place), {"words": f"ひとこと {n}"}).status_code for n in range(61)]
    assert answers == [200] * 60 + [429]


@pytest.mark.parametrize("state", ["draft", "pending", "ended", "refused"])
def test_nobody_writes_about_what_is_not_public(client: Client, town: Cast, state: str) -> None:
    hidden = make.place(state=state)
    for name in ("tell_note", "tell_mistake"):
        assert client.get(at(name, hidden)).status_code == 404
    assert client.get(link(hidden)).status_code == 404


def test_a_photo_is_everybody_s_only_after_the_city_s_yes(
    client: Client, town: Cast, place: Place, as_person: AsPerson
) -> None:
    photo = make.photo(place)
    address = reverse("places:photo", args=[photo.public_id])
    assert client.get(address).status_code == 404
    assert as_person(town.ken).get(address).status_code == 404
    mine = as_person(town.hana).get(address)
    assert b"".join(mine.streaming_content)
    photo.approved_at, photo.approved_by = make.AT, town.aoi
    photo.save()
    shown = client.get(address)
    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    assert b"".join(shown.streaming_content).startswith(b"RIFF")
    place.state = "ended"
    place.save()
    assert client.get(address).status_code == 404


CHILD_WORDS = [
    "まちがいを 教えてくれると、つぎに 行く子が たすかります。名前は いりません。",
    "行ったことがある子の ことばは、はじめて 行く子の たすけになります。名前は いりません。おとなが 読んでから のせます。",
    "ありがとう。おとなが 読んでから、この場所の ページに のせます。のせられない ことばも あります。",
    "場所の ページに もどる",
    "くわしく 書けたら 書いてね",
    "名前や 電話番号は 書かないでね。",
    "いま なん年生？",
    "100文字まで。名前や 電話番号は 書かないでね。",
    "ことばが 長いみたい。100文字までに してね。",
    "だれが 来てよいかが ちがう",
    "この場所を やっている 方へ",
]


@pytest.mark.parametrize("words", CHILD_WORDS)
def test_every_kanji_a_child_meets_has_its_reading(words: str) -> None:
    assert unread(words) == ()
