"""Web push: a few words to one browser, sealed for it alone (RFC 8030, 8188, 8291), signed by the city's key (RFC 8292).

Whoever knows a browser's endpoint can wake it: it stands in no exception, no log and no `repr`. What a browser tells us is
an address we post to, so only the known push services are taken, never a host of somebody's choice.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Protocol
from urllib.parse import urlsplit

import http_ece
import httpx
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from py_vapid import Vapid02, VapidException

from ibasho.base.kernel import clock

SERVICES = frozenset({"fcm.googleapis.com", "updates.push.services.mozilla.com", "web.push.apple.com"})
SERVICE_FAMILIES = (".notify.windows.com", ".push.apple.com")
LOOPBACK = frozenset({"localhost", "127.0.0.1"})
TIMEOUT_SECONDS = 10.0
SIGNED_HOURS = 12  # a push service takes at most 24
PAYLOAD_BYTES = 2_048  # every one is as long as every other: the length tells nothing
RETRY_SECONDS_MAX = 24 * 3600
_TOPIC = re.compile(r"[A-Za-z0-9_-]{1,32}")


class PushDelayed(Exception):
    """The push service can't now: the same again later."""

    def __init__(self, reason: str, retry_after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class PushRefused(Exception):
    """This will never be taken. `str()` is a short reason without the endpoint."""


class PushGone(PushRefused):
    """Nobody listens at this endpoint any more."""


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser's subscription: `p256dh` a point of P-256, `auth` 16 bytes, both base64url."""

    endpoint: str = field(repr=False)
    p256dh: str = field(repr=False)
    auth: str = field(repr=False)

    @classmethod
    def read(cls, plain: str) -> Browser:
        """From the JSON a browser gives. Raises PushRefused where it is none."""
        try:
            told = json.loads(plain)
            return cls(str(told["endpoint"]), str(told["keys"]["p256dh"]), str(told["keys"]["auth"]))
        except (ValueError, TypeError, KeyError) as error:
            raise PushRefused("ブラウザの とどけ先が 読めません") from error


@dataclass(frozen=True, slots=True)
class Note:
    """What a lock screen shows. `url` stands on our own origin. `topic`: a newer one of the same replaces it (at most 32
    letters of base64url), so that a repetition shows once. `ttl` in seconds: how long the service may keep it."""

    title: str
    body: str
    url: str
    topic: str
    ttl: int
    urgent: bool = False


class Pusher(Protocol):
    def push(self, to: Browser, note: Note) -> None:
        """Raises PushDelayed, PushRefused, PushGone."""


def service() -> Pusher | None:
    """The real one; None where the city has no key."""
    return WebPusher(settings.PUSH_KEY, settings.PUSH_CONTACT) if settings.PUSH_KEY else None


def public_key() -> str:
    """What a browser subscribes with (base64url); "" where push is off."""
    return _public(settings.PUSH_KEY) if settings.PUSH_KEY else ""


def new_key() -> tuple[str, str]:
    """A private key for PUSH_KEY and its public one, base64url."""
    made = ec.generate_private_key(ec.SECP256R1())
    private = _base64(made.private_numbers().private_value.to_bytes(32, "big"))
    return private, _public(private)


def is_service(endpoint: str, *, loopback: bool) -> bool:
    """Whether we may post there: https on a known push service's own host; with `loopback` also this machine (demo, tests)."""
    try:
        parts = urlsplit(endpoint)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return False
    if not endpoint.isascii() or not endpoint.isprintable() or "\\" in endpoint:
        return False
    if "@" in parts.netloc or " " in endpoint or not host:
        return False
    if loopback and host in LOOPBACK:
        return parts.scheme in ("http", "https")
    known = host in SERVICES or host.endswith(SERVICE_FAMILIES)
    return parts.scheme == "https" and port in (None, 443) and known


class WebPusher:
    """`key`: the private VAPID key, base64url. `contact`: whom a push service asks, `mailto:` or `https:`."""

    def __init__(self, key: str, contact: str, *, timeout: float = TIMEOUT_SECONDS) -> None:
        self._key, self._contact, self._timeout = key, contact, timeout

    def push(self, to: Browser, note: Note) -> None:
        if not is_service(to.endpoint, loopback=settings.MODE != "production"):
            raise PushRefused("知らない 通知サービスです")
        headers = {
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(max(note.ttl, 0)),
            "Urgency": "high" if note.urgent else "normal",
            **({"Topic": note.topic} if _TOPIC.fullmatch(note.topic) else {}),
            **self._signed(to.endpoint),
        }
        _check(*self._post(to.endpoint, sealed(to, note), headers))

    def _signed(self, endpoint: str) -> dict[str, str]:
        parts = urlsplit(endpoint)
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "sub": self._contact,
            "exp": int((clock.now() + timedelta(hours=SIGNED_HOURS)).timestamp()),
        }
        try:
            signed: dict[str, str] = Vapid02.from_raw(self._key.encode()).sign(claims)
        except (VapidException, ValueError, binascii.Error) as error:
            raise PushDelayed("PUSH_KEY か PUSH_CONTACT が 読めません") from error
        return signed

    def _post(self, endpoint: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        """The status and Retry-After; the answer's body is not read. No redirect is followed."""
        try:
            with (
                httpx.Client(timeout=self._timeout, trust_env=False) as client,
                client.stream("POST", endpoint, content=body, headers=headers) as answer,
            ):
                return answer.status_code, answer.headers.get("Retry-After", "")
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise PushDelayed(type(error).__name__) from None


def sealed(to: Browser, note: Note) -> bytes:
    """The body for one browser: nobody on the way reads it. Raises PushRefused where its keys are none or the words too many."""
    told = {"title": note.title, "body": note.body, "url": note.url, "tag": note.topic}
    words = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    if len(words) > PAYLOAD_BYTES:
        raise PushRefused("通知の ことばが 長すぎます")
    try:
        point, auth = _bytes(to.p256dh), _bytes(to.auth)
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        body: bytes = http_ece.encrypt(
            words.ljust(PAYLOAD_BYTES),
            private_key=ec.generate_private_key(ec.SECP256R1()),
            dh=point,
            auth_secret=auth,
            version="aes128gcm",
        )
    except (ValueError, binascii.Error, http_ece.ECEException) as error:
        raise PushRefused("ブラウザの かぎが 読めません") from error
    return body


@dataclass
class Recorder:
    """The stand-in of unit tests: keeps what it took, answers as told. `failing` is raised, by endpoint or by "*" for all."""

    pushed: list[tuple[str, Note]] = field(default_factory=list)
    failing: dict[str, Exception] = field(default_factory=dict)

    def push(self, to: Browser, note: Note) -> None:
        problem = self.failing.get(to.endpoint) or self.failing.get("*")
        if problem is not None:
            raise problem
        self.pushed.append((to.endpoint, note))


def _check(status: int, retry_after: str) -> None:
    if 200 <= status < 300:
        return
    if status in (404, 410):
        raise PushGone("この端末は もう うけとっていません")
    if status in (408, 429) or status >= 500:
        raise PushDelayed(f"HTTP {status}", _pause(retry_after, clock.now()))
    raise PushRefused(f"HTTP {status}")


def _pause(told: str, now: datetime) -> timedelta | None:
    """Retry-After: seconds or a date. None for what is neither, at most a day."""
    if told.isascii() and told.isdigit():
        seconds = int(told[:9])
    else:
        try:
            seconds = int((parsedate_to_datetime(told) - now).total_seconds())
        except (TypeError, ValueError):
            return None
    return timedelta(seconds=min(seconds, RETRY_SECONDS_MAX)) if seconds > 0 else None


@lru_cache(maxsize=4)
def _public(private: str) -> str:
    number = int.from_bytes(_bytes(private), "big")
    point = ec.derive_private_key(number, ec.SECP256R1()).public_key()
    return _base64(point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def _base64(plain: bytes) -> str:
    return base64.urlsafe_b64encode(plain).decode().rstrip("=")


def _bytes(told: str) -> bytes:
    return base64.b64decode(told + "=" * (-len(told) % 4), altchars=b"-_", validate=True)
