"""A stand-in of LINE's API on loopback: it answers as it is told, and remembers every key and what it truly delivered."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Fake:
    """`script`: how the next requests are answered: a status; 0 delivers and lets the answer time out. Then 200."""

    script: list[int] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    delivered: dict[str, str] = field(default_factory=dict)  # by key: the text
    times: int = 0
    port: int = 0
    slow_seconds: float = 0.6

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def running() -> Iterator[Fake]:
    fake = Fake()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            key = str(self.headers.get("X-Line-Retry-Key", ""))
            fake.keys.append(key)
            status = fake.script.pop(0) if fake.script else 200
            if key in fake.delivered:
                self._answer(409, {"message": "The retry key is already accepted"})
            elif status in (0, 200):
                fake.delivered[key] = told["messages"][0]["text"]
                fake.times += 1
                if status == 0:
                    time.sleep(fake.slow_seconds)
                self._answer(200, {"sentMessages": [{"id": "1"}]})
            else:
                words = "Failed to send messages" if status == 400 else "no"
                self._answer(status, {"message": words})

        def _answer(self, status: int, told: dict[str, object]) -> None:
            sent = json.dumps(told).encode()
            try:
                self.send_response(status)
                self.send_header("Content-Length", str(len(sent)))
                self.end_headers()
                self.wfile.write(sent)
            except OSError:
                fake.slow_seconds += 0  # whoever asked no longer listens

        def log_message(self, *_told: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
