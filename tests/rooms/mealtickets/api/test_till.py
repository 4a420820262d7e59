"""What a till speaks: JSON both ways, every refusal with a code and a Japanese sentence."""

from __future__ import annotations

import json
import logging
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.base.ui import limits, shared_cache
from ibasho.rooms.mealtickets.actions import devices, redeem
from ibasho.rooms.mealtickets.models import Device, DeviceSession, Redemption
from ibasho.rooms.mealtickets.queries.cards import text_of
from ibasho.rooms.mealtickets.rules.codes import short_hash
from tests import make
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets.till import PIN, Till, card, till

pytestmark = pytest.mark.django_db
REDEEM, SYNC, STATE = "/api/v1/redemptions", "/api/v1/redemptions/sync", "/api/v1/till/state"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.AT)


@pytest.fixture
def world() -> ground.Ground:
    return ground.ground()


@pytest.fixture
def counter(world: ground.Ground) -> Till:
    return till(world.shop)


def post(path: str, body: Any, counter: Till | None = None, **headers: str) -> Any:
    told = {"Authorization": counter.header} if counter else {}
    text = body if isinstance(body, (str, bytes)) else json.dumps(body)
    return Client(headers={**told, **headers}).post(path, text, content_type="application/json")


def test_a_day_at_the_counter(counter: Till) -> None:
    """PIN, state, a meal, once more, taken back, again, closed."""
    device, one = counter.device, card()
    opened = post("/api/v1/till/session", {"device": device.public_id, "pin": PIN})
    assert opened.status_code == 201
    counter.token = opened.json()["session"]
    assert opened.json()["expires_at"] == (make.AT + timedelta(hours=14)).isoformat()
    scan = counter.scan(text_of(one))
    fed = post(REDEEM, counter.body(scan), counter)
    assert (fed.status_code, fed.json()["mark"]) == (201, "○")
    assert post(REDEEM, counter.body(scan), counter).content == fed.content
    state = Client(headers={"Authorization": counter.header}).get(STATE).json()
    assert state["used_today"] == [short_hash(one.number)]
    assert (state["today"], state["remaining"]) == ({"ok": 1, "yen": 400}, 9)
    assert set(state["keys"]) == {str(one.key_id)}
    again = post(REDEEM, counter.body(counter.scan(text_of(one))), counter)
    assert (again.status_code, again.json()["mark"]) == (409, "△")
    back = post(f"{REDEEM}/{scan.nonce}/reverse", {"why": "まちがえた"}, counter)
    assert back.status_code == 200
    assert post(f"{REDEEM}/{scan.nonce}/reverse", {"why": "まちがえた"}, counter).json() == back.json()
    assert post(REDEEM, counter.body(counter.scan(text_of(one))), counter).status_code == 201
    assert post("/api/v1/till/close", {}, counter).status_code == 204
    closed = post(REDEEM, counter.body(counter.scan(text_of(one))), counter)
    assert (closed.status_code, closed.json()["code"]) == (401, "till.session")


def test_the_same_nonce_with_other_content_is_422(counter: Till) -> None:
    one = card()
    scan = counter.scan(text_of(one))
    post(REDEEM, counter.body(scan), counter)
    other = post(REDEEM, counter.body(counter.scan(one.typed, nonce=scan.nonce)), counter)
    assert (other.status_code, other.json()["code"]) == (422, "till.nonce")
    assert Redemption.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("counter", 1.5), ("counter", "1"), ("counter", -1), ("counter", True), ("counter", 10**30), ("counter", None),
        ("nonce", "1"), ("nonce", 7), ("nonce", "{0e2f6c1a-5b7d-4c3e-9a8b-1d2e3f4a5b6c}"), ("code", 5), ("code", "x" * 401), ("code", "a\0b"),
        ("claimed_at", "きのう"), ("claimed_at", "2026-11-24T15:00:00"), ("claimed_at", "0001-01-01T00:00:00Z"),
        ("claimed_at", 1764000000), ("signature", "00"), ("signature", "g" * 64), ("amount_yen", 399.5), ("child", "はな"),
    ],
)  # fmt: skip
def test_a_field_that_cannot_be_read_is_named(counter: Till, field: str, value: Any) -> None:
    told = post(REDEEM, {**counter.body(counter.scan(text_of(card()))), field: value}, counter)
    assert told.status_code == 400
    assert set(told.json()["fields"]) == {field}
    assert not Redemption.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "null",
        b"\xff\xfe",
        '{"counter": NaN}',
        "[" * 100_000,
        '{"counter": ' + "9" * 5000 + "}",
    ],
)
def test_what_is_no_json_of_ours_is_400(counter: Till, body: Any) -> None:
    assert post(REDEEM, body, counter).status_code == 400


def test_a_body_too_large_is_413(counter: Till) -> None:
    assert post(REDEEM, " " * (256 * 1024 + 1), counter).status_code == 413


@pytest.mark.parametrize(
    "header", ["", "Till", "Till .", "Till a.b", "Bearer x", "Till " + "x" * 500, "Till a\0.b"]
)
def test_without_a_session_nothing_is_answered(counter: Till, header: str) -> None:
    body = counter.body(counter.scan(text_of(card())))
    for path, told in ((REDEEM, body), (SYNC, {"items": [body]})):
        answer = post(path, told, Authorization=header)
        assert (answer.status_code, answer.json()["code"]) == (401, "till.session")
    assert not Redemption.objects.exists()


def test_a_revoked_device_is_403(counter: Till) -> None:
    devices.revoke(device=counter.device, by=ground.SERVER, at=make.AT)
    told = post(REDEEM, counter.body(counter.scan(text_of(card()))), counter)
    assert (told.status_code, told.json()["code"]) == (403, "till.revoked")
    pin = post("/api/v1/till/session", {"device": counter.device.public_id, "pin": PIN})
    assert pin.status_code == 403


def test_a_wrong_pin_is_401_and_after_ten_nobody_tries(counter: Till) -> None:
    told = {"device": counter.device.public_id, "pin": "0000"}
    assert [post("/api/v1/till/session", told).status_code for _ in range(11)] == [401] * 10 + [429]
    assert post("/api/v1/till/session", {**told, "pin": PIN}).status_code == 429
    assert DeviceSession.objects.count() == 1


def test_an_unknown_device_answers_like_a_wrong_pin() -> None:
    told = post("/api/v1/till/session", {"device": "CDFHJKMNPQ", "pin": PIN})
    assert (told.status_code, told.json()["code"]) == (401, "till.pin")


def test_with_a_dead_counter_a_child_eats_and_nobody_tries_pins(
    counter: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dead(*_: Any, **__: Any) -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr(shared_cache, "count", dead)
    assert post(REDEEM, counter.body(counter.scan(text_of(card()))), counter).status_code == 201
    assert post(REDEEM, counter.body(counter.scan(card().typed)), counter).status_code == 201
    pin = post("/api/v1/till/session", {"device": counter.device.public_id, "pin": PIN})
    assert (pin.status_code, pin.headers["Retry-After"]) == (503, "2")


def test_who_guesses_numbers_is_stopped_but_cards_go_on(
    counter: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ibasho.rooms.mealtickets.api.till.TYPED_TIMES", 2)
    guesses = [
        post(REDEEM, counter.body(counter.scan("CDFHJKMNPQRT")), counter).status_code for _ in range(3)
    ]
    assert guesses == [409, 409, 429]
    assert post(REDEEM, counter.body(counter.scan(text_of(card()))), counter).status_code == 201


def test_a_database_that_does_not_answer_is_503(counter: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[datetime] = []

    def lost(*, at: datetime, **_: Any) -> None:
        tries.append(at)
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(redeem, "redeem", lost)
    told = post(REDEEM, counter.body(counter.scan(text_of(card()))), counter)
    assert (told.status_code, told.headers["Retry-After"]) == (503, "2")
    assert tries


def test_no_other_origin_may_ask_and_no_cookie_is_set(counter: Till) -> None:
    told = post(REDEEM, counter.body(counter.scan(text_of(card()))), counter, Origin="https://evil.example")
    assert "Access-Control-Allow-Origin" not in told.headers
    assert not told.cookies
    assert told.headers["Cache-Control"] == "no-store"
    before = Client().options(REDEEM, headers={"Origin": "https://evil.example"})
    assert (before.status_code, "Access-Control-Allow-Origin" in before.headers) == (405, False)


def test_neither_codes_nor_tokens_are_logged(counter: Till, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    one = card()
    for code in (text_of(one), one.typed, "CDFHJKMNPQRT"):
        post(REDEEM, counter.body(counter.scan(code)), counter)
    post("/api/v1/till/session", {"device": counter.device.public_id, "pin": "97531"})
    told = "\n".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("django.db")
    )
    for secret in (text_of(one), one.typed, counter.token, "97531"):
        assert secret not in told


def test_the_state_remembers_that_a_device_is_even(counter: Till) -> None:
    Device.objects.update(synced_at=make.AT - timedelta(days=2))
    client = Client(headers={"Authorization": counter.header})
    client.get(STATE)
    assert Device.objects.get(pk=counter.device.pk).synced_at != make.AT
    client.get(f"{STATE}?pending=0")
    assert Device.objects.get(pk=counter.device.pk).synced_at == make.AT


def test_the_test_card_makes_the_shop_ready(world: ground.Ground, counter: Till) -> None:
    assert post("/api/v1/till/test", {}, counter).status_code == 200
    world.shop.refresh_from_db()
    assert world.shop.tested_at == make.AT


def test_a_redemption_asks_the_counter_of_writes_nothing(
    counter: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(limits, "allow", lambda name, *_, **__: asked.append(name) or True)
    post(REDEEM, counter.body(counter.scan(text_of(card()))), counter)
    assert asked == []
