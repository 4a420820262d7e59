"""葵 looks through the guessed words; a stranger sees nothing."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.rooms.bulletin.models import Reading
from tests import make
from tests.people import Cast, cast
from tests.reading import words
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
LIST = "/desk/bulletin/readings/"


@pytest.fixture
def people() -> Cast:
    return cast()


def reading(word: str = "柚子", kana: str = "ゆず", **changed: object) -> Reading:
    told = {"origin": "guessed", "context": f"{word}を もらいました", "found_on": clock.day(make.AT)}
    return Reading.objects.create(word=word, kana=kana, **{**told, **changed})


def aoi(people: Cast) -> Client:
    return sign_in(Client(), people.aoi)


def test_guessed_ones_stand_first_with_their_sentence(people: Cast) -> None:
    reading("胡桃", "くるみ", origin="person", changed_at=make.AT)
    reading()
    page = words(aoi(people).get(LIST))
    assert page.index("柚子") < page.index("胡桃") and "柚子を もらいました" in page


def test_corrected_in_its_row(people: Cast) -> None:
    row, client = reading(kana="ゆずこ"), aoi(people)
    url = reverse("bulletin:desk_reading", args=[row.pk])
    refused = client.post(url, {"do": "correct", "kana": "yuzu"})
    assert refused.status_code == 200 and "yuzu" in refused.content.decode(), "nothing typed is lost"
    assert "なおしました" in words(client.post(url, {"do": "correct", "kana": "ユズ"}, follow=True))
    row.refresh_from_db()
    assert (row.kana, row.origin, row.changed_by) == ("ゆず", "person", people.aoi)
    client.post(url, {"do": "doubt"})
    row.refresh_from_db()
    assert row.origin == "guessed"
    assert client.post(url, {"do": "explode"}).status_code == 404
    client.post(url, {"do": "forget"})
    assert not Reading.objects.exists() and client.get(url).status_code == 404


def test_many_at_once_and_none(people: Cast) -> None:
    rows, client = [reading(word, kana) for word, kana in (("柚子", "ゆず"), ("胡桃", "くるみ"))], aoi(people)
    sent = {"one": [str(rows[0].pk), "x", "9" * 30]}
    assert "1こ" in words(client.post(f"{LIST}agree/", sent, follow=True))
    assert Reading.objects.filter(origin="person").get() == rows[0]
    assert "えらんでいません" in words(client.post(f"{LIST}agree/", {}, follow=True))


def test_a_word_of_ones_own(people: Cast) -> None:
    client = aoi(people)
    sent = {"word": "風車広場", "kana": "カザグルマヒロバ"}
    assert "入れました" in words(client.post(f"{LIST}new/", sent, follow=True))
    assert Reading.objects.get().kana == "かざぐるまひろば"
    listed = client.post(f"{LIST}new/", {"word": "学校", "kana": "まなびや"})
    assert "がっこう" in listed.content.decode() and "まなびや" in listed.content.decode()


def test_searched_sifted_and_in_pages(people: Cast) -> None:
    for number in range(32):
        reading(f"柚子{number}号", "ゆず")
    reading("胡桃", "くるみ", origin="person", changed_at=make.AT)
    client = aoi(people)
    assert "柚子5号" in words(client.get(LIST, {"page": "2"})) or "柚子0号" in words(
        client.get(LIST, {"page": "2"})
    )
    found = words(client.get(LIST, {"q": "クルミ"}))
    assert "胡桃" in found and "柚子" not in found
    assert "胡桃" not in words(client.get(LIST, {"origin": "guessed"}))
    assert "ここには ありません" in words(client.get(LIST, {"q": "どこにもない"}))


def test_who_may_not_correct_reads_only(people: Cast) -> None:
    row, mado = reading(), sign_in(Client(), people.mado)
    page = mado.get(LIST).content.decode()
    assert "ゆず" in page and 'name="kana"' not in page
    assert mado.post(reverse("bulletin:desk_reading", args=[row.pk]), {"do": "forget"}).status_code == 404
    assert mado.post(f"{LIST}agree/", {"one": row.pk}).status_code == 404


def test_strangers_see_nothing(people: Cast) -> None:
    row = reading()
    for path in (LIST, f"{LIST}new/", f"{LIST}{row.pk}/"):
        assert sign_in(Client(), people.ken).get(path).status_code == 404
        assert Client().get(path).status_code == 302
    for who, status in ((people.megumi, 405), (people.tsubaki, 405), (people.ken, 404)):
        assert sign_in(Client(), who).get(f"{LIST}agree/").status_code == status
    for who in (people.megumi, people.tsubaki, people.mado):
        assert sign_in(Client(), who).get(f"{LIST}{row.pk}/").status_code == 404
