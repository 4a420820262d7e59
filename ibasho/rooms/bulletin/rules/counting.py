"""How many people, said so that nobody can be counted out. Pure."""

from __future__ import annotations

SHOWN_MIN = 10


def about(people: int) -> str:
    """「10人より 少ない」「やく 120人」「やく 3,400人」: tens below a thousand, then hundreds, always downwards."""
    if people < SHOWN_MIN:
        return f"{SHOWN_MIN}人より 少ない"
    step = 10 if people < 1_000 else 100
    return f"やく {people // step * step:,}人"


def shown(people: int) -> int | None:
    """None where it is too few to be told."""
    return people if people >= SHOWN_MIN else None
