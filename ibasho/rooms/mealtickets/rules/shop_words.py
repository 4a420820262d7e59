"""How a shop's way to its start is told, and what its list says of today to a child. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ibasho.rooms.mealtickets.rules.shops import Ready


class Mark(StrEnum):
    """Where a step stands."""

    DONE = "done"
    NOW = "now"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Way:
    """One of the five steps, as the shop and the desk see them."""

    code: str
    label: str
    mark: Mark


_LABELS = (
    ("apply", "申しこみ"),
    ("approve", "承認"),
    ("kit", "はじめセット"),
    ("test", "ためし読み"),
    ("start", "スタート"),
)


def way(state: str, *, kit: bool, ready: Ready) -> tuple[Way, ...]:
    """申しこみ → 承認 → はじめセット → ためし読み → スタート. The first that is not done is the one to do now; a shop of
    ribbons alone reads no card, and a shop that has started has nothing left to do."""
    begun = state in ("started", "paused")
    done = {
        "apply": True,
        "approve": state in ("approved", "started", "paused"),
        "kit": kit or begun,
        "test": ready.tested or begun,
        "start": begun,
    }
    told = [(code, label) for code, label in _LABELS if ready.cards or code != "test"]
    now = next((code for code, _ in told if not done[code]), "")
    return tuple(
        Way(code, label, Mark.DONE if done[code] else Mark.NOW if code == now else Mark.LATER)
        for code, label in told
    )


class Today(StrEnum):
    """What a shop says of its cards today."""

    LEFT = "left"  # のこり○食
    STILL = "still"  # the pools are empty, the reserve pays
    OVER = "over"  # きょうは おわり
    RESTING = "resting"  # the shop rests, or is closed today
    RIBBON = "ribbon"  # no cards: ribbons on the wall


def today(*, state: str, cards: bool, closed: bool, meals: int, reserve: int) -> Today:
    """`closed`: the place has no hours left today. A shop that is closed gives nothing, whatever its pools hold."""
    if state != "started" or closed:
        return Today.RESTING
    if not cards:
        return Today.RIBBON
    if meals:
        return Today.LEFT
    return Today.STILL if reserve else Today.OVER
