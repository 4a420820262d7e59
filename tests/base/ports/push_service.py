"""A push service on this machine, and a browser that opens what was sealed for it (RFC 8291)."""

from __future__ import annotations

import base64
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ibasho.base.ports.push import Browser


def base64url(plain: bytes) -> str:
    return base64.urlsafe_b64encode(plain).decode().rstrip("=")


class Receiver:
    """A browser with keys of its own."""

    def __init__(self, endpoint: str) -> None:
        self._key, self._auth = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.browser = Browser(endpoint, base64url(point), base64url(self._auth))

    @property
    def json(self) -> str:
        keys = {"p256dh": self.browser.p256dh, "auth": self.browser.auth}
        return json.dumps({"endpoint": self.browser.endpoint, "keys": keys, "expirationTime": None})

    def opened(self, body: bytes) -> dict[str, Any]:
        plain = http_ece.decrypt(body, private_key=self._key, auth_secret=self._auth, version="aes128gcm")
        told: dict[str, Any] = json.loads(plain)
        return told


@dataclass
class Came:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Service:
    """`answers` in order, the last one again and again: a status and Retry-After; 0 closes without a word."""

    port: int = 0
    answers: list[tuple[int, str]] = field(default_factory=lambda: [(201, "")])
    came: list[Came] = field(default_factory=list)

    def endpoint(self, name: str = "send/abc") -> str:
        return f"http://127.0.0.1:{self.port}/{name}"

    def answer(self) -> tuple[int, str]:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def push_service(*answers: tuple[int, str]) -> Iterator[Service]:
    service = Service(answers=list(answers) or [(201, "")])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.came.append(Came(self.path, dict(self.headers.items()), body))
            status, retry_after = service.answer()
            if not status:
                self.close_connection = True
                return
            self.send_response(status)
            if retry_after:
                self.send_header("Retry-After", retry_after)
            if status in (301, 302, 307):
                self.send_header("Location", service.endpoint("elsewhere"))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
