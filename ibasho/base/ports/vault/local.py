"""The vault inside this process: every key derived from the city's secrets (demo, tests, a city's first weeks).

Who reads this process's memory or its settings opens everything. The vault of another OS user is `remote`; it holds this
same class behind its socket (`server`).
"""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from ibasho.base.kernel import devicebox, envelope, sealing
from ibasho.base.ports.vault.kinds import NewKey

_WRAPPED, _MARKS, _DEVICE = "vault.key", "vault.mark", "vault.device"


@dataclass(frozen=True, slots=True)
class LocalVault:
    keys: sealing.Keys

    def new_key(self, bound_to: str) -> NewKey:
        return self._wrapped(envelope.new_key(), bound_to)

    def open_key(self, wrapped: bytes, bound_to: str) -> bytes:
        return sealing.unseal(wrapped, keys=self.keys, purpose=_WRAPPED, bound_to=bound_to)

    def rewrap(self, wrapped: bytes, bound_to: str) -> NewKey:
        return self._wrapped(self.open_key(wrapped, bound_to), bound_to)

    def number(self) -> int:
        return max(self.keys.secrets)

    def marks(self, text: str, salt: str) -> list[bytes]:
        return [self._mark(number, text, salt) for number in sorted(self.keys.secrets, reverse=True)]

    def device_key(self) -> tuple[int, bytes]:
        return self.number(), devicebox.point_of(self._device(self.number()))

    def open_box(self, box: bytes, bound_to: str) -> bytes:
        keys = {number: self._device(number) for number in self.keys.secrets}
        return devicebox.open_box(box, keys=keys, bound_to=bound_to)

    def _wrapped(self, plain: bytes, bound_to: str) -> NewKey:
        wrapped = sealing.seal(plain, keys=self.keys, purpose=_WRAPPED, bound_to=bound_to)
        return NewKey(plain, wrapped, self.number())

    def _mark(self, number: int, text: str, salt: str) -> bytes:
        made = HMAC(self.keys.key(number, _MARKS), SHA256())
        made.update(f"{salt}\0{text}".encode())
        return made.finalize()

    def _device(self, number: int) -> devicebox.Private:
        return devicebox.private_key(self.keys.key(number, _DEVICE, length=devicebox.SEED))
