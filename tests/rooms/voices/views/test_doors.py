"""Doors at the desk and at a group's: made by a form, printed, counted into, typed into."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client

from ibasho.base.ports import pdf
from ibasho.rooms.voices.actions import doors as door_actions
from ibasho.rooms.voices.models import Door, Opinion, Tally
from ibasho.rooms.voices.queries import tallies
from ibasho.rooms.voices.rules.tallies import HEADS, Who
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast, cast
from tests.rooms.voices import ground
from tests.rooms.voices.ground import DAY, Ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
UPPER = Who("child", "upper")


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def here(people: Cast) -> Ground:
    return ground.ground(people)


@pytest.fixture
def midori(people: Cast) -> Place:
    return make.place("みどり食堂", organisation=people.midori)


@pytest.fixture
def stall(here: Ground, midori: Place) -> Door:
    return ground.door(here.hearing, channel="stall", name="けっトラ市の テント", place=midori)


@pytest.fixture
def aoi(people: Cast, client: Client) -> Client:
    sign_in(client, people.aoi)
    return client


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> pdf.Recorder:
    recorder = pdf.Recorder()
    monkeypatch.setattr(pdf, "render", recorder)
    return recorder


def test_aoi_makes_a_class_mends_it_shuts_it_and_opens_it_again(aoi: Client, here: Ground) -> None:
    new = f"/desk/voices/h/{here.hearing.public_id}/doors/new/"
    wrong = aoi.post(new, {"channel": "tablet", "name": "にし小 5年2組"})
    assert "クラスの 人数を" in wrong.content.decode()
    assert "にし小 5年2組" in wrong.content.decode()
    aoi.post(new, {"channel": "tablet", "name": "にし小 5年2組", "quota": 32, "stage": "upper"})
    door = Door.objects.get(name="にし小 5年2組")
    one = f"/desk/voices/d/{door.public_id}/"
    aoi.post(f"{one}change/", {"name": "にし小 5年3組", "quota": 31})
    door.refresh_from_db()
    assert (door.name, door.quota, door.channel) == ("にし小 5年3組", 31, "tablet")
    aoi.post(f"{one}turn/")
    assert "また あける" in aoi.get(one).content.decode()
    aoi.post(f"{one}turn/")
    assert "また あける" not in aoi.get(one).content.decode()
    text = aoi.get(f"/desk/voices/h/{here.hearing.public_id}/doors/").content.decode()
    assert "にし小 5年3組" in text
    assert "ホームページ" in text


def test_the_form_comes_filled_in_from_the_list_of_whom_to_ask_next(
    aoi: Client, here: Ground, midori: Place
) -> None:
    told = f"?place={midori.public_id}&on={DAY.isoformat()}&channel=sticker"
    text = aoi.get(f"/desk/voices/h/{here.hearing.public_id}/doors/new/{told}").content.decode()
    assert 'value="みどり食堂"' in text
    assert f'value="{DAY.isoformat()}"' in text
    assert aoi.get(f"/desk/voices/h/{here.hearing.public_id}/doors/new/?on=x&place=y").status_code == 200


def test_the_link_of_a_class_is_given_shown_printed_changed_and_stopped(
    aoi: Client, here: Ground, printed: pdf.Recorder
) -> None:
    one = f"/desk/voices/d/{here.school.public_id}/"
    assert aoi.get(f"{one}class/").status_code == 404
    aoi.post(f"{one}link/", {"way": "new"})
    here.school.refresh_from_db()
    first = here.school.token_hash
    assert "<svg" in aoi.get(f"{one}link/").content.decode()
    assert aoi.get(f"{one}class/")["Content-Type"] == "application/pdf"
    assert printed.calls[0][0] == "voices/pdf/door_class.typ"
    aoi.post(f"{one}link/", {"way": "new"})
    here.school.refresh_from_db()
    assert here.school.token_hash not in ("", first)
    aoi.post(f"{one}link/", {"way": "stop"})
    here.school.refresh_from_db()
    assert here.school.token_hash == ""
    assert aoi.get(f"/desk/voices/d/{here.web.public_id}/link/").status_code == 404


def test_posters_and_sheets_are_printed(aoi: Client, stall: Door, printed: pdf.Recorder) -> None:
    one = f"/desk/voices/d/{stall.public_id}/"
    assert aoi.get(f"{one}poster/")["Content-Type"] == "application/pdf"
    assert aoi.post(f"{one}sheets/", {"wording": "small", "count": 3})["Content-Type"] == "application/pdf"
    codes = printed.calls[1][1]["codes"]
    assert len(set(codes)) == 3
    refused = aoi.post(f"{one}sheets/", {"wording": "farmer", "count": 3})
    assert refused.status_code == 200
    assert "text/html" in refused["Content-Type"]


def test_tickets_are_made_where_tickets_are_asked_for(
    people: Cast, aoi: Client, here: Ground, printed: pdf.Recorder
) -> None:
    one = f"/desk/voices/d/{here.web.public_id}/tickets/"
    assert aoi.post(one, {"count": 10}).status_code == 404
    here.hearing.access = "ticket"
    here.hearing.save()
    assert aoi.post(one, {"count": 10})["Content-Type"] == "application/pdf"
    assert here.web.tickets.count() == 10
    sign_in(aoi, people.mado)  # the clerk hands them out and makes none
    assert aoi.post(one, {"count": 10}).status_code == 404


def test_stickers_are_typed_as_they_stand(here: Ground, aoi: Client, stall: Door) -> None:
    address = f"/desk/voices/d/{stall.public_id}/count/"
    game = tallies.key((here.wishes.pk, here.wishes.choices.order_by("position")[0].pk, None))
    given = {"nonce": str(uuid4()), "day": DAY.isoformat(), "seen": tallies.fingerprint({})}
    aoi.post(address, {**given, f"child.upper|{game}": "12", "child.lower|heads": "4"})
    sums = tallies.sums(stall)
    assert sums[UPPER][HEADS] == 12
    assert sums[Who("child", "lower")] == {HEADS: 4}
    late = aoi.post(address, {**given, "nonce": str(uuid4()), f"child.upper|{game}": "9"}).content.decode()
    assert "だれかが 数えました" in late
    assert 'value="9"' in late
    assert "いま 12" in late


def test_notes_are_typed_at_once_and_written_once(here: Ground, aoi: Client, stall: Door) -> None:
    address = f"/desk/voices/d/{stall.public_id}/notes/"
    notes = "ゲームが ほしい ×3\n\nもっと あそびたい"
    given = {"nonce": str(uuid4()), "who": "child.upper", "question": str(here.words.pk), "notes": notes}
    for _twice in range(2):
        assert aoi.post(address, given).status_code == 302
    rows = Opinion.objects.order_by("words")
    assert [(row.words, row.count, row.stage) for row in rows] == [
        ("もっと あそびたい", 1, "upper"), ("ゲームが ほしい", 3, "upper"),
    ]  # fmt: skip
    wrong = aoi.post(address, {**given, "nonce": str(uuid4()), "notes": "いいね\n×3"}).content.decode()
    assert "2行めに ことばが ありません" in wrong
    assert "いいね" in wrong
    assert Opinion.objects.count() == 2


def test_danger_among_notes_goes_to_the_centre_and_the_page_says_the_same(aoi: Client, stall: Door) -> None:
    address = f"/desk/voices/d/{stall.public_id}/notes/"
    given = {"nonce": str(uuid4()), "who": "child.upper", "question": ""}
    aoi.post(address, {**given, "notes": "しにたい\nゲームが ほしい"})
    assert [row.words for row in Opinion.objects.all()] == ["ゲームが ほしい"]
    assert "2つの メモを 入れました" in aoi.get(address).content.decode()


def test_the_list_does_not_say_whose_words_are_missing(aoi: Client, here: Ground) -> None:
    """Five answered and four wrote something to be read: the fifth would be the one whose words went to the centre."""
    for _n in range(5):
        ground.answer(here.web)
    for n in range(4):
        ground.opinion(here.web, f"たっきゅうだいが {n + 1}だい ほしい")
    text = aoi.get(f"/desk/voices/h/{here.hearing.public_id}/doors/").content.decode()
    told = re.sub(r"<[^>]+>", "", text)
    assert "ことば あり" in told
    assert re.search(r"ことば\s*4", told) is None


def test_the_citys_stall_at_hanas_place_has_no_buttons_for_her(
    people: Cast, client: Client, here: Ground, midori: Place
) -> None:
    sign_in(client, people.hana)
    citys = ground.door(here.hearing, channel="stall", name="市の テント", place=midori, made_by=people.aoi)
    own = ground.door(here.hearing, channel="stall", name="うちの テント", place=midori, made_by=people.hana)
    for door, hers in ((citys, False), (own, True)):
        one = f"/ops/voices/d/{door.public_id}/"
        text = client.get(one).content.decode()
        assert (f"{one}turn/" in text, f"{one}discard/" in text) == (hers, hers)
        assert ("この スマホで 数える" in text) == hers
        assert (f"{one}count/" in text, f"{one}poster/" in text) == (True, True)
        assert client.get(f"{one}link/").status_code == (200 if hers else 404)
        client.post(f"{one}link/", {"way": "new"})
        client.post(f"{one}turn/")
        door.refresh_from_db()
        assert (bool(door.token_hash), door.shut) == (hers, hers)


def test_hana_counts_with_the_link_the_city_gave(
    people: Cast, client: Client, here: Ground, midori: Place
) -> None:
    sign_in(client, people.hana)
    citys = ground.door(here.hearing, channel="stall", name="市の テント", place=midori, made_by=people.aoi)
    door_actions.give_link(door=citys, by=people.by(people.aoi), at=make.AT)
    one = f"/ops/voices/d/{citys.public_id}/"
    assert "この スマホで 数える" in client.get(one).content.decode()
    link = client.get(f"{one}link/").content.decode()
    assert "<svg" in link
    assert 'name="way"' not in link
    assert client.post(f"{one}here/")["Location"] == "/voices/stall/"


def test_hana_reads_what_children_said_at_her_place_and_puts_up_a_poster(
    people: Cast, client: Client, here: Ground, midori: Place, printed: pdf.Recorder
) -> None:
    sign_in(client, people.hana)
    text = client.get("/ops/voices/").content.decode()
    assert "ポスターを はる" in text
    assert "こどもの声" in client.get("/ops/").content.decode()
    made = client.post(
        "/ops/voices/make/",
        {"place": midori.public_id, "hearing": here.hearing.public_id, "channel": "place"},
    )
    door = Door.objects.get(place=midori)
    assert made["Location"] == f"/ops/voices/d/{door.public_id}/"
    assert client.get(f"/ops/voices/d/{door.public_id}/poster/")["Content-Type"] == "application/pdf"
    ground.opinion(door, "おやつが おいしい", state="shown")
    ground.opinion(door, "まだ だれも 読んでいない")
    text = client.get("/ops/voices/").content.decode()
    assert "おやつが おいしい" in text
    assert "まだ だれも" not in text


def test_a_shop_is_shown_what_is_asked_of_shops(people: Cast, client: Client, here: Ground) -> None:
    sign_in(client, people.hana)
    assert f"/voices/ask/{here.hearing.public_id}/" in client.get("/ops/voices/").content.decode()


def test_ken_makes_no_door_at_hanas_place(
    people: Cast, client: Client, here: Ground, midori: Place, stall: Door
) -> None:
    sign_in(client, people.ken)
    given = {"place": midori.public_id, "hearing": here.hearing.public_id, "channel": "place"}
    assert client.post("/ops/voices/make/", given).status_code == 404
    assert client.get(f"/ops/voices/d/{stall.public_id}/count/").status_code == 404
    assert not Tally.objects.exists()
