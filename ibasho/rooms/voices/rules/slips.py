"""The code on a child's slip, by which alone they find what came of their answer, and the letters of a ticket. Pure."""

from __future__ import annotations

import hashlib
import hmac
import uuid

from ibasho.base.kernel.codes import ALPHABET, looks_like_code, new_code, tidy_code

LENGTH = 15  # 65 bits: nobody finds a slip by trying, not even with the whole database at hand
TICKET_LENGTH = 12  # 52 bits, kept under a key
DOOR_LENGTH = 20  # kernel.links
_GROUP, _TICKET_GROUP = 3, 4


def new() -> str:
    return new_code(LENGTH)


def hash_of(code: str) -> str:
    return hashlib.sha256(f"ibasho.voices.slip:{code}".encode()).hexdigest()


def read(text: str) -> str:
    """What somebody typed, as it was given out; "" where it cannot be a slip's code."""
    code = tidy_code(text)
    return code if looks_like_code(code, LENGTH) else ""


def grouped(code: str) -> str:
    """`CDF HJK MNP QRT WXY`, a ticket's in fours: as it is printed and read out."""
    size = _TICKET_GROUP if len(code) == TICKET_LENGTH else _GROUP
    return " ".join(code[start : start + size] for start in range(0, len(code), size))


def of_seed(secret: str, seed: str) -> str:
    """The code that belongs to one page of questions: sent twice, it is still one answer with one slip. The seed stands
    on that page alone; nothing of it is kept."""
    number = int.from_bytes(_keyed(secret, "slip", seed), "big")
    letters = []
    for _ in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "".join(letters)


def envelope_of(secret: str, code: str) -> uuid.UUID:
    """The number of the envelope an answer travels in: the same code never travels twice."""
    return uuid.UUID(bytes=_keyed(secret, "envelope", code)[:16], version=4)


def ticket() -> str:
    return new_code(TICKET_LENGTH)


def read_ticket(text: str) -> str:
    code = tidy_code(text)
    return code if looks_like_code(code, TICKET_LENGTH) else ""


def ticket_hash(secret: str, code: str) -> str:
    """Keyed: with the database alone nobody can try letters until one fits."""
    return _keyed(secret, "ticket", code).hex()


def _keyed(secret: str, purpose: str, told: str) -> bytes:
    return hmac.digest(secret.encode(), f"ibasho.voices.{purpose}:{told}".encode(), "sha256")
