"""The vault of another OS user, behind a socket (`server`): this process never holds a secret, only the keys it asks for."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from ibasho.base.kernel.errors import DomainError, Invalid, Unavailable
from ibasho.base.ports.vault import wire
from ibasho.base.ports.vault.kinds import NewKey

T = TypeVar("T")
SECONDS_MAX = 3.0  # a page waits no longer
# Seconds; what is asked twice does nothing twice, so a service that begins anew is not noticed.
PAUSES = (0.1, 0.3, 0.8)


@dataclass(frozen=True, slots=True)
class SocketVault:
    path: str

    def new_key(self, bound_to: str) -> NewKey:
        return _new(self._ask("new_key", bound_to))

    def open_key(self, wrapped: bytes, bound_to: str) -> bytes:
        return wire.unpacked(self._ask("open_key", bound_to, wrapped=wire.packed(wrapped))["plain"])

    def rewrap(self, wrapped: bytes, bound_to: str) -> NewKey:
        return _new(self._ask("rewrap", bound_to, wrapped=wire.packed(wrapped)))

    def number(self) -> int:
        return int(self._ask("number", "")["number"])

    def marks(self, text: str, salt: str) -> list[bytes]:
        return [wire.unpacked(one) for one in self._ask("marks", salt, text=text)["marks"]]

    def device_key(self) -> tuple[int, bytes]:
        told = self._ask("device_key", "")
        return int(told["number"]), wire.unpacked(told["point"])

    def open_box(self, box: bytes, bound_to: str) -> bytes:
        return wire.unpacked(self._ask("open_box", bound_to, box=wire.packed(box))["plain"])

    def keeper(self) -> int:
        """The OS user (uid) under whom the service runs. Raises Unavailable."""
        return _tried(self._uid)

    def _uid(self) -> int:
        with self._line() as line:
            return wire.peer(line)[1]

    def _ask(self, verb: str, bound_to: str, **told: str) -> wire.Message:
        asked = {"ask": verb, "bound_to": bound_to, **told}
        answer = _tried(lambda: self._answer(asked))
        if "refused" in answer:
            raise _refusal(str(answer["refused"]), str(answer.get("message", "")))
        return answer

    def _answer(self, asked: wire.Message) -> wire.Message:
        with self._line() as line:
            wire.send(line, asked)
            return wire.receive(line)

    def _line(self) -> socket.socket:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS_MAX)
        try:
            line.connect(self.path)
        except OSError:
            line.close()
            raise
        return line


def _new(told: wire.Message) -> NewKey:
    return NewKey(wire.unpacked(told["plain"]), wire.unpacked(told["wrapped"]), int(told["number"]))


def _tried(deed: Callable[[], T]) -> T:
    for pause in (*PAUSES, None):
        try:
            return deed()
        except TimeoutError as error:
            raise _away() from error  # asked once more it would keep the page twice as long
        except (OSError, wire.Broken) as error:
            if pause is None:
                raise _away() from error
            time.sleep(pause)
    raise _away()


def _away() -> Unavailable:
    return Unavailable(
        "vault.away",
        "かぎを あずかる 係（サーバーの 中の べつの 番人）が いま 答えません。何も 失われていません。"
        "少し 待って もう一度 ためし、つづくときは 市の システムの 係に 知らせてください。",
    )


def _refusal(code: str, message: str) -> DomainError:
    if code == "sealed":
        return Invalid(code, message)
    if code == "vault.busy":
        return Unavailable(
            code, "短い間に あけた 数が 多すぎるので、止めています。1分 待って もう一度 ためしてください。"
        )
    return _away()
