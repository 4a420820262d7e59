"""A shop's device as a client: it signs once, keeps its nonce, and asks again until it has a clear answer."""

from __future__ import annotations

import http.client
import json
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ibasho.base.kernel import clock
from ibasho.rooms.mealtickets.rules import tills
from tests.faults.seed import TillKey

PATH = "/api/v1/redemptions"
TRIES_MAX = 40
CLEAR = {200, 201, 400, 401, 403, 409, 422}  # everything else is asked again with the same nonce


@dataclass(frozen=True, slots=True)
class Told:
    """What the shop's screen showed. Status 0: no answer at all."""

    nonce: str
    status: int
    body: bytes
    tries: int = 1

    @property
    def content(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


@dataclass(slots=True)
class Till:
    """`log` holds every clear answer, in order: what is compared with the database afterwards."""

    known: TillKey
    port: int
    counter: int = 0
    log: list[Told] = field(default_factory=list)

    def item(self, code: str, *, nonce: str = "", at: datetime | None = None) -> dict[str, Any]:
        """One signed request, as it is stored before the first try."""
        self.counter += 1
        return signed(self.known, code, nonce=nonce, counter=self.counter, at=at)

    def eat(self, code: str) -> Told:
        return self.send(self.item(code))

    def send(self, item: Mapping[str, Any], *, tries: int = TRIES_MAX) -> Told:
        """Until a clear answer comes, or no more tries are left (status as it was last)."""
        body = json.dumps(item).encode()
        told = Told(item["nonce"], 0, b"")
        for number in range(1, tries + 1):
            status, answer = _post(self.port, PATH, body, headers(self.known))
            told = Told(item["nonce"], status, answer, number)
            if status in CLEAR:
                self.log.append(told)
                break
            time.sleep(min(1.0, 0.05 * number))
        return told

    def sync(self, items: list[dict[str, Any]]) -> dict[str, Any]:
        status, answer = _post(
            self.port, f"{PATH}/sync", json.dumps({"items": items}).encode(), headers(self.known)
        )
        assert status == 200, (status, answer[:300])
        found: dict[str, Any] = json.loads(answer)
        return found


def signed(
    known: TillKey, code: str, *, nonce: str = "", counter: int = 1, at: datetime | None = None
) -> dict[str, Any]:
    told = {
        "nonce": nonce or str(uuid.uuid4()), "code": code, "counter": counter,
        "claimed_at": (at or clock.now()).isoformat(),
    }  # fmt: skip
    signature = tills.sign(bytes.fromhex(known.key), device=known.device, **told)  # type: ignore[arg-type]
    return {**told, "signature": signature}


def headers(known: TillKey) -> dict[str, str]:
    return {"Content-Type": "application/json", "Authorization": f"Till {known.device}.{known.session}"}


def _post(port: int, path: str, body: bytes, head: Mapping[str, str]) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("localhost", port, timeout=30)
    try:
        connection.request("POST", path, body=body, headers=dict(head))
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        connection.close()
