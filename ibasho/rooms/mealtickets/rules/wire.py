"""What a till sends, read field by field. Pure: a wrong field is named, an unknown one refused."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.mealtickets.rules import tills

CODE_MAX, COUNTER_MAX, WHY_MAX = 400, 2**62, 120
_HEX = re.compile(r"[0-9a-f]{64}")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_YEARS = range(2000, 2100)  # a clock may be days wrong; a year outside is not a clock


@dataclass(frozen=True, slots=True)
class Scan:
    """One reading of a card: the texts exactly as they were signed."""

    nonce: UUID
    nonce_text: str
    code: str
    counter: int
    claimed_at: datetime
    claimed_text: str
    signature: str

    def content_hash(self, device: str) -> str:
        return tills.content_hash(
            {"device": device, "code": self.code, "counter": self.counter, "claimed_at": self.claimed_text}
        )

    def is_signed_with(self, key: bytes, device: str) -> bool:
        return tills.signed_by(
            key, self.signature, device=device, nonce=self.nonce_text, code=self.code, counter=self.counter,
            claimed_at=self.claimed_text,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Poison:
    """An item of a queue that can't be read. `nonce` None: not even that; then nothing can be kept of it."""

    nonce: UUID | None
    nonce_text: str
    content_hash: str
    problem: str


def read_scan(told: object) -> Scan:
    """Raises Invalid `till.fields`, whose `fields` name what is wrong."""
    found = _fields(told, {
        "nonce": _nonce, "code": _code, "counter": _counter, "claimed_at": _moment, "signature": _signature,
    })  # fmt: skip
    texts = dict(told) if isinstance(told, dict) else {}
    return Scan(
        found["nonce"], texts["nonce"], found["code"], found["counter"], found["claimed_at"],
        texts["claimed_at"], found["signature"],
    )  # fmt: skip


def read_item(told: object) -> Scan | Poison:
    """An item of a queue: never refused, for its child has eaten."""
    try:
        return read_scan(told)
    except Invalid as error:
        text = told.get("nonce") if isinstance(told, dict) else None
        nonce = UUID(text) if isinstance(text, str) and _UUID.fullmatch(text) else None
        whole = json.dumps(told, sort_keys=True, ensure_ascii=True)
        return Poison(
            nonce,
            text if isinstance(text, str) else "",
            hashlib.sha256(whole.encode()).hexdigest(),
            error.message,
        )


def read_items(told: object, most: int) -> list[Scan | Poison]:
    """Raises Invalid where the whole is no list of at most `most` items."""
    items = _fields(told, {"items": _list})["items"]
    if len(items) > most:
        words = f"1回に 送れるのは {most}件までです。わけて 送ってください。"
        raise Invalid("till.fields", words, fields={"items": words})
    return [read_item(item) for item in items]


def read_nonce(text: str) -> UUID | None:
    """The number in an address; None: no till of ours made it."""
    return UUID(text) if _UUID.fullmatch(text) else None


def read_pin(told: object) -> tuple[str, str]:
    """(device, pin)."""
    found = _fields(told, {"device": _short, "pin": _short})
    return found["device"], found["pin"]


def read_why(told: object) -> str:
    return str(_fields(told, {"why": _why})["why"])


def eaten_after_all(nonce: UUID) -> UUID:
    """Under which number a meal is kept that was answered △ or × and comes in a queue nevertheless."""
    return uuid5(nonce, "eaten")


def _fields(told: object, readers: Mapping[str, Callable[[Any], Any]]) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise Invalid("till.fields", "JSONの かたまり { … } で 送ってください。")
    wrong = {str(name)[:40]: "知らない名前です" for name in told if name not in readers}
    found: dict[str, Any] = {}
    for name, read in readers.items():
        if name not in told:
            wrong[name] = "ありません"
            continue
        try:
            found[name] = read(told[name])
        except ValueError as error:
            wrong[name] = str(error)
    if wrong:
        words = "、".join(f"{name}: {why}" for name, why in wrong.items())
        raise Invalid(
            "till.fields",
            f"読めないところが あります（{words}）。送った 項目を 直してください。",
            fields=wrong,
        )
    return found


def _text(told: Any, most: int) -> str:
    if not isinstance(told, str):
        raise ValueError("文字で 書いてください")
    if len(told) > most or "\0" in told:
        raise ValueError(f"{most}文字までで 書いてください")
    return told


def _nonce(told: Any) -> UUID:
    if not _UUID.fullmatch(_text(told, 36)):
        raise ValueError("UUIDで 書いてください")
    return UUID(told)


def _code(told: Any) -> str:
    return _text(told, CODE_MAX)


def _short(told: Any) -> str:
    return _text(told, 40)


def _why(told: Any) -> str:
    return _text(told, WHY_MAX)


def _counter(told: Any) -> int:
    if isinstance(told, bool) or not isinstance(told, int) or not 0 <= told <= COUNTER_MAX:
        raise ValueError("0以上の 整数で 書いてください")
    return told


def _moment(told: Any) -> datetime:
    try:
        at = datetime.fromisoformat(_text(told, 40))
    except ValueError as error:
        raise ValueError("2026-11-24T15:00:00+09:00 のように 書いてください") from error
    if at.tzinfo is None or at.year not in _YEARS:
        raise ValueError("時差（+09:00）のついた いまの時刻を 書いてください")
    return at


def _signature(told: Any) -> str:
    if not _HEX.fullmatch(_text(told, 64)):
        raise ValueError("16進数 64けたで 書いてください")
    return str(told)


def _list(told: Any) -> list[Any]:
    if not isinstance(told, list):
        raise ValueError("[ … ] で 書いてください")
    return told
