"""葵 and 窓 at the desk with what children wrote; a child reads how it is done."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.rooms.voices.models import Opinion
from ibasho.town.people.models import Person
from tests.people import cast
from tests.rooms.voices import ground
from tests.rooms.voices.ground import Ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Ground:
    return ground.ground(cast())


def signed_in(person: Person) -> Client:
    client = Client()
    sign_in(client, person)
    return client


def page(client: Client, **asked: str) -> str:
    return client.get(reverse("voices:desk_reading"), asked).content.decode()


def press(client: Client, row: Opinion, do: str, **sent: str) -> str:
    row.refresh_from_db()
    data = {"do": do, "version": str(row.version), "shown_words": row.shown_words, **sent}
    answer = client.post(reverse("voices:desk_voice", args=[row.pk]), data, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_one_after_the_other_until_nothing_is_left(made: Ground) -> None:
    row = ground.opinion(
        made.web,
        "鈴木くんと たっきゅうが したい",
        shown_words="◯◯くんと たっきゅうが したい",
        held_for=["name"],
    )
    aoi, mado = signed_in(made.people.aoi), signed_in(made.people.mado)
    seen = page(aoi)
    assert "あと 1" in seen
    assert "人の名前" in seen
    assert "つぎは 別の人が 読みます" in press(aoi, row, "show")
    assert "ぜんぶ 読みました" in page(aoi)
    assert "ほかに 1人が 読みました" in page(mado)
    assert "ページに のせました" in press(mado, row, "show")
    row.refresh_from_db()
    assert row.state == "shown"
    assert "◯◯くんと たっきゅうが したい" in page(aoi, state="shown")


def test_covering_and_showing_in_one_go(made: Ground) -> None:
    row = ground.opinion(made.web, "そうたが うるさい")
    press(signed_in(made.people.aoi), row, "show", shown_words="◯◯が うるさい")
    row.refresh_from_db()
    assert (row.shown_words, row.version, row.readings.count()) == ("◯◯が うるさい", 2, 1)


def test_a_click_covers_what_was_found(made: Ground) -> None:
    row = ground.opinion(made.web, "鈴木くんと あそんだ")
    aoi = signed_in(made.people.aoi)
    assert 'value="cover-0-2"' in page(aoi)
    assert "◯◯くんと あそんだ" in press(aoi, row, "cover-0-2")


def test_what_was_typed_stays_where_it_is_refused(made: Ground) -> None:
    row = ground.opinion(made.web, "たっきゅうが したい")
    seen = press(signed_in(made.people.aoi), row, "show", shown_words="サッカーが したい")
    assert "書きかえません" in seen
    assert "サッカーが したい" in seen
    assert row.readings.count() == 0


def test_a_number_is_not_shown_whoever_presses(made: Ground) -> None:
    row = ground.opinion(made.web, "090-0000-0001 に かけて")
    assert "のせられません" in press(signed_in(made.people.aoi), row, "show")


def test_hidden_with_its_reason_and_counted_without_its_words(made: Ground) -> None:
    row = ground.opinion(made.web, "ばか")
    for who in (made.people.aoi, made.people.mado):
        press(signed_in(who), row, "hide-hurts")
    aoi = signed_in(made.people.aoi)
    log = aoi.get(reverse("voices:desk_reading_log")).content.decode()
    assert "人を きずつける" in log
    assert "ばか" not in log
    file = aoi.get(reverse("voices:desk_reading_log"), {"format": "csv"}).content.decode("utf-8-sig")
    assert "人を きずつける" in file
    assert signed_in(made.people.mado).get(reverse("voices:desk_reading_log")).status_code == 404


def test_undone_reopened_and_handed_over(made: Ground) -> None:
    row = ground.opinion(made.web, "たっきゅうが したい")
    aoi, mado = signed_in(made.people.aoi), signed_in(made.people.mado)
    press(aoi, row, "show")
    assert "いま 読んだもの" in page(aoi)
    assert "とりけしました" in press(aoi, row, "undo")
    press(aoi, row, "show")
    press(mado, row, "show")
    assert "もどしました" in press(mado, row, "reopen", why="名前が あった")
    assert "こども家庭センターへ つなぎました" in press(mado, row, "centre-danger")
    assert not Opinion.objects.exists()


@pytest.mark.parametrize("do", ["", "burn", "cover-x-y", "cover-1"])
def test_what_no_button_asks_is_not_there(made: Ground, do: str) -> None:
    row = ground.opinion(made.web, "たっきゅうが したい")
    sent = {"do": do, "version": "1", "shown_words": row.shown_words}
    url = reverse("voices:desk_voice", args=[row.pk])
    assert signed_in(made.people.aoi).post(url, sent).status_code == 404


def test_only_one_hearings_voices(made: Ground) -> None:
    other = ground.hearing(made.people, title="べつの回")
    ground.opinion(made.web, "たっきゅうが したい")
    ground.opinion(ground.door(other), "ゲームが したい")
    seen = page(signed_in(made.people.aoi), h=other.public_id)
    assert "ゲームが したい" in seen
    assert "たっきゅうが したい" not in seen


def test_a_child_reads_how_words_are_read(client: Client) -> None:
    seen = client.get(reverse("voices:rules")).content.decode()
    assert "<rt" in seen
    assert "◯◯" in seen
    assert reverse("ui:help") in seen
