"""Seats for self-study: they free themselves, and a limit binds only while seats are scarce. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.labelled import Labelled


class Subject(Labelled):
    """What a child may ask help with: seven buttons, no marks."""

    JAPANESE = "japanese", "こくご"
    MATH = "math", "さんすう・数学"
    ENGLISH = "english", "えいご"
    SCIENCE = "science", "りか"
    SOCIAL = "social", "しゃかい"
    HOMEWORK = "homework", "しゅくだい"
    OTHER = "other", "その他"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long one sits, how long a seat waits for who went away, and from which share of free seats on (percent) they
    are scarce."""

    seat_minutes: int = 90
    away_minutes: int = 30
    scarce_percent: int = 20


@dataclass(frozen=True, slots=True)
class Room:
    """`seats` in all, `free` now, open until `closes_at`."""

    seats: int
    free: int
    closes_at: datetime
    limits: Limits = Limits()

    @property
    def is_scarce(self) -> bool:
        return self.free * 100 <= self.seats * self.limits.scarce_percent

    def held_until(self, at: datetime) -> datetime:
        return min(at + timedelta(minutes=self.limits.seat_minutes), self.closes_at)


def check_number(number: int, seats: int) -> None:
    """Raises Invalid `seat.number`."""
    if not 1 <= number <= seats:
        words = f"席は 1番から {seats}番までです。絵の中から えらんでください。"
        raise Invalid("seat.number", words, fields={"number": words})


def longer(until: datetime, room: Room, at: datetime) -> datetime:
    """Until when one may go on. Raises Conflict where seats are scarce (`seat.scarce`) or nothing is left to add
    (`seat.last`)."""
    if room.is_scarce:
        raise Conflict(
            "seat.scarce",
            f"いま あいている席が 少ないので、のばせません。{_hour(until)}まで すわれます。席が あいたら もう一度 おしてください。",
        )
    wanted = room.held_until(at)
    if wanted <= until:
        words = f"もう {_hour(until)}まで とってあります。時間が すすんだら もう一度 おしてください。"
        if until >= room.closes_at:
            words = f"おわりの時間の {_hour(until)}まで とってあります。"
        raise Conflict("seat.last", words)
    return wanted


def away_until(until: datetime, limits: Limits, at: datetime) -> datetime:
    """Who is not back by then has given the seat up."""
    return min(until, at + timedelta(minutes=limits.away_minutes))


def _hour(at: datetime) -> str:
    return clock.time_label(clock.jst(at).time())
