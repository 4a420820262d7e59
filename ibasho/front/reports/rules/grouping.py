"""Under which heads indicators stand: the four verbs of the desk, or the sentences of the plan. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ibasho.base.kernel.labelled import Labelled
from ibasho.front.reports.rules.figures import Figure


class Verb(Labelled):
    MORE = "fuyasu", "ふやす"
    LINK = "tsunagu", "つなぐ"
    POLISH = "migaku", "みがく"
    LOOK = "furikaeru", "ふりかえる"


ROOMS: Final = {
    "places": Verb.MORE, "reach": Verb.MORE, "network": Verb.LINK, "care": Verb.LINK, "familysupport": Verb.LINK,
    "bulletin": Verb.LINK, "surplus": Verb.LINK, "mealtickets": Verb.LINK, "openhouse": Verb.POLISH, "roster": Verb.POLISH,
    "voices": Verb.LOOK,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """`code` for an anchor of the page."""

    code: str
    label: str
    figures: tuple[Figure, ...]


def by_verb(figures: Sequence[Figure]) -> list[Group]:
    """In the order of the desk's menu, without empty heads."""
    found = [
        Group(verb.value, verb.label, tuple(one for one in figures if verb_of(one) is verb)) for verb in Verb
    ]
    return [one for one in found if one.figures]


def by_goal(figures: Sequence[Figure], goals: Sequence[tuple[str, str]], rest: str) -> list[Group]:
    """`goals`: (code, words) in their order; an indicator stands under each of its goals, under `rest` without one."""
    found = [Group(code, words, tuple(one for one in figures if code in one.goals)) for code, words in goals]
    loose = tuple(one for one in figures if not {code for code, _ in goals} & set(one.goals))
    return [one for one in [*found, Group("rest", rest, loose)] if one.figures]


def verb_of(figure: Figure) -> Verb:
    """By the room that counts it."""
    if figure.meaning is None:
        return Verb.LOOK
    room, _, _name = (figure.meaning.fact or figure.meaning.place_fact).partition(".")
    return ROOMS.get(room, Verb.LOOK)
