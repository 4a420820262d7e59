"""The keepers' pages: today, settings, tablets, cards, the diary, the guardian's switch."""

from __future__ import annotations

import re
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.rooms.openhouse.actions import diary as diaries
from ibasho.rooms.openhouse.models import (
    Crossing,
    Diary,
    Door,
    DoorCard,
    DoorDevice,
    GuardianNotice,
    Presence,
)
from ibasho.rooms.openhouse.queries import door_waiting
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast, cast
from tests.rooms.openhouse import ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def place(people: Cast, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    return ground.ground(people).place


@pytest.fixture
def hana(client: Client, people: Cast, place: Place) -> Client:
    return sign_in(client, people.hana, day=make.TUESDAY)


def of(place: Place, rest: str) -> str:
    return f"/ops/open/{place.public_id}/{rest}/"


def test_from_nothing_to_a_counting_door(hana: Client, place: Place) -> None:
    assert "かぞえはじめる" in hana.get("/ops/open/doors/").content.decode()
    page = hana.get(of(place, "door")).content.decode()
    assert 'value="40"' in page  # what its space says fits in
    told = {
        "is_on": "on", "heads_max": 30, "quiet_percent": 80, "lively_percent": 70, "seat_minutes": 90,
        "scarce_percent": 20, "away_minutes": 30,
    }  # fmt: skip
    assert "大きい数" in hana.post(of(place, "door"), told).content.decode()
    assert not Door.objects.exists()
    hana.post(of(place, "door"), {**told, "quiet_percent": 40})
    assert Door.objects.get(place=place).heads_max == 30
    assert "いま 中にいる" in hana.get("/ops/open/doors/").content.decode()
    assert "いま 0人" in hana.get("/ops/").content.decode()


def test_staff_count_more_and_fewer_and_take_back(hana: Client, place: Place) -> None:
    ground.door(place)
    add = {"stage": "upper", "turn": "in", "nonce": str(uuid4()), "count": "12"}
    hana.post(of(place, "today/tap"), add)
    hana.post(of(place, "today/tap"), add)  # sent twice
    hana.post(of(place, "today/tap"), {"stage": "upper", "turn": "out", "nonce": str(uuid4())})
    row = Presence.objects.get(place=place)
    assert (row.came, row.inside) == (12, 11)
    refused = hana.post(of(place, "today/tap"), {**add, "nonce": str(uuid4()), "count": "-3"}, follow=True)
    assert "1から 40まで" in refused.content.decode()
    out = Crossing.objects.get(inside=-1)
    hana.post(of(place, "today/undo"), {"nonce": str(uuid4()), "of": str(out.nonce)})
    row.refresh_from_db()
    assert row.inside == 12
    assert "とりけす" in hana.get(of(place, "today")).content.decode()


def test_a_helper_counts_but_changes_no_numbers(client: Client, place: Place, people: Cast) -> None:
    ground.door(place)
    people.hana.memberships.update(role="helper")
    sign_in(client, people.hana, day=make.TUESDAY)
    assert client.get(of(place, "today")).status_code == 200
    assert 'name="heads_max"' not in client.get(of(place, "door")).content.decode()
    assert client.post(of(place, "door"), {"heads_max": 1}).status_code in (200, 404)
    assert Door.objects.get(place=place).heads_max == 20


def test_a_link_for_a_tablet_is_shown_once(hana: Client, place: Place) -> None:
    ground.door(place)
    page = hana.post(of(place, "door/register"), {"name": "げんかん"}).content.decode()
    token = re.search(r"/door/open/([^/<]+)/", page)
    assert token and "<svg" in page
    assert token[1] not in str(list(DoorDevice.objects.values()))
    assert token[1] not in hana.get(of(place, "door")).content.decode()
    device = DoorDevice.objects.get()
    assert "止めますか" in hana.get(f"/ops/open/door/{device.public_id}/stop/").content.decode()
    hana.post(f"/ops/open/door/{device.public_id}/stop/")
    device.refresh_from_db()
    assert device.revoked_at is not None


def test_a_sheet_of_cards_is_a_pdf_and_a_card_is_stopped(hana: Client, place: Place) -> None:
    ground.door(place)
    answer = hana.post(of(place, "cards/sheet"), {"stage": "upper", "ends_on": "2027-03-31"})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Cache-Control"].startswith("no-store")
    assert DoorCard.objects.filter(place=place).count() == 10
    late = hana.post(of(place, "cards/sheet"), {"stage": "upper", "ends_on": "2031-03-31"})
    assert "1年まで" in late.content.decode()
    card = DoorCard.objects.order_by("pk")[0]
    hana.post(f"/ops/open/card/{card.public_id}/stop/")
    assert "止めました" in hana.get(of(place, "cards")).content.decode()
    assert card.public_id not in hana.get(of(place, "cards")).content.decode()


def test_the_guardian_alone_switches_the_notice(hana: Client, place: Place, people: Cast) -> None:
    ground.door(place)
    made = ground.door_cards(place, people)[0]
    told = {"code": made.code.lower(), "number": people.tamotsu.public_id}
    assert "必須" in hana.post(of(place, "cards/confirm"), told).content.decode()  # the box was not ticked
    assert not GuardianNotice.objects.exists()
    hana.post(of(place, "cards/confirm"), {**told, "seen": "on"})
    notice = GuardianNotice.objects.get()
    assert (notice.is_on, notice.confirmed_by) == (False, people.hana)
    mine = sign_in(Client(), people.tamotsu, day=make.TUESDAY)
    page = mine.get("/my/door/").content.decode()
    assert people.tamotsu.public_id in page and "止まっています" in page
    mine.post(f"/my/door/{notice.pk}/on/")
    assert "知らせています" in mine.get("/my/door/").content.decode()
    assert hana.post(f"/my/door/{notice.pk}/off/").status_code == 404  # hers it is not
    mine.post(f"/my/door/{notice.pk}/remove/")
    assert not GuardianNotice.objects.exists()


def test_a_day_in_the_diary(hana: Client, place: Place, people: Cast) -> None:
    hana.post(of(place, "diary/open"), {"checked": ["open_exit"]})
    hana.post(of(place, "diary/close"), {"checked": ["close_key"], "words": "かさが 1本\nあります"})
    row = Diary.objects.get()
    assert (row.checked, row.closed_by) == (["open_exit", "close_key"], people.hana)
    assert hana.post(of(place, "diary/dance"), {}).status_code == 404
    page = hana.post(of(place, "diary/write"), {"words": "番号は 123456789018"}).content.decode()
    assert "マイナンバー" in page
    hana.post(of(place, "diary/undo-close"))
    row.refresh_from_db()
    assert row.closed_at is None


def test_a_diary_left_open_waits_for_its_keeper(hana: Client, place: Place, people: Cast) -> None:
    by = people.by(people.hana)
    yesterday = make.AT.replace(day=23)
    diaries.open_day(place=place, checked=[], by=by, at=yesterday)
    waiting = door_waiting.waiting_for(by, make.AT)
    assert [(one.count, one.oldest) for one in waiting] == [(1, date(2026, 11, 23))]
    assert door_waiting.waiting_for(people.by(people.ken), make.AT) == []
    assert door_waiting.waiting_for(people.by(people.aoi), make.AT) == []
    assert "しめたことに する" in hana.get(of(place, "diary")).content.decode()
    hana.post(of(place, "diary/close-late"), {"day": "2026-11-23"})
    assert door_waiting.waiting_for(by, make.AT) == []
