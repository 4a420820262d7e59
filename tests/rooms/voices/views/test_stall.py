"""The counter at a stall: opened by a link, pressed without scripts, and what a phone kept sent at once."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.rooms.voices.actions import doors
from ibasho.rooms.voices.models import Door, Tally
from ibasho.rooms.voices.queries import tallies
from ibasho.rooms.voices.rules.tallies import HEADS, Who
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
def stall(people: Cast, here: Ground) -> Door:
    return ground.door(here.hearing, channel="stall", name="けっトラ市の テント")


@pytest.fixture
def link(people: Cast, stall: Door) -> str:
    address = doors.give_link(door=stall, by=people.by(people.aoi), at=make.AT)
    return address.split("://", 1)[1].split("/", 1)[1]


@pytest.fixture
def phone(client: Client, link: str) -> Client:
    response = client.get(f"/{link}")
    assert response.status_code == 302
    assert response["Location"] == "/voices/stall/"
    return client


def sent(phone: Client, *items: dict[str, Any]) -> dict[str, Any]:
    body = json.dumps({"items": items})
    response = phone.post("/voices/stall/taps/", body, content_type="application/json")
    assert response.status_code == 200
    return response.json()  # type: ignore[no-any-return]


def test_the_link_opens_the_counter_and_leaves_the_address(phone: Client, stall: Door) -> None:
    page = phone.get("/voices/stall/")
    assert page["X-Stall"] == stall.public_id
    assert page["X-Robots-Tag"] == "noindex"
    assert "no-store" in page["Cache-Control"]
    text = page.content.decode()
    assert "けっトラ市の テント" in text and "<ruby>小学<" in text
    assert "ゲーム" in text
    assert phone.cookies["stall"]["path"] == "/voices/stall/"
    assert phone.cookies["stall"]["httponly"]


def test_without_a_link_one_is_asked_for(client: Client, here: Ground) -> None:
    assert 'name="code"' in client.get("/voices/stall/").content.decode()
    wrong = client.post("/voices/stall/enter/", {"code": "CDFH JKMN PQRT WXY3 4679"})
    assert wrong.status_code == 200
    assert "ひらけません" in wrong.content.decode()
    assert client.get("/voices/stall/?t=CDFHJKMNPQRTWXY34679").status_code == 404


def test_the_letters_open_it_too(client: Client, link: str) -> None:
    letters = link.split("?t=")[1].lower()
    spaced = " ".join(letters[at : at + 4] for at in range(0, 20, 4))
    assert client.post("/voices/stall/enter/", {"code": spaced}).status_code == 302
    assert "X-Stall" in client.get("/voices/stall/")


def test_a_class_link_opens_no_counter(people: Cast, here: Ground, client: Client) -> None:
    address = doors.give_link(door=here.school, by=people.by(people.aoi), at=make.AT)
    assert client.get(f"/voices/stall/?t={address.split('?t=')[1]}").status_code == 404


def test_a_new_link_puts_the_old_phone_out(people: Cast, phone: Client, stall: Door) -> None:
    doors.give_link(door=stall, by=people.by(people.aoi), at=make.AT.replace(hour=16))
    assert 'name="code"' in phone.get("/voices/stall/").content.decode()
    gone = phone.post("/voices/stall/taps/", "{}", content_type="application/json")
    assert gone.status_code == 410


def test_pressed_without_scripts_and_taken_back(here: Ground, phone: Client, stall: Door) -> None:
    nonce = str(uuid4())
    heads = {"who": "child.upper", "key": "heads", "nonce": nonce}
    for _twice in range(2):
        then = phone.post("/voices/stall/tap/", heads)["Location"]
    assert f"last={nonce}" in then
    game = tallies.key((here.wishes.pk, here.wishes.choices.order_by("position")[0].pk, None))
    chosen = phone.post("/voices/stall/tap/", {"who": "child.upper", "key": game, "nonce": str(uuid4())})
    assert chosen["Location"].endswith(f"#stall-{here.wishes.pk}")
    assert f'id="stall-{here.wishes.pk}"' in phone.get("/voices/stall/").content.decode()
    assert tallies.sums(stall)[UPPER][HEADS] == 1
    page = phone.get(then).content.decode()
    assert "さいごの" in page
    assert "data-current" in page
    phone.post("/voices/stall/undo/", {"who": "child.upper", "of": nonce})
    assert tallies.sums(stall)[UPPER][HEADS] == 1  # the same child chose a game: a head stays
    for wrong in (
        {"who": "", "key": game},
        {"who": "farmer", "key": "heads"},
        {"who": "child.upper", "key": "c0"},
    ):
        refused = phone.post("/voices/stall/tap/", {**wrong, "nonce": str(uuid4())})
        assert refused.status_code == 302 and "#" not in refused["Location"]
    first = phone.post("/voices/stall/tap/", {"who": "", "key": game, "nonce": str(uuid4())}, follow=True)
    assert "さきに、「だれが" in first.content.decode()
    assert Tally.objects.filter(count__gt=0).count() == 2


def test_what_the_phone_kept_arrives_in_its_order(phone: Client, stall: Door) -> None:
    first, second = str(uuid4()), str(uuid4())
    told = sent(
        phone,
        {"nonce": first, "who": "child.upper", "key": "heads", "count": 1},
        {"nonce": second, "who": "child.upper", "key": "heads", "count": 1},
        {"nonce": str(uuid4()), "undoes": second},
        {"nonce": str(uuid4()), "who": "nobody", "key": "heads"},
        {"nonce": "not a nonce", "who": "child.upper", "key": "heads"},
        {"nonce": str(uuid4()), "who": "child.upper", "key": "heads", "day": "yesterday"},
    )
    assert [one["ok"] for one in told["results"]] == [True, True, True, False, False, False]
    assert all(one["words"] for one in told["results"] if not one["ok"])
    assert told["now"] == {"child.upper": {"heads": 1}}
    assert told["csrf"]


def test_what_the_phone_kept_from_before_the_new_link_counts_for_its_own_day(
    people: Cast, here: Ground, client: Client, stall: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pressed on Saturday without a network; on Tuesday somebody gave a new link; the phone opens it and sends."""
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    address = doors.give_link(door=stall, by=people.by(people.aoi), at=make.AT)
    client.get("/" + address.split("://", 1)[1].split("/", 1)[1])
    days = [DAY - timedelta(days=3), DAY + timedelta(days=1), DAY - timedelta(days=900)]
    heads = [{"nonce": str(uuid4()), "who": "child.upper", "key": "heads", "day": str(day)} for day in days]
    assert [one["ok"] for one in sent(client, *heads)["results"]] == [True, True, True]
    counted = {str(row.nonce): row.day for row in Tally.objects.all()}
    assert [counted[one["nonce"]] for one in heads] == [days[0], DAY, here.hearing.opens_on]


def test_one_tap_is_taken_back_once_whatever_the_phone_sends(phone: Client, stall: Door) -> None:
    first, second = str(uuid4()), str(uuid4())
    taps = [{"nonce": one, "who": "child.upper", "key": "heads"} for one in (first, second)]
    undone = [{"nonce": str(uuid4()), "undoes": first} for _twice in range(2)]
    told = sent(phone, *taps, *undone)
    assert [one["ok"] for one in told["results"]] == [True] * 4
    assert [one["nonce"] for one in told["results"]] == [one["nonce"] for one in (*taps, *undone)]
    assert told["now"] == {"child.upper": {"heads": 1}}


def test_a_shut_stall_shows_no_buttons_and_still_takes_what_was_kept(
    people: Cast, phone: Client, stall: Door
) -> None:
    doors.shut(door=stall, by=people.by(people.aoi), at=make.AT)
    assert "data-tap" not in phone.get("/voices/stall/").content.decode()
    phone.post("/voices/stall/tap/", {"who": "child.upper", "key": "heads", "nonce": str(uuid4())})
    assert not Tally.objects.exists()
    assert sent(phone, {"nonce": str(uuid4()), "who": "child.upper", "key": "heads"})["results"][0]["ok"]


def test_a_finished_hearing_takes_nothing_more(here: Ground, phone: Client) -> None:
    here.hearing.state = "finished"
    here.hearing.save()
    body = json.dumps({"items": [{"nonce": str(uuid4()), "who": "child.upper", "key": "heads"}]})
    refused = phone.post("/voices/stall/taps/", body, content_type="application/json")
    assert refused.status_code == 409
    assert "おわった" in refused.json()["message"]


def test_17_a_field_nobody_knows_is_refused(phone: Client) -> None:
    told = {"nonce": str(uuid4()), "who": "child.upper", "key": "heads"}
    assert not sent(phone, {**told, "door": 1})["results"][0]["ok"]
    whole = json.dumps({"items": [told], "hearing": 1})
    assert phone.post("/voices/stall/taps/", whole, content_type="application/json").status_code == 400
    assert not Tally.objects.exists()


@pytest.mark.parametrize("body", ["", "[]", '{"items": 3}', '{"other": []}', "\x00"])
def test_what_cant_be_read_is_refused(phone: Client, body: str) -> None:
    assert phone.post("/voices/stall/taps/", body, content_type="application/json").status_code == 400


def test_aoi_makes_the_phone_in_her_hand_the_counter(people: Cast, client: Client, stall: Door) -> None:
    sign_in(client, people.aoi)
    response = client.post(f"/desk/voices/d/{stall.public_id}/here/")
    assert response["Location"] == "/voices/stall/"
    assert client.get("/voices/stall/")["X-Stall"] == stall.public_id


def test_leaving_puts_the_phone_out(phone: Client) -> None:
    phone.post("/voices/stall/leave/")
    assert "X-Stall" not in phone.get("/voices/stall/")


def test_the_worker_keeps_the_counter_and_its_script(client: Client) -> None:
    worker = client.get("/voices/stall/sw.js")
    assert worker["Content-Type"].startswith("text/javascript")
    text = worker.content.decode()
    assert '"/voices/stall/"' in text
    assert "stall" in text.split("KEPT = ")[1].split("]")[0]
