"""Web push over the wire: sealed for one browser, signed by the city, and every way in which it may fail."""

from __future__ import annotations

import base64
import json
import logging
import socket
from datetime import timedelta
from email.utils import format_datetime

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import LazySettings

from ibasho.base.kernel import clock
from ibasho.base.ports import push
from ibasho.base.ports.push import Browser, Note, PushDelayed, PushGone, PushRefused, WebPusher
from ibasho.town.outbox import commands
from tests.base.ports.push_service import Receiver, base64url, push_service
from tests.make import AT

KEY, PUBLIC = push.new_key()
NOTE = Note("きょうは おやすみ", "みどり食堂", "https://ibasho.example/news/1/", "a" * 32, 3_600)


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


def pusher(timeout: float = 5) -> WebPusher:
    return WebPusher(KEY, "mailto:ibasho@city.example", timeout=timeout)


def plain(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def test_only_the_browser_reads_what_was_sent() -> None:
    with push_service() as service:
        receiver = Receiver(service.endpoint())
        pusher().push(receiver.browser, NOTE)
    (came,) = service.came
    told = receiver.opened(came.body)
    assert told == {"title": NOTE.title, "body": NOTE.body, "url": NOTE.url, "tag": NOTE.topic}
    assert came.headers["Content-Encoding"] == "aes128gcm"
    assert (came.headers["Ttl"] if "Ttl" in came.headers else came.headers["TTL"]) == "3600"
    assert (came.headers["Topic"], came.headers["Urgency"]) == ("a" * 32, "normal")
    with pytest.raises(Exception, match="Decryption"):
        Receiver(service.endpoint()).opened(came.body)


def test_every_body_is_as_long_as_every_other() -> None:
    receiver = Receiver("https://fcm.googleapis.com/x")
    long = Note("あ" * 120, "い" * 200, NOTE.url, NOTE.topic, 1)
    assert len(push.sealed(receiver.browser, NOTE)) == len(push.sealed(receiver.browser, long)) < 4_096
    with pytest.raises(PushRefused, match="長すぎます"):
        push.sealed(receiver.browser, Note("あ", "い" * 2_000, NOTE.url, NOTE.topic, 1))


def test_the_city_signs_for_this_service_alone_and_for_half_a_day() -> None:
    with push_service() as service:
        pusher().push(Receiver(service.endpoint()).browser, NOTE)
    (came,) = service.came
    scheme, _, rest = came.headers["Authorization"].partition(" ")
    parts = dict(one.strip().split("=", 1) for one in rest.split(","))
    assert (scheme, parts["k"]) == ("vapid", PUBLIC)
    head, claims, signature = parts["t"].split(".")
    told = json.loads(plain(claims))
    assert told == {
        "aud": f"http://127.0.0.1:{service.port}",
        "sub": "mailto:ibasho@city.example",
        "exp": int((AT + timedelta(hours=12)).timestamp()),
    }
    raw = plain(signature)
    sealed = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), plain(parts["k"]))
    public.verify(sealed, f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_taken(status: int) -> None:
    with push_service((status, "")) as service:
        pusher().push(Receiver(service.endpoint()).browser, NOTE)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (404, PushGone), (410, PushGone), (400, PushRefused), (403, PushRefused), (413, PushRefused),
        (408, PushDelayed), (429, PushDelayed), (500, PushDelayed), (503, PushDelayed), (0, PushDelayed),
        (302, PushRefused), (307, PushRefused),
    ],
)  # fmt: skip
def test_not_taken(status: int, outcome: type[Exception]) -> None:
    with push_service((status, "")) as service, pytest.raises(outcome) as told:
        pusher().push(Receiver(service.endpoint()).browser, NOTE)
    assert type(told.value) is outcome
    assert "127.0.0.1" not in str(told.value) and "127.0.0.1" not in repr(told.value)
    assert len(service.came) == 1  # no redirect is followed


@pytest.mark.parametrize(
    ("told", "pause"),
    [
        ("90", timedelta(seconds=90)),
        (format_datetime(AT + timedelta(minutes=5)), timedelta(minutes=5)),
        ("999999999999", timedelta(days=1)),
        ("soon", None),
        ("-5", None),
        (format_datetime(AT - timedelta(minutes=5)), None),
        ("", None),
    ],
)
def test_when_it_may_be_tried_again(told: str, pause: timedelta | None) -> None:
    with push_service((429, told)) as service, pytest.raises(PushDelayed) as later:
        pusher().push(Receiver(service.endpoint()).browser, NOTE)
    assert later.value.retry_after == pause


def test_a_service_that_says_nothing_is_waited_for_no_longer_than_told() -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        receiver = Receiver(f"http://127.0.0.1:{deaf.getsockname()[1]}/x")
        with pytest.raises(PushDelayed, match="Timeout"):
            pusher(timeout=0.2).push(receiver.browser, NOTE)


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://wns2-par02p.notify.windows.com/w/?token=abc",
        "https://web.push.apple.com/abc",
        "https://FCM.googleapis.com:443/x",
    ],
)
def test_known_push_services(endpoint: str) -> None:
    assert push.is_service(endpoint, loopback=False)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evilnotify.windows.com/x",
        "https://notify.windows.com/x",
        "https://user@fcm.googleapis.com/x",
        "https://evil.example\\@fcm.googleapis.com/x",
        "https://evil.example#.push.apple.com/x",
        "https://evil.example/?.push.apple.com",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/x",
        "https://10.0.0.1/x",
        "http://localhost:8000/x",
        "http://127.0.0.1/x",
        "file:///etc/passwd",
        "https://",
        "",
        "https://fcm.googleapis.com/x\r\nHost: evil",
        "https://fcm.googleapis.com:port/x",
        "https://ｆcm.googleapis.com/x",
    ],
)
def test_nobody_makes_us_post_elsewhere(endpoint: str, settings: LazySettings) -> None:
    assert not push.is_service(endpoint, loopback=False)
    settings.MODE = "production"
    with pytest.raises(PushRefused, match="知らない"):
        pusher().push(Receiver(endpoint).browser, NOTE)


def test_this_machine_is_one_in_demo_and_tests_alone() -> None:
    assert push.is_service("http://localhost:8000/x", loopback=True)
    assert not push.is_service("http://localhost.evil.example/x", loopback=True)
    assert not push.is_service("http://10.0.0.1/x", loopback=True)


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [
        ("", ""),
        (base64url(b"\4" + b"\0" * 64), base64url(b"\0" * 16)),  # no point of the curve
        ("あいう", base64url(b"\0" * 16)),
        (base64url(b"\4" * 10), base64url(b"\0" * 16)),
    ],
)
def test_keys_that_are_none_are_refused(p256dh: str, auth: str) -> None:
    with pytest.raises(PushRefused, match="かぎ"):
        push.sealed(Browser("https://fcm.googleapis.com/x", p256dh, auth), NOTE)


def test_the_endpoint_is_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), push_service((201, ""), (500, "")) as service:
        receiver = Receiver(service.endpoint("secret-endpoint"))
        pusher().push(receiver.browser, NOTE)
        with pytest.raises(PushDelayed):
            pusher().push(receiver.browser, NOTE)
    assert "secret-endpoint" not in caplog.text
    assert "secret-endpoint" not in repr(receiver.browser)


def test_push_is_off_without_a_key(settings: LazySettings) -> None:
    settings.PUSH_KEY = ""
    assert (push.service(), push.public_key()) == (None, "")
    settings.PUSH_KEY = KEY
    assert push.service() is not None and push.public_key() == PUBLIC


def test_a_key_nobody_can_read_is_nobodys_messages_fault() -> None:
    with push_service() as service, pytest.raises(PushDelayed, match="PUSH_KEY"):
        WebPusher("x", "nobody").push(Receiver(service.endpoint()).browser, NOTE)


def test_what_is_no_subscription() -> None:
    for told in ("", "[]", "{}", '{"endpoint": "x"}', '{"endpoint": "x", "keys": 1}', "null"):
        with pytest.raises(PushRefused):
            Browser.read(told)


def test_a_key_is_made_by_a_command() -> None:
    told = CliRunner().invoke(commands.push, ["key"]).output
    private = told.splitlines()[0].removeprefix("PUSH_KEY=")
    assert len(plain(private)) == 32 and push._public(private) in told
