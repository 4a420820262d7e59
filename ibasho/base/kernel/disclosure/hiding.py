"""Which cells to hide beside the small ones: for each cell that could be worked out, the cheapest others whose moving lets it
be anything within `minimum`. Pure.

In the second program every figure of the open release may move up or down at a price (what is lost where it is hidden);
hidden ones move for nothing. A cell is asked to move as far as it takes; what moved with it is hidden too. Hiding only adds
to what is possible, so each cell is settled once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from ibasho.base.kernel.disclosure.knowledge import Floats, known
from ibasho.base.kernel.disclosure.model import Impossible, Model
from ibasho.base.kernel.disclosure.reading import CLOSE, Reader
from ibasho.base.kernel.disclosure.tables import Key, Shown

_PRICES = (3000.0, 30.0, 1.0)  # a total, a margin, a cell of two labels
_TRIES = 4


class Hiding:
    """`whole`: the open release, nothing hidden; `hidden`: what is hidden of it. Raises Impossible where its figures do not
    grow from those of `earlier` although they say so."""

    def __init__(self, earlier: Sequence[Sequence[Shown]], whole: Sequence[Shown], minimum: int) -> None:
        self.minimum, self.whole = minimum, whole
        self.true: dict[Key, int] = {
            key: number for one in whole for key, number in one.cells().items() if number is not None
        }
        shown = [number or 0 for release in earlier for one in release for number in one.cells().values()]
        cap = float(4 * max([*self.true.values(), *shown, 0]) + 100 * minimum)
        self.knows = known([*earlier, whole], open_release=len(earlier), cap=cap)
        if self.knows.clash:
            raise Impossible
        column = self.knows.column
        self.open = {key: column[len(earlier), key] for key in self.true}
        self.key_of = {at: key for key, at in self.open.items()}
        self._earlier = [at for at in column.values() if at not in self.key_of]
        self.hidden: dict[Key, None] = {}

    def run(self, few: Iterable[Key]) -> None:
        """Hides `few` and as many more as it takes."""
        self.hidden = dict.fromkeys(few)
        self._moving = Moving(self)
        low, high = self.knows.low.copy(), self.knows.high.copy()
        for key, at in self.open.items():
            if key not in self.hidden:
                low[at] = high[at] = self.true[key]
        self._reader = Reader(self.knows, low, high)
        waiting = [*self._earlier, *(self.open[key] for key in self.hidden)]
        start = self._moving.start()
        if (np.abs(start - np.clip(start, low, high)) > CLOSE).any():
            raise Impossible
        self._reader.see(start)
        self._reader.glance(waiting, self.minimum)
        for column in waiting:  # grows while it is gone through
            waiting += self._settled(column)

    def _settled(self, column: int) -> list[int]:
        """The columns hidden so that this one is wide enough."""
        more: list[int] = []
        need: int | None = None
        for at in range(_TRIES + 2):
            if not self._reader.narrow([column], self.minimum if need is None else need):
                break
            low, high = self._reader.span(column)
            widest = self._moving.widest(column)
            need = min(self.minimum, widest[1] - widest[0])
            if high - low >= need:
                break
            if at < _TRIES:
                x, keys = self._moving.moved(column, low, high, need, widest)
                self._reader.see(x)
            else:
                keys = self._all_but_totals(column) if at == _TRIES else [*self.true]
            more += self._hide(keys)
        return more

    def _all_but_totals(self, column: int) -> list[Key]:
        """Of the tables this cell stands in; of all where it is an earlier one."""
        key = self.key_of.get(column)
        tables = [one.cells() for one in self.whole]
        return [cell for one in tables if key is None or key in one for cell in one if cell[1]]

    def _hide(self, keys: Iterable[Key]) -> list[int]:
        new = [key for key in dict.fromkeys(keys) if key not in self.hidden]
        self.hidden.update(dict.fromkeys(new))
        columns = [self.open[key] for key in new]
        for column in columns:
            self._reader.free(column, self.knows.low[column], self.knows.high[column])
        return columns


class Moving:
    """The program of what moves: column c of an open cell is how far it goes up, column `down[c]` how far down."""

    def __init__(self, hiding: Hiding) -> None:
        knows = hiding.knows
        self._hiding, self._size = hiding, len(knows.low)
        self._down = {at: self._size + number for number, at in enumerate(hiding.key_of)}
        self._true = np.zeros(self._size)
        for key, at in hiding.open.items():
            self._true[at] = hiding.true[key]
        opens = [*self._down]
        self._low = np.concatenate([knows.low, np.zeros(len(opens))])
        self._low[opens] = 0.0
        self._high = np.concatenate([knows.high - self._true, (self._true - knows.low)[opens]])
        if (self._high < self._low).any():
            raise Impossible
        self._model = Model(self._low, self._high, [self._row(*row) for row in knows.rows])

    def start(self) -> Floats:
        """The truth, and something possible for the releases before. Raises Impossible where there is none."""
        return self._figures(self._model.solve(self._price(nothing=1.0)))

    def widest(self, column: int) -> tuple[int, int]:
        """How far it could be moved if everything were hidden."""
        ends = []
        for side in (1.0, -1.0):
            cost = np.zeros(len(self._low))
            self._along(cost, column, side)
            ends.append(self._figures(self._model.solve(cost))[column])
        return int(np.ceil(ends[0] - CLOSE)), int(np.floor(ends[1] + CLOSE))

    def moved(
        self, column: int, low: int, high: int, need: int, widest: tuple[int, int]
    ) -> tuple[Floats, list[Key]]:
        """The cheaper of the two ways: up to `low` + `need`, or down to `high` - `need`; and what has moved."""
        ways = []
        up, down = min(low + need, widest[1]), max(high - need, widest[0])
        for target, is_up in ((up, True), (down, False)):
            if up <= high if is_up else down >= low:
                continue
            price = self._price()
            self._ask(column, target, is_up)
            found = self._model.solve(price)
            self._ask_no_more(column)
            ways.append((round(float(price @ found), 3), not is_up, found))
        _cost, _is_down, found = min(ways, key=lambda way: way[:2])
        keys = [key for key, at in self._hiding.open.items() if found[at] + found[self._down[at]] > CLOSE]
        return self._figures(found), keys

    def _row(
        self, inside: Mapping[int, int], least: float, most: float
    ) -> tuple[dict[int, int], float, float]:
        both = {**inside, **{self._down[at]: -times for at, times in inside.items() if at in self._down}}
        told = sum(times * self._true[at] for at, times in inside.items())
        return both, least - told, most - told

    def _price(self, nothing: float = 0.0) -> Floats:
        """What moving a figure costs: hidden ones `nothing`. No two quite alike, so that the same is always chosen."""
        cost = np.zeros(len(self._low))
        for place, (key, at) in enumerate(self._hiding.open.items()):
            price = _PRICES[len(key[1])] * (self._hiding.minimum + self._true[at]) * (1 + 1e-5 * place)
            cost[at] = cost[self._down[at]] = nothing if key in self._hiding.hidden else price
        return cost

    def _along(self, cost: Floats, column: int, side: float) -> None:
        cost[column] = side
        if column in self._down:
            cost[self._down[column]] = -side

    def _ask(self, column: int, target: int, is_up: bool) -> None:
        if column not in self._down:
            low, high = (target, self._high[column]) if is_up else (self._low[column], target)
            self._model.bound(column, low, high)
            return
        far = abs(target - self._true[column])
        asked, other = (column, self._down[column]) if is_up else (self._down[column], column)
        self._model.bound(asked, far, self._high[asked])
        self._model.bound(other, 0.0, 0.0)

    def _ask_no_more(self, column: int) -> None:
        for one in (column, self._down.get(column, column)):
            self._model.bound(one, self._low[one], self._high[one])

    def _figures(self, found: Floats) -> Floats:
        x = self._true + found[: self._size]
        x[[*self._down]] -= found[self._size :]
        return x
