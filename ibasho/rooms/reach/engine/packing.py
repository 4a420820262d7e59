"""The figures of a study by cell as bytes (npz) and back. One member per layer × purpose × stage, read when asked for.

Rows are named in the bytes: what a later version adds is passed over, what an older one lacks is nought.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ibasho.rooms.reach.engine.study import BLANKS, CellFigures

ROWS = ("children", "blank0", "blank1", "blank2", "blank3", "blank4", "half_hours", "kinds", "asked")


class Key(NamedTuple):
    """Values of rules.layers.Layer and Purpose and of areas.stages.Stage."""

    layer: str
    purpose: str
    stage: str


class Figures(Mapping[Key, CellFigures]):
    """`codes` are the cells' numbers, in the order of every array. A key is unpacked when it is asked for."""

    def __init__(self, packed: bytes) -> None:
        self._file = np.load(io.BytesIO(packed), allow_pickle=False)
        self.codes: list[str] = [str(code) for code in self._file["codes"]]
        self._rows = {str(name): at for at, name in enumerate(self._file["rows"])}
        self._keys = [Key(*name.split("|")) for name in self._file.files if name.count("|") == 2]

    def __getitem__(self, key: Key) -> CellFigures:
        if key not in self._keys:
            raise KeyError(key)
        table = self._file["|".join(key)].astype(np.float64)
        none = np.zeros(len(self.codes))
        row = {name: table[self._rows[name]] if name in self._rows else none for name in ROWS}
        blank = np.stack([row[f"blank{kind}"] for kind in range(BLANKS)])
        return CellFigures(row["children"], blank, row["half_hours"], row["kinds"], row["asked"])

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def pack(codes: Sequence[str], figures: Mapping[Key, CellFigures]) -> bytes:
    """float32 inside: good to seven digits. The sums of a study stand in its summary, in full."""
    out = io.BytesIO()
    members = {"|".join(key): _table(found) for key, found in figures.items()}
    np.savez_compressed(
        out, codes=np.array(codes, np.str_), rows=np.array(ROWS, np.str_), allow_pickle=False, **members
    )
    return out.getvalue()


def unpack(packed: bytes | memoryview) -> Figures:
    return Figures(bytes(packed))


def together(parts: Sequence[CellFigures]) -> CellFigures:
    """Several stages as one: every array is additive."""
    return CellFigures(
        np.sum([part.children for part in parts], axis=0),
        np.sum([part.blank for part in parts], axis=0),
        np.sum([part.half_hours for part in parts], axis=0),
        np.sum([part.kinds for part in parts], axis=0),
        np.sum([part.asked for part in parts], axis=0),
    )


def _table(found: CellFigures) -> NDArray[np.float32]:
    rows = [found.children, *found.blank, found.half_hours, found.kinds, found.asked]
    return np.stack(rows).astype(np.float32)
