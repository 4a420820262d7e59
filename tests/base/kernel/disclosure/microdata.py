"""People who answer, month by month, and the tables made of them. The same seed gives the same people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from ibasho.base.kernel.disclosure.disclosure import Shown, Table, protect

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Crowd:
    """`stage`, `district`, `choice` (-1: did not say) int[people]; `wishes` bool[people][things]. In order of coming."""

    stages: int
    districts: int
    choices: int
    stage: Ints
    district: Ints
    choice: Ints
    wishes: NDArray[np.bool_]

    def heads(self, people: int) -> Table:
        return Table(
            "heads", (_dim("stage", self.stages), _dim("district", self.districts)),
            _counted(self.stage[:people], self.district[:people], self.stages, self.districts),
        )  # fmt: skip

    def alone(self, people: int) -> Table:
        chosen = self.choice[:people]
        counts = np.bincount(chosen[chosen >= 0], minlength=self.choices)
        return Table("alone", (_dim("q1", self.choices),), [[int(n)] for n in counts], of="q1")

    def crossed(self, people: int) -> Table:
        said = self.choice[:people] >= 0
        return Table(
            "crossed", (_dim("q1", self.choices), _dim("stage", self.stages)),
            _counted(self.choice[:people][said], self.stage[:people][said], self.choices, self.stages), of="q1",
        )  # fmt: skip

    def wished(self, people: int) -> Table:
        """Many of them: a person stands in several rows, or in none."""
        wishes, stage = self.wishes[:people], self.stage[:people]
        who, what = np.nonzero(wishes)
        answered = np.bincount(stage[wishes.any(axis=1)], minlength=self.stages)
        return Table(
            "wished", (_dim("q2", wishes.shape[1]), _dim("stage", self.stages)),
            _counted(what, stage[who], wishes.shape[1], self.stages), exclusive=False, of="q2",
            people=[int(n) for n in answered], most=wishes.shape[1],
        )  # fmt: skip

    def stuck(self, people: int) -> Table:
        """Stickers: nobody knows how many people there were."""
        counts = self.wishes[:people].sum(axis=0)
        return Table(
            "stuck", (_dim("q3", len(counts)),), [[int(n)] for n in counts], exclusive=False, of="q3"
        )


KINDS = ("heads", "alone", "crossed", "wished", "stuck")


def crowd(seed: int, people: int, *, stages: int = 5, districts: int = 22, choices: int = 6) -> Crowd:
    chance = np.random.default_rng(seed)

    def drawn(size: int, evenness: float) -> Ints:
        return chance.choice(size, people, p=chance.dirichlet(np.full(size, evenness)))

    choice = drawn(choices, 2.0)
    choice[chance.random(people) < 0.05] = -1
    wishes = chance.random((people, choices)) < chance.random(choices) * 0.6
    return Crowd(stages, districts, choices, drawn(stages, 4.0), drawn(districts, 3.0), choice, wishes)


def published(crowd: Crowd, months: list[int], kinds: tuple[str, ...], minimum: int) -> list[list[Shown]]:
    """`months`: how many had answered by then."""
    releases: list[list[Shown]] = []
    for people in months:
        releases.append(protect([getattr(crowd, kind)(people) for kind in kinds], releases, minimum))
    return releases


@st.composite
def stories(draw: st.DrawFn) -> tuple[Crowd, list[int], tuple[str, ...], int]:
    """A crowd, its months, which tables, and the minimum."""
    people = draw(st.integers(1, 160))
    months = sorted(draw(st.lists(st.integers(0, people), min_size=1, max_size=3)))
    kinds = tuple(draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=3, unique=True)))
    made = crowd(
        draw(st.integers(0, 10_000)),
        people,
        stages=draw(st.integers(2, 5)),
        districts=draw(st.integers(2, 6)),
        choices=draw(st.integers(2, 5)),
    )
    return made, months, kinds, draw(st.sampled_from((5, 10)))


def _dim(name: str, size: int) -> tuple[str, ...]:
    return (name, *(str(label) for label in range(size)))


def _counted(first: Ints, second: Ints, rows: int, columns: int) -> Any:
    counts = np.zeros((rows, columns), int)
    np.add.at(counts, (first, second), 1)
    return counts.tolist()
