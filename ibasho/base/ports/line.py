"""LINE's Messaging API: what its webhook tells, and text to a friend of the channel. https://developers.line.biz

A friend's id opens their phone: it stands in no exception, no log and no `repr`. The same `retry_key` is the same message,
however often it is sent: LINE answers 409 once it took it, and that is as good as sent.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import httpx
from django.conf import settings

SIGNATURE_HEADER = "X-Line-Signature"
RETRY_HEADER = "X-Line-Retry-Key"
BODY_BYTES_MAX = 1_000_000
TEXT_UNITS_MAX = 5_000  # UTF-16 code units of one text
TEXTS_MAX = 5  # of one request
CHOICES_MAX = 13  # quick replies under one text
LABEL_MAX = 20
TIMEOUT_SECONDS = 10.0
KINDS = ("message", "follow", "unfollow", "postback")
OTHER = "other"
_KEYS = uuid.UUID("6b1f6a52-6f5e-5d0c-9b54-2f0d6f2a9c11")  # the space our retry keys are derived in
_USER = re.compile(r"U[0-9a-f]{32}", re.ASCII)
_GONE = (
    "failed to send messages",
    "property, 'to'",
    "property, `to`",
)  # what LINE says of a friend it can't find


class Forged(Exception):
    """A body that LINE did not sign, or that can't be a webhook's."""


class LineDelayed(Exception):
    """LINE can't now, or gave no clear answer: the same again, with the same key, later."""

    def __init__(self, reason: str, retry_after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class LineRefused(Exception):
    """This text will never be taken. `str()` is a short reason without anybody's id."""


class LineGone(LineRefused):
    """Nobody is a friend under this id any more."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A position a friend sent. For answering in memory; never to be stored."""

    latitude: float = field(repr=False)
    longitude: float = field(repr=False)


@dataclass(frozen=True, slots=True)
class Event:
    """`kind`: one of KINDS or OTHER. `user`: "" unless a single person speaks. `text`: what was typed, or a postback's data;
    `active` False (standby): another tool has the talk, nothing may be answered."""

    id: str
    kind: str
    at: datetime
    active: bool = True
    redelivered: bool = False
    user: str = field(default="", repr=False)
    reply_token: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    spot: Spot | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """A button under a text. `data` comes back as a postback; "" asks for the position instead."""

    label: str
    data: str = ""


@dataclass(frozen=True, slots=True)
class Say:
    text: str
    choices: tuple[Choice, ...] = ()


class Line(Protocol):
    def push(self, to: str, text: str, *, retry_key: str) -> None:
        """One text to one friend. `retry_key`: a UUID. Returns once LINE took it, now or earlier under the same key.
        Raises LineDelayed, LineRefused, LineGone."""

    def reply(self, token: str, says: Sequence[Say]) -> None:
        """Answers an event once. Raises LineDelayed, LineRefused."""


def channel(*, timeout: float = TIMEOUT_SECONDS) -> Line | None:
    """The city's own channel; None where it has none. `timeout` in seconds."""
    if not is_on():
        return None
    return HttpLine(settings.LINE_API, settings.LINE_TOKEN, timeout=timeout)


def is_on() -> bool:
    return bool(settings.LINE_SECRET and settings.LINE_TOKEN)


def retry_key(name: str) -> str:
    """The key of what `name` names (`message-17`): always the same one."""
    return str(uuid.uuid5(_KEYS, name))


def sign(body: bytes, secret: str) -> str:
    """The header X-Line-Signature of a body."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def verify(body: bytes, signature: str, secret: str) -> None:
    """Raises Forged unless LINE signed exactly these bytes. Takes as long for a wrong signature as for a right one."""
    given = signature.encode("ascii", "replace")
    if not hmac.compare_digest(sign(body, secret).encode(), given) or not secret:
        raise Forged


def events(body: bytes) -> tuple[Event, ...]:
    """What a signed body tells. An event that can't be read is left out alone; Forged where the whole can't be."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Forged from error
    found = told.get("events") if isinstance(told, dict) else None
    if not isinstance(found, list):
        raise Forged
    return tuple(event for one in found if (event := _event(one)) is not None)


def clip(text: str) -> str:
    """As much of a text as LINE takes, never half a letter."""
    units = 0
    for index, letter in enumerate(text):
        units += 2 if ord(letter) > 0xFFFF else 1
        if units > TEXT_UNITS_MAX:
            return text[:index]
    return text


class HttpLine:
    """The real one. `transport` is for tests."""

    def __init__(
        self,
        api: str,
        token: str,
        *,
        transport: httpx.BaseTransport | None = None,
        timeout: float = TIMEOUT_SECONDS,
    ) -> None:
        self._api, self._token, self._transport, self._timeout = api.rstrip("/"), token, transport, timeout

    def push(self, to: str, text: str, *, retry_key: str) -> None:
        told = {"to": to, "messages": [_message(Say(text))]}
        answer = self._post("/v2/bot/message/push", told, {RETRY_HEADER: retry_key})
        if answer.status_code != 409:
            _check(answer)

    def reply(self, token: str, says: Sequence[Say]) -> None:
        told = {"replyToken": token, "messages": [_message(say) for say in says[:TEXTS_MAX]]}
        _check(self._post("/v2/bot/message/reply", told, {}))

    def _post(self, path: str, told: Mapping[str, Any], headers: Mapping[str, str]) -> httpx.Response:
        sent = {"Authorization": f"Bearer {self._token}", **headers}
        try:
            with httpx.Client(transport=self._transport, timeout=self._timeout, trust_env=False) as client:
                return client.post(self._api + path, json=told, headers=sent)
        except httpx.HTTPError as error:
            raise LineDelayed(type(error).__name__) from None


@dataclass
class Recorder:
    """The stand-in of unit tests: keeps what it took, answers as told. `failing` is raised, by `to` or by "*" for all."""

    pushed: list[tuple[str, str, str]] = field(default_factory=list)  # to, text, key: each key once
    asked: list[str] = field(default_factory=list)  # every key that came, as often as it came
    replied: list[tuple[str, tuple[Say, ...]]] = field(default_factory=list)
    failing: dict[str, Exception] = field(default_factory=dict)

    def push(self, to: str, text: str, *, retry_key: str) -> None:
        self.asked.append(retry_key)
        self._fail(to)
        if retry_key not in {key for _to, _text, key in self.pushed}:
            self.pushed.append((to, clip(text), retry_key))

    def reply(self, token: str, says: Sequence[Say]) -> None:
        self._fail(token)
        self.replied.append((token, tuple(says[:TEXTS_MAX])))

    def _fail(self, to: str) -> None:
        problem = self.failing.get(to) or self.failing.get("*")
        if problem is not None:
            raise problem


def _check(answer: httpx.Response) -> None:
    """A wrong token or a used-up month is nobody's message's fault: it waits until somebody mends that."""
    status = answer.status_code
    if status < 300:
        return
    if status in (401, 403):
        raise LineDelayed(f"LINEの かぎが あいません（HTTP {status}）")
    if status == 429 or not 400 <= status < 500:
        raise LineDelayed(f"HTTP {status}", _retry_after(answer))
    if status in (400, 404) and _is_gone(answer):
        raise LineGone("この人は もう ともだちでは ありません")
    raise LineRefused(f"HTTP {status}")


def _is_gone(answer: httpx.Response) -> bool:
    words = answer.text[:1_000].lower()
    return any(sign in words for sign in _GONE)


def _retry_after(answer: httpx.Response) -> timedelta | None:
    told = answer.headers.get("Retry-After", "")
    seconds = int(told) if told.isascii() and told.isdigit() and len(told) <= 5 else 0
    return timedelta(seconds=seconds) if seconds else None


def _message(say: Say) -> dict[str, Any]:
    told: dict[str, Any] = {"type": "text", "text": clip(say.text)}
    if say.choices:
        told["quickReply"] = {"items": [_item(choice) for choice in say.choices[:CHOICES_MAX]]}
    return told


def _item(choice: Choice) -> dict[str, Any]:
    label = choice.label[:LABEL_MAX]
    if not choice.data:
        return {"type": "action", "action": {"type": "location", "label": label}}
    told = {"type": "postback", "label": label, "data": choice.data, "displayText": choice.label}
    return {"type": "action", "action": told}


def _event(told: object) -> Event | None:
    """None for what can't be an event."""
    if not isinstance(told, dict):
        return None
    event_id, kind, at = told.get("webhookEventId"), told.get("type"), _moment(told.get("timestamp"))
    if not _is_code(event_id, 40) or not isinstance(kind, str) or at is None:
        return None
    message, postback = _dict(told.get("message")), _dict(told.get("postback"))
    text = message.get("text") if message.get("type") == "text" else postback.get("data")
    return Event(
        id=str(event_id),
        kind=kind if kind in KINDS else OTHER,
        at=at,
        active=told.get("mode", "active") == "active",
        redelivered=_dict(told.get("deliveryContext")).get("isRedelivery") is True,
        user=_user(_dict(told.get("source"))),
        reply_token=_code(told.get("replyToken"), 200),
        text=text[:TEXT_UNITS_MAX] if isinstance(text, str) else "",
        spot=_spot(message) if message.get("type") == "location" else None,
    )


def _user(source: Mapping[str, Any]) -> str:
    """Only a talk with one person: in a group everybody reads the answers."""
    user = source.get("userId") if source.get("type") == "user" else ""
    return user if isinstance(user, str) and _USER.fullmatch(user) else ""


def _spot(message: Mapping[str, Any]) -> Spot | None:
    latitude, longitude = message.get("latitude"), message.get("longitude")
    if _is_within(latitude, 90) and _is_within(longitude, 180):
        return Spot(float(latitude or 0), float(longitude or 0))
    return None


def _moment(told: object) -> datetime | None:
    """Milliseconds since 1970. None for what is no moment of these centuries."""
    if type(told) is not int or not 0 < told < 10_000_000_000_000:
        return None
    return datetime.fromtimestamp(told / 1_000, tz=UTC)


def _is_within(told: object, limit: int) -> bool:
    return isinstance(told, (int, float)) and not isinstance(told, bool) and -limit <= told <= limit


def _is_code(told: object, length_max: int) -> bool:
    return isinstance(told, str) and 0 < len(told) <= length_max and told.isascii() and told.isprintable()


def _code(told: object, length_max: int) -> str:
    return str(told) if _is_code(told, length_max) else ""


def _dict(told: object) -> Mapping[str, Any]:
    return told if isinstance(told, dict) else {}
