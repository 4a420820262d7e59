"""The talk of the stand-in and the keys it took: files in a folder beside the demo's letters, seen by every worker."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from ibasho.base.kernel import clock

SHOWN_MAX = 40
KEPT_MAX = 400  # files of one sort; the oldest go
FRIEND = "U" + "5ea51de0" * 4  # the one telephone of the demo
MODES = {
    "well": "ふつうに 答える",
    "busy": "こんでいる（429）",
    "broken": "こわれている（500）",
    "slow": "うけとるが 返事が 来ない（時間切れ）",
    "gone": "もう ともだちでない（400）",
}


@dataclass(frozen=True, slots=True)
class Bubble:
    """One text of the talk. `mine`: the friend typed it. `choices`: the buttons under it, as the API was told them."""

    at: datetime
    mine: bool
    text: str
    choices: tuple[Mapping[str, Any], ...] = ()


def folder() -> Path:
    found = Path(settings.EMAIL_FILE_PATH).parent / "line"
    found.mkdir(parents=True, exist_ok=True)
    return found


def say(texts: Iterable[Mapping[str, Any]], *, mine: bool, at: datetime) -> None:
    """`texts`: messages as the API knows them."""
    for message in texts:
        items = message.get("quickReply", {}).get("items", [])
        told = {
            "at": at.isoformat(),
            "mine": mine,
            "text": message["text"],
            "choices": [one["action"] for one in items],
        }
        name = f"talk-{time.time_ns():020}-{secrets.token_hex(4)}.json"
        _write(folder() / name, json.dumps(told, ensure_ascii=False))
    _prune("talk-*.json")


def talk() -> list[Bubble]:
    """The newest below, at most SHOWN_MAX."""
    files = sorted(folder().glob("talk-*.json"))[-SHOWN_MAX:]
    return [_bubble(json.loads(path.read_text(encoding="utf-8"))) for path in files]


def forget() -> None:
    """An empty talk; keys stay taken, as LINE remembers them."""
    for path in folder().glob("talk-*.json"):
        path.unlink(missing_ok=True)


def take_key(key: str, request_id: str) -> str:
    """ "" where the key is new; else the id of the request that was accepted with it."""
    path = folder() / f"key-{key}"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(request_id)
    except FileExistsError:
        return path.read_text(encoding="utf-8") or request_id
    _prune("key-*")
    return ""


def new_token() -> str:
    """For one answer to one event."""
    token = secrets.token_hex(16)
    (folder() / f"token-{token}").touch()
    _prune("token-*")
    return token


def use_token(token: str) -> bool:
    """Once."""
    if not (token.isascii() and token.isalnum()):
        return False
    try:
        (folder() / f"token-{token}").unlink()
    except FileNotFoundError:
        return False
    return True


def mode() -> str:
    path = folder() / "mode"
    told = path.read_text(encoding="utf-8") if path.exists() else ""
    return told if told in MODES else "well"


def switch(wanted: str) -> None:
    _write(folder() / "mode", wanted if wanted in MODES else "well")


def webhook_body(event: Mapping[str, Any], *, at: datetime, again: bool = False) -> bytes:
    """A body as LINE sends it. `event`: what differs from sort to sort."""
    told = {
        "mode": "active",
        "timestamp": int(at.timestamp() * 1_000),
        "webhookEventId": f"01{secrets.token_hex(12).upper()}",
        "deliveryContext": {"isRedelivery": again},
        "source": {"type": "user", "userId": FRIEND},
        **event,
    }
    return json.dumps({"destination": "U" + "0" * 32, "events": [told]}).encode()


def _bubble(told: Mapping[str, Any]) -> Bubble:
    choices: Sequence[Mapping[str, Any]] = told["choices"]
    return Bubble(clock.jst(datetime.fromisoformat(told["at"])), told["mine"], told["text"], tuple(choices))


def _write(path: Path, text: str) -> None:
    """Whole or not at all: the page reads while another worker writes."""
    half = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    half.write_text(text, encoding="utf-8")
    half.replace(path)


def _prune(pattern: str) -> None:
    for path in sorted(folder().glob(pattern), key=lambda one: one.name)[:-KEPT_MAX]:
        path.unlink(missing_ok=True)
