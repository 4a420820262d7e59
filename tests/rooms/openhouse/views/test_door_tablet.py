"""The tablet: opened by a link, counts without scripts and with them, says the word to everybody and the number to nobody."""

from __future__ import annotations

import json
from datetime import time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.rooms.openhouse.actions import counting, door_cards, doors, notices
from ibasho.rooms.openhouse.actions.counting import Tap
from ibasho.rooms.openhouse.models import Crossing, Door, Presence
from ibasho.rooms.openhouse.rules.counting import Turn
from ibasho.rooms.openhouse.rules.kinds import Crossing as Way
from ibasho.town.areas.stages import Stage
from ibasho.town.places.models import Place, Session
from tests import make
from tests.people import Cast, cast
from tests.rooms.openhouse import ground

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def place(people: Cast, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    cache.clear()
    found = ground.ground(people).place
    ground.door(found)
    return found


@pytest.fixture
def tablet(place: Place, people: Cast, client: Client) -> Client:
    made = doors.register(place=place, name="げんかん", by=people.by(people.hana), at=make.AT)
    assert client.get(f"/door/open/{made.token}/").status_code == 200
    assert client.get(f"/door/open/{made.token}/").status_code == 200  # a look uses nothing up
    assert client.post(f"/door/open/{made.token}/").headers["Location"] == "/door/"
    assert Client().post(f"/door/open/{made.token}/").status_code == 410
    return client


def inside(place: Place) -> int:
    return sum(Presence.objects.filter(place=place).values_list("inside", flat=True))


def press(client: Client, turn: str = "in", stage: str = "upper", nonce: Any = None) -> str:
    told = {"nonce": str(nonce or uuid4()), "stage": stage, "turn": turn}
    return client.post("/door/tap/", told, follow=True).content.decode()


def send(client: Client, *items: Any) -> dict[str, Any]:
    answer = client.post("/door/taps/", json.dumps({"items": items}), content_type="application/json")
    assert answer.status_code == 200
    return answer.json()  # type: ignore[no-any-return]


def test_an_unknown_browser_counts_nothing(place: Place, client: Client) -> None:
    assert "まだ" in client.get("/door/").content.decode()
    press(client)
    assert client.post("/door/taps/", "{}", content_type="application/json").status_code == 403
    assert not Crossing.objects.exists()


def test_big_buttons_count_without_scripts(tablet: Client, place: Place) -> None:
    nonce = uuid4()
    press(tablet, nonce=nonce)
    press(tablet, nonce=nonce)  # the same page sent again
    page = press(tablet, stage="junior")
    assert inside(place) == 2
    assert "<b data-inside>2</b>" in page
    press(tablet, "out", "junior")
    assert inside(place) == 1


def test_negative_heads_are_refused_kindly(tablet: Client, place: Place) -> None:
    page = press(tablet, "out")
    assert "0" in page and "少" in page
    assert inside(place) == 0


def test_the_last_tap_is_taken_back_on_the_page(tablet: Client, place: Place) -> None:
    nonce = uuid4()
    page = press(tablet, nonce=nonce)
    assert str(nonce) in page
    tablet.post("/door/undo/", {"nonce": str(uuid4()), "of": str(nonce)})
    assert inside(place) == 0
    assert str(nonce) not in tablet.get("/door/").content.decode()


def test_the_kept_taps_are_answered_one_by_one(tablet: Client, place: Place) -> None:
    now = int(make.AT.timestamp() * 1000)
    first, second, third = (str(uuid4()) for _n in range(3))
    answer = send(
        tablet,
        {"nonce": first, "stage": "upper", "turn": "in", "at": now - 60_000},
        {"nonce": first, "stage": "upper", "turn": "in", "at": now - 60_000},
        {"nonce": second, "stage": "high", "turn": "out", "at": now},
        {"nonce": third, "undoes": first, "at": now - 55_000},
        {"nonce": str(uuid4()), "stage": "upper", "turn": "in", "at": now},
        {"nonce": "no nonce", "stage": "dragon"},
        "nonsense",
    )
    assert [one["ok"] for one in answer["results"]] == [True, True, False, True, True, False, False]
    assert answer["state"]["inside"] == inside(place) == 1
    assert tablet.get("/door/state/").json()["crowd"] == "quiet"


def test_a_stopped_tablet_learns_it(tablet: Client, place: Place, people: Cast) -> None:
    doors.revoke(device=place.door_devices.get(), by=people.by(people.hana), at=make.AT)
    assert tablet.get("/door/state/").status_code == 403
    assert "まだ" in tablet.get("/door/").content.decode()


def test_a_door_that_is_off_says_so(tablet: Client, place: Place) -> None:
    Door.objects.update(is_on=False)
    assert "かぞえていません" in tablet.get("/door/").content.decode()


def test_a_card_turns_and_shows_the_eye(tablet: Client, place: Place, people: Cast) -> None:
    by = people.by(people.hana)
    card = door_cards.make_sheet(
        place=place, stage=Stage.UPPER, ends_on=make.TUESDAY + timedelta(days=30), by=by, at=make.AT
    )[0]
    told = notices.confirm(card=card.card, number=people.tamotsu.public_id, by=by, at=make.AT)
    page = tablet.post("/door/card/", {"nonce": str(uuid4()), "code": card.code}).content.decode()
    assert "いらっしゃい" in page and "#eye" not in page
    again = tablet.post(
        "/door/card/", {"nonce": str(uuid4()), "code": card.code}, headers={"Accept": "application/json"}
    )
    assert again.json()["turn"] == "in"  # still lying there: the same reading
    cache.clear()
    notices.switch(notice=told, on=True, by=people.by(people.tamotsu), at=make.AT)
    page = tablet.post("/door/card/", {"nonce": str(uuid4()), "code": card.code}).content.decode()
    assert "またね" in page and "#eye" in page
    assert inside(place) == 0
    wrong = tablet.post(
        "/door/card/", {"nonce": str(uuid4()), "code": "AAAA"}, headers={"Accept": "application/json"}
    )
    assert wrong.json()["ok"] is False


def at_once(place: Place, people: Cast, heads: int) -> None:
    counting.count(
        place=place,
        tap=Tap(uuid4(), Stage.UPPER, Turn.IN, heads),
        way=Way.STAFF,
        by=people.by(people.hana),
        at=make.AT,
    )


def test_the_public_page_says_the_word_while_it_is_open(place: Place, people: Cast, client: Client) -> None:
    session = make.session(place, starts=time(14), ends=time(17))
    page = f"/places/{place.public_id}/"
    assert 'id="crowd"' not in client.get(page).content.decode()  # nobody has tapped: nothing is known
    at_once(place, people, 17)
    shown = client.get(page).content.decode()
    panel = shown[shown.index('id="crowd"') :].split("</section>")[0]
    assert "にぎやか" in panel and "17" not in panel
    told = client.get(f"/api/v1/places/{place.public_id}/crowd").json()
    assert told == {"id": place.public_id, "crowd": "lively", "label": "にぎやか"}
    Session.objects.filter(pk=session.pk).update(staffing="short")
    assert client.get(f"/api/v1/places/{place.public_id}/crowd").json()["crowd"] is None
    assert 'id="crowd"' not in client.get(page).content.decode()
    Session.objects.filter(pk=session.pk).update(staffing="ok", ends=time(15))
    assert 'id="crowd"' not in client.get(page).content.decode()  # 15:00: it is over


def test_17_a_field_nobody_knows_is_refused(tablet: Client, place: Place) -> None:
    told = {"nonce": str(uuid4()), "stage": "upper", "turn": "in"}
    assert send(tablet, {**told, "place": 1})["results"][0]["ok"] is False
    whole = json.dumps({"items": [told], "place": place.pk})
    assert tablet.post("/door/taps/", whole, content_type="application/json").status_code == 400
    assert not Crossing.objects.exists()
    assert send(tablet, told)["results"][0]["ok"] is True
