"""Signing up: who gets a seat, who waits, who moves up, and the ticket that shows it. Pure.

A capacity counts heads, grown-ups included. `None` means there is none.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from ibasho.base.kernel import clock
from ibasho.base.kernel.codes import ALPHABET
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import contains_my_number
from ibasho.base.kernel.text import clean_text, find_contacts
from ibasho.town.places.rules.stages import Stage

PARTY_MAX = 12  # a larger party rings up: one child must not fill a whole event
CLASSES = ("infant", "elementary", "junior", "high", "guardian", "local_adult", "senior")
_CLASS_OF = {
    Stage.INFANT: "infant",
    Stage.LOWER: "elementary",
    Stage.UPPER: "elementary",
    Stage.JUNIOR: "junior",
    Stage.HIGH: "high",
}
_TOKEN_LENGTH = 20


class Answer(StrEnum):
    CONFIRMED = "confirmed"
    WAITING = "waiting"


class Spots(StrEnum):
    """How full a day is, in words a child knows; the numbers stay with the organiser."""

    PLENTY = "plenty"  # すいている
    FEW = "few"  # のこりわずか
    WAITING = "waiting"  # いっぱい, but there is a waiting list
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Seats:
    """`taken` heads have a seat, `waiting` heads are on the list."""

    capacity: int | None
    taken: int
    waiting: int
    waiting_max: int

    @property
    def free(self) -> int | None:
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def places_on_list(self) -> int:
        return max(0, self.waiting_max - self.waiting)

    def fits(self, party: int) -> bool:
        return self.free is None or party <= self.free


def answer(party: int, seats: Seats) -> Answer:
    """A seat, or a place on the waiting list. Conflict `places.signup_full` when there is neither.

    Whoever still waits while seats are free is a larger party than those seats: a smaller one passes nobody
    who could have come."""
    if seats.capacity is not None and party > seats.capacity:
        raise Conflict(
            "places.signup_too_many",
            f"この日は {seats.capacity}人までの 会です。人数を へらすか、ほかの日を えらんでください。",
        )
    if seats.fits(party):
        return Answer.CONFIRMED
    if party <= seats.places_on_list:
        return Answer.WAITING
    raise Conflict("places.signup_full", _full_words(seats))


def _full_words(seats: Seats) -> str:
    if seats.free:
        return f"のこりは {seats.free}人分です。人数を へらすか、ほかの日を えらんでください。"
    return "この日は いっぱいに なりました。ほかの日を えらぶか、空いたときの おしらせを たのんでください。"


def moving_up(free: int | None, queue: Sequence[tuple[int, int]]) -> list[int]:
    """Who of the queue (key, party), oldest first, gets a seat now: each who fits what is left, in order."""
    chosen = []
    for key, party in queue:
        if free is None or party <= free:
            chosen.append(key)
            free = None if free is None else free - party
    return chosen


def spots(seats: Seats) -> Spots:
    if seats.free is None or seats.capacity is None:
        return Spots.PLENTY
    if seats.free == 0:
        return Spots.WAITING if seats.places_on_list else Spots.FULL
    return Spots.FEW if seats.free <= max(2, seats.capacity // 5) else Spots.PLENTY


def closes_at(day: date, starts: time | None, hours_before: int) -> datetime:
    """The first moment at which nobody can sign up any more. Where the hour is not known, the day's midnight counts."""
    return clock.at(day, starts or time()) - timedelta(hours=hours_before)


def classes_for(stages: Iterable[str]) -> tuple[str, ...]:
    """The classes an event's form offers: those of its stages, and grown-ups always, for somebody may come along."""
    known = {Stage(stage) for stage in stages}
    if not known:
        return CLASSES
    wanted = {_CLASS_OF[stage] for stage in known if stage in _CLASS_OF} | {"guardian"}
    if Stage.ADULT in known:
        wanted |= {"local_adult", "senior"}
    return tuple(of_class for of_class in CLASSES if of_class in wanted)


def checked_heads(heads: Mapping[str, int | None]) -> dict[str, int]:
    """Heads by class without the zeros. Invalid unless there is at least one and at most PARTY_MAX."""
    counted = {of_class: number for of_class, number in heads.items() if number}
    if set(counted) - set(CLASSES) or any(number < 0 for number in counted.values()):
        raise Invalid("places.signup_class", "人数の 書き方が ちがいます。0から 数えて 書いてください。")
    if not counted:
        raise Invalid("places.signup_nobody", "だれが 来るか、人数を 1人から 書いてください。")
    if sum(counted.values()) > PARTY_MAX:
        raise Invalid(
            "places.signup_party",
            f"一度に 申しこめるのは {PARTY_MAX}人までです。もっと多いときは 電話を してください。",
        )
    return counted


def checked_nickname(text: str) -> str:
    """The name we call somebody by on that day; not a way to reach them."""
    nickname = clean_text(text, limit=40).text
    if not nickname:
        raise _at(
            "nickname", "places.signup_nickname", "よび名を 書いてください。本当の名前で なくて いいです。"
        )
    if find_contacts(nickname) or contains_my_number(nickname):
        raise _at(
            "nickname",
            "places.signup_nickname_contact",
            "よび名に 電話や メールは 書かないでください。よび名だけで だいじょうぶです。",
        )
    return nickname


def checked_note(text: str) -> str:
    note = clean_text(text, limit=200).text
    if contains_my_number(note):
        raise _at(
            "note", "places.my_number", "マイナンバーのような 番号が 入っています。番号を 消してください。"
        )
    return note


def _at(field: str, code: str, message: str) -> Invalid:
    return Invalid(code, message, fields={field: message})


def ticket_token(secret: str, public_id: str) -> str:
    """The 20 letters (87 bits) that open one ticket. Made from the city's secret, so that a later letter can carry the
    same link again, while the database keeps only `token_hash`."""
    number = int.from_bytes(
        hmac.digest(secret.encode(), f"places.signup:{public_id}".encode(), "sha256"), "big"
    )
    letters = []
    for _ in range(_TOKEN_LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "".join(letters)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
