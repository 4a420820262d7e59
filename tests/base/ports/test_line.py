"""What LINE tells and what it is told: every signature that is none, every event that is none, every answer it may give."""

from __future__ import annotations

import base64
import json
import traceback
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.ports import line
from ibasho.base.ports.line import (
    Choice,
    Event,
    Forged,
    HttpLine,
    LineDelayed,
    LineGone,
    LineRefused,
    Recorder,
    Say,
)
from tests.base.ports.answering import transport

SECRET = "channel-secret"
USER = "U" + "0123456789abcdef" * 2
KEY = line.retry_key("message-7")
BODY = json.dumps({"destination": USER, "events": []}).encode()


def told(**changed: Any) -> dict[str, Any]:
    """A text message of a friend, as LINE tells it."""
    known = {
        "type": "message", "mode": "active", "timestamp": 1_795_000_000_123, "webhookEventId": "01KB0000000000000000000000",
        "deliveryContext": {"isRedelivery": False}, "source": {"type": "user", "userId": USER}, "replyToken": "r1",
        "message": {"id": "1", "type": "text", "text": "いま"},
    }  # fmt: skip
    return {**known, **changed}


def body(*events: Any) -> bytes:
    return json.dumps({"destination": USER, "events": list(events)}).encode()


# --- signatures ---


def test_what_line_signed_is_believed() -> None:
    line.verify(BODY, line.sign(BODY, SECRET), SECRET)


RIGHT = line.sign(BODY, SECRET)


@pytest.mark.parametrize(
    ("signature", "signed"),
    [
        ("", BODY), (RIGHT[:-1], BODY), (RIGHT[:10], BODY), (RIGHT + "=", BODY), (f" {RIGHT}", BODY),
        (line.sign(BODY, "another channel"), BODY), (RIGHT, BODY + b" "), (RIGHT, BODY.replace(b"U0", b"U1")),
        (RIGHT, b""), (RIGHT.swapcase(), BODY), (base64.b64encode(b"\0" * 32).decode(), BODY), ("偽の しるし", BODY),
        ("\udcff" * 44, BODY),
    ],
)  # fmt: skip
def test_everything_else_is_forged(signature: str, signed: bytes) -> None:
    with pytest.raises(Forged):
        line.verify(signed, signature, SECRET)


def test_without_a_secret_nothing_is_believed() -> None:
    with pytest.raises(Forged):
        line.verify(BODY, line.sign(BODY, ""), "")


@given(st.binary(max_size=200), st.text(max_size=60))
def test_no_guess_is_a_signature(raw: bytes, guess: str) -> None:
    with pytest.raises(Forged):
        line.verify(raw, guess, SECRET)


# --- events ---


def test_a_text_of_a_friend() -> None:
    (found,) = line.events(body(told()))
    at = datetime(2026, 11, 18, tzinfo=UTC)
    assert abs(found.at - at) < timedelta(days=60)
    assert (found.kind, found.user, found.reply_token, found.text) == ("message", USER, "r1", "いま")
    assert found.active and not found.redelivered and found.spot is None


def test_a_position_a_button_and_a_redelivery_of_another_tools_talk() -> None:
    place = {"id": "2", "type": "location", "latitude": 34.15, "longitude": 138, "address": "みほん市 1-1"}
    here, tapped = line.events(
        body(
            told(message=place),
            told(type="postback", message=None, postback={"data": "area:M01"}, mode="standby",
                 deliveryContext={"isRedelivery": True}),
        )
    )  # fmt: skip
    assert here.spot is not None and (here.spot.latitude, here.spot.longitude) == (34.15, 138.0)
    assert (tapped.kind, tapped.text, tapped.active, tapped.redelivered) == (
        "postback",
        "area:M01",
        False,
        True,
    )


def test_the_check_of_the_connection_tells_nothing() -> None:
    assert line.events(BODY) == ()


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"null", b"{}", b'{"events": {}}', b'{"events": 1}', b"\xff",
                                 b"[" * 100_000, b'{"events": "x"}'])  # fmt: skip
def test_a_body_that_is_no_webhook_is_forged(raw: bytes) -> None:
    with pytest.raises(Forged):
        line.events(raw)


POISON: list[Any] = [
    None, 1, "x", [], {}, told(webhookEventId=None), told(webhookEventId=""), told(webhookEventId="x" * 41),
    told(webhookEventId="日本"), told(type=None), told(type=5), told(timestamp="now"), told(timestamp=True),
    told(timestamp=-1), told(timestamp=10**30), told(timestamp=1.5),
]  # fmt: skip


def test_one_poison_event_never_blocks_the_rest() -> None:
    for poison in POISON:
        found = line.events(body(told(replyToken="a"), poison, told(replyToken="b")))
        assert [one.reply_token for one in found] == ["a", "b"], poison


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"type": "videoPlayComplete"}, {"kind": "other"}), ({"source": None}, {"user": ""}),
        ({"source": {"type": "group", "groupId": "C1", "userId": USER}}, {"user": ""}),
        ({"source": {"type": "user", "userId": "U1"}}, {"user": ""}), ({"source": {"type": "user", "userId": 7}}, {"user": ""}),
        ({"replyToken": None}, {"reply_token": ""}), ({"message": []}, {"text": ""}),
        ({"message": {"type": "text", "text": 5}}, {"text": ""}), ({"message": {"type": "sticker"}}, {"text": ""}),
        ({"message": {"type": "location", "latitude": "34", "longitude": 138}}, {"spot": None}),
        ({"message": {"type": "location", "latitude": 91, "longitude": 138}}, {"spot": None}),
        ({"message": {"type": "location", "latitude": True, "longitude": 138}}, {"spot": None}),
        ({"message": {"type": "location", "latitude": 10**400, "longitude": 138}}, {"spot": None}),
        ({"message": {"type": "location", "latitude": float("nan"), "longitude": 138}}, {"spot": None}),
        ({"deliveryContext": 1}, {"redelivered": False}), ({"mode": "standby"}, {"active": False}),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_left_out(changed: dict[str, Any], expected: dict[str, Any]) -> None:
    (found,) = line.events(body(told(**changed)))
    assert {name: getattr(found, name) for name in expected} == expected


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
                    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4)))  # fmt: skip
def test_no_json_breaks_the_reading(thing: Any) -> None:
    for changed in ({"message": thing}, {"source": thing}, {"postback": thing}, {"deliveryContext": thing}):
        assert len(line.events(body(told(**changed)))) == 1
    line.events(body(thing))


def test_an_event_shows_no_id_and_no_position() -> None:
    place = {"type": "location", "latitude": 34.15123, "longitude": 138.98765}
    (found,) = line.events(body(told(message=place, replyToken="secret-token")))
    shown = repr(found)
    assert not any(one in shown for one in (USER, "34.15", "138.98", "secret-token"))


# --- what goes out ---


def port(answer: httpx.Response | Exception, asked: list[httpx.Request] | None = None) -> HttpLine:
    return HttpLine("https://api.line.me/", "token-1", transport=transport(answer, asked))


def test_a_text_is_pushed_as_the_api_wants_it() -> None:
    asked: list[httpx.Request] = []
    port(httpx.Response(200, json={"sentMessages": [{"id": "1"}]}), asked).push(
        USER, "こんにちは", retry_key=KEY
    )
    (request,) = asked
    assert (request.method, str(request.url)) == ("POST", "https://api.line.me/v2/bot/message/push")
    assert (request.headers["Authorization"], request.headers["X-Line-Retry-Key"]) == ("Bearer token-1", KEY)
    assert json.loads(request.content) == {"to": USER, "messages": [{"type": "text", "text": "こんにちは"}]}


def test_an_answer_carries_its_buttons_and_no_retry_key() -> None:
    asked: list[httpx.Request] = []
    says = [Say("どこ？", (Choice("ちかく"), Choice("虹橋", "area:M01"))), *[Say("x")] * 9]
    port(httpx.Response(200, json={}), asked).reply("r1", says)
    (request,) = asked
    sent = json.loads(request.content)
    assert request.url.path == "/v2/bot/message/reply" and "X-Line-Retry-Key" not in request.headers
    assert sent["replyToken"] == "r1" and len(sent["messages"]) == 5
    here, area = (item["action"] for item in sent["messages"][0]["quickReply"]["items"])
    assert here == {"type": "location", "label": "ちかく"}
    assert area == {"type": "postback", "label": "虹橋", "data": "area:M01", "displayText": "虹橋"}


def test_what_line_took_before_under_the_same_key_is_sent() -> None:
    headers = {"x-line-accepted-request-id": "r-1"}
    port(httpx.Response(409, headers=headers, json={"message": "The retry key is already accepted"})).push(
        USER, "x", retry_key=KEY
    )


@pytest.mark.parametrize(
    "answer",
    [httpx.ConnectTimeout(USER), httpx.ConnectError(USER), httpx.ReadTimeout(USER), httpx.Response(500), httpx.Response(503),
     httpx.Response(429, json={"message": "You have reached your monthly limit."}), httpx.Response(401), httpx.Response(403),
     httpx.Response(302)],
)  # fmt: skip
def test_no_clear_answer_means_later(answer: Any) -> None:
    with pytest.raises(LineDelayed) as caught:
        port(answer).push(USER, "x", retry_key=KEY)
    assert caught.value.retry_after is None
    assert USER not in "".join(traceback.format_exception(caught.value))


def test_later_may_say_how_much_later() -> None:
    with pytest.raises(LineDelayed) as caught:
        port(httpx.Response(429, headers={"Retry-After": "90"})).push(USER, "x", retry_key=KEY)
    assert caught.value.retry_after == timedelta(seconds=90)


@pytest.mark.parametrize(("words", "problem"), [
    ("Failed to send messages", LineGone), ("The property, 'to', in the request body is invalid (line: -, column: -)", LineGone),
    ("May not be empty", LineRefused), (USER, LineRefused),
])  # fmt: skip
def test_never_means_never(words: str, problem: type[LineRefused]) -> None:
    with pytest.raises(LineRefused) as caught:
        port(httpx.Response(400, json={"message": words})).push(USER, "x", retry_key=KEY)
    assert type(caught.value) is problem
    assert USER not in str(caught.value)


@given(st.text(max_size=6_000))
def test_a_text_is_cut_at_whole_letters(text: str) -> None:
    kept = line.clip(text)
    assert text.startswith(kept)
    assert len(kept.encode("utf-16-le", "surrogatepass")) <= 2 * line.TEXT_UNITS_MAX


def test_letters_beyond_the_first_plane_count_twice() -> None:
    assert len(line.clip("𠮷" * 5_000)) == 2_500
    assert len(line.clip("あ" * 6_000)) == 5_000


def test_a_key_is_the_same_for_the_same_message_and_a_uuid() -> None:
    assert line.retry_key("message-7") == KEY != line.retry_key("message-8")
    assert len(KEY) == 36 and KEY.count("-") == 4


def test_the_stand_in_takes_a_key_once_and_fails_as_told() -> None:
    stand_in = Recorder(failing={"U2": LineGone("x")})
    for _time in range(3):
        stand_in.push("U1", "a", retry_key=KEY)
    with pytest.raises(LineGone):
        stand_in.push("U2", "a", retry_key="k2")
    stand_in.reply("r1", [Say("b")])
    assert (stand_in.pushed, stand_in.asked) == ([("U1", "a", KEY)], [KEY, KEY, KEY, "k2"])
    assert stand_in.replied == [("r1", (Say("b"),))]


def test_the_events_of_the_port_are_frozen() -> None:
    event = Event("1", "follow", datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(AttributeError):
        event.id = "2"  # type: ignore[misc]
