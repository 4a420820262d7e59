"""What was played: acts and seconds by name, refusals by code, and how much of the year's budget each room has used."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """`done` and `seconds` by the act's name (`places.count`), `refused` by (name, code), `skipped` by room."""

    done: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    jobs: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    rooms: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, seconds: float, code: str = "") -> None:
        self.rooms[room_of(name)] += 1
        self.seconds[name] += seconds
        if code:
            self.refused[name, code] += 1
        else:
            self.done[name] += 1

    @property
    def acts(self) -> int:
        """Tried, refused ones too."""
        return sum(self.rooms.values())


@dataclass(frozen=True, slots=True)
class Budget:
    """At most `acts` in `days`; `shares` by room add up to one. None: as many as there are."""

    acts: int | None
    days: int
    shares: dict[str, float]

    def __post_init__(self) -> None:
        if abs(sum(self.shares.values()) - 1) > 0.001:
            raise ValueError("the rooms' shares do not add up to one")

    def most(self, room: str, number: int) -> float:
        """How many acts this room may have done by the end of day `number`: evenly over the year, and a tenth ahead."""
        if self.acts is None:
            return float("inf")
        whole = self.acts * self.shares.get(room, 0.0)
        return min(whole, whole * (number + 1) / self.days + whole / 10)


def room_of(name: str) -> str:
    return name.split(".", 1)[0]
