"""How full a place is, in one word: children learn the word, the staff the number. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.openhouse.rules.kinds import Crowd


@dataclass(frozen=True, slots=True)
class Limits:
    """`heads_max` people fit in; up to `quiet_percent` of them it is quiet, from `lively_percent` on it is lively."""

    heads_max: int
    quiet_percent: int = 40
    lively_percent: int = 75


def crowd(inside: int, limits: Limits) -> Crowd:
    """The word for `inside` heads. Compared in whole numbers, so that no percentage is rounded away."""
    if inside >= limits.heads_max:
        return Crowd.FULL
    if inside * 100 >= limits.lively_percent * limits.heads_max:
        return Crowd.LIVELY
    if inside * 100 <= limits.quiet_percent * limits.heads_max:
        return Crowd.QUIET
    return Crowd.NORMAL


def check(limits: Limits) -> Limits:
    """Raises Invalid with the field to mend."""
    if limits.heads_max < 1:
        words = "定員は 1人以上の 数で 書いてください。"
        raise Invalid("door.heads_max", words, fields={"heads_max": words})
    if not 0 < limits.quiet_percent < limits.lively_percent <= 100:
        words = "「にぎやか」は「すいている」より 大きい数（100まで）に してください。"
        raise Invalid("door.percents", words, fields={"lively_percent": words})
    return limits


# Crowd → a code of `ui.states.STATES`: the words and pictures every page of the house shows.
STATE_OF = {Crowd.QUIET: "quiet", Crowd.NORMAL: "normal", Crowd.LIVELY: "busy", Crowd.FULL: "full"}
