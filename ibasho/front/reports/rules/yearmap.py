"""The year map: rows are chains of lines that go on from each other, columns are 年度. Pure.

Lines of one 年度 that go on from each other share a block. A block that more than one line goes on from is as many rows
high as the ways it leads to, so that a whole chain reads from left to right.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ibasho.base.kernel import nendo as kernel
from ibasho.front.reports.rules.kinds import DecisionKind, LineState

FUTURE = 9999  # a 年度 that no line has


@dataclass(frozen=True, slots=True)
class Try:
    """A pilot as the map shows it."""

    title: str
    begins_on: date


@dataclass(frozen=True, slots=True)
class Step:
    """One line with what was tried, found and decided of it; `follows` is the code of an earlier line or empty."""

    code: str
    nendo: int
    number: str
    title: str
    state: LineState
    follows: str = ""
    pilots: tuple[Try, ...] = ()
    issues: int = 0
    decisions: tuple[DecisionKind, ...] = ()

    @property
    def has_marks(self) -> bool:
        return bool(self.pilots or self.issues or self.decisions)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one 年度 that go on from each other. `height` in rows; `goes_on`: something follows in a later 年度."""

    nendo: int
    steps: tuple[Step, ...]
    height: int
    goes_on: bool
    goes_back: bool


@dataclass(frozen=True, slots=True)
class Slot:
    """A square of the map. `passed`: empty, but the chain goes through it to a later 年度."""

    nendo: int
    block: Block | None = None
    passed: bool = False

    @property
    def label(self) -> str:
        return kernel.label(self.nendo)


@dataclass(frozen=True, slots=True)
class Chain:
    """Rows of squares; one that a higher block of an earlier row covers is left out."""

    rows: tuple[tuple[Slot, ...], ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """Each line once, in order of reading."""
        return tuple(step for row in self.rows for slot in row if slot.block for step in slot.block.steps)

    @property
    def title(self) -> str:
        """What the newest line is called."""
        return max(self.steps, key=lambda step: step.nendo).title


@dataclass(frozen=True, slots=True)
class YearMap:
    years: tuple[int, ...]
    chains: tuple[Chain, ...]

    def only(self, codes: Collection[str]) -> YearMap:
        """The chains that hold one of these lines, whole."""
        kept = (one for one in self.chains if any(step.code in codes for step in one.steps))
        return YearMap(self.years, tuple(kept))

    def chain_of(self, code: str) -> YearMap:
        """The chain that holds one line, in its own 年度 alone. KeyError for a line that is not on the map."""
        steps = next((one.steps for one in self.chains if any(step.code == code for step in one.steps)), None)
        if steps is None:
            raise KeyError(code)
        held = [step.nendo for step in steps]
        return draw(steps, min(held), max(held))

    @property
    def heads(self) -> tuple[tuple[int, str], ...]:
        """Each 年度 with its name."""
        return tuple((year, kernel.label(year)) for year in self.years)

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(step for chain in self.chains for step in chain.steps)

    def states(self, nendo: int) -> tuple[tuple[LineState, int], ...]:
        """How many lines of one 年度 are in which state."""
        held = [step.state for step in self.steps if step.nendo == nendo]
        return tuple((state, held.count(state)) for state in LineState if state in held)

    @property
    def empty_years(self) -> tuple[int, ...]:
        held = {step.nendo for step in self.steps}
        return tuple(year for year in self.years if year not in held)


@dataclass(slots=True)
class _Node:
    nendo: int
    steps: list[Step]
    after: list[_Node] = field(default_factory=list)
    before: _Node | None = None

    @property
    def height(self) -> int:
        return sum(one.height for one in self.after) or 1


def draw(steps: Iterable[Step], first: int, last: int) -> YearMap:
    """All lines from the 年度 `first` to `last`; one that goes on from a line outside of them begins a chain. Raises
    ValueError where `last` is before `first`."""
    if last < first:
        raise ValueError("a map ends after it begins")
    years = tuple(range(first, last + 1))
    shown = sorted((one for one in steps if first <= one.nendo <= last), key=_order)
    roots = _grown(shown)
    return YearMap(years, tuple(Chain(tuple(_rows(root, years))) for root in roots))


def _order(step: Step) -> tuple[int, str, str]:
    return (step.nendo, step.number, step.code)


def _grown(steps: Sequence[Step]) -> list[_Node]:
    """Trees of blocks, each earliest line first. A line that says it follows a later one, or itself round a ring, begins a
    chain."""
    known = {step.code: step.nendo for step in steps}
    nodes: dict[str, _Node] = {}
    roots: list[_Node] = []
    waiting = list(steps)
    while waiting:
        ready = [one for one in waiting if one.follows in nodes or known.get(one.follows, FUTURE) > one.nendo]
        for step in ready or waiting[:1]:
            _place(step, nodes, roots)
        waiting = [one for one in waiting if one.code not in nodes]
    return roots


def _place(step: Step, nodes: dict[str, _Node], roots: list[_Node]) -> None:
    before = nodes.get(step.follows)
    if before is not None and before.nendo > step.nendo:
        before = None
    if before is not None and before.nendo == step.nendo:
        before.steps.append(step)
        nodes[step.code] = before
        return
    node = nodes[step.code] = _Node(step.nendo, [step], before=before)
    (before.after if before else roots).append(node)


def _rows(root: _Node, years: Sequence[int]) -> Iterator[tuple[Slot, ...]]:
    """One row for each way through the tree; a block stands in the first of its rows."""
    told: set[int] = set()
    for way in _ways(root):
        on_way = {node.nendo: node for node in way}
        yield tuple(slot for year in years if (slot := _slot(year, on_way, told)) is not None)


def _slot(year: int, on_way: Mapping[int, _Node], told: set[int]) -> Slot | None:
    node = on_way.get(year)
    if node is None:
        return Slot(year, passed=min(on_way) < year < max(on_way))
    if id(node) in told:
        return None
    told.add(id(node))
    block = Block(year, tuple(node.steps), node.height, bool(node.after), node.before is not None)
    return Slot(year, block)


def _ways(node: _Node) -> Iterator[list[_Node]]:
    if not node.after:
        yield [node]
    for one in node.after:
        for way in _ways(one):
            yield [node, *way]
