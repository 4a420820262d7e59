"""Figures by cell as bytes: what goes in comes out, also from an older or a later version."""

from __future__ import annotations

import io

import numpy as np
import pytest

from ibasho.rooms.reach.engine import packing
from ibasho.rooms.reach.engine.packing import Key
from ibasho.rooms.reach.engine.study import CellFigures

KEY = Key("usual", "all", "lower")
CODES = ["513701122", "513701123"]


def test_what_goes_in_comes_out() -> None:
    figures = packing.unpack(packing.pack(CODES, {KEY: some(), Key("usual", "meal", "upper"): some(7)}))
    assert figures.codes == CODES
    assert list(figures) == [KEY, ("usual", "meal", "upper")]
    assert figures[KEY].blank.tolist() == some().blank.tolist()
    assert figures[Key("usual", "meal", "upper")].children.tolist() == [14, 14]
    for name in ("children", "half_hours", "kinds", "asked"):
        assert getattr(figures[KEY], name).tolist() == getattr(some(), name).tolist()


def test_what_was_not_studied_is_not_there() -> None:
    figures = packing.unpack(packing.pack(CODES, {KEY: some()}))
    assert Key("car", "all", "lower") not in figures
    with pytest.raises(KeyError):
        figures[Key("car", "all", "lower")]


def test_rows_of_a_later_version_are_passed_over_and_those_an_older_one_lacks_are_nought() -> None:
    out = io.BytesIO()
    np.savez(
        out, codes=np.array(CODES), rows=np.array(["new", "children", "blank0"]), sources=np.array(["x"]),
        **{"|".join(KEY): np.array([[9, 9], [4, 5], [1, 2]], np.float32)},
    )  # fmt: skip
    found = packing.unpack(out.getvalue())[KEY]
    assert found.children.tolist() == [4, 5]
    assert found.blank[0].tolist() == [1, 2]
    assert found.half_hours.tolist() == [0, 0]


def test_stages_are_summed() -> None:
    both = packing.together([some(), some(2)])
    assert both.children.tolist() == [6, 6]
    assert both.unreached.tolist() == [3, 3]


def some(times: float = 1) -> CellFigures:
    two = np.full(2, times)
    return CellFigures(two * 2, np.stack([two, two, two * 0, two * 0, two * 0]), two * 6, two * 3, two)
