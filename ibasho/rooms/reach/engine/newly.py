"""Openings for as many children as can be reached at all: who reaches nothing now counts once, however often something
opens nearby; hours only decide between plans that reach as many.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ibasho.rooms.reach.engine.inputs import Words
from ibasho.rooms.reach.engine.openings import Floats, Ints, Laid, Wanting, as_rows, entries, lay
from ibasho.rooms.reach.engine.week import WORDS

HOUR = 1e-3  # of a child newly reached: what one more child-hour a week is worth


def lay_newly(wanting: Sequence[Wanting], site: Ints, block: Ints, words: Words, *, least: int = 1) -> Laid:
    """As `openings.lay`, with a row for the unreached children of each point and stage. `least` half-hours a week make
    a child reached; an opening that gives fewer counts for its hours alone. `hours` of the new rows is 0."""
    rows, weights, used = 0, [], []
    for one in wanting:
        unreached = np.where(one.found.slots == 0, one.children, 0.0)
        column, point = _reaching(one, unreached, site, block, words, least)
        points, fresh = np.unique(point, return_inverse=True)
        used.append((column, (rows + fresh).astype(np.int64)))
        weights.append(unreached[points])
        rows += len(points)
    children = as_rows(len(site), weights, [np.zeros(len(one)) for one in weights], used)
    return _both(children, lay(wanting, site, block, words))


def _reaching(
    one: Wanting, unreached: Floats, site: Ints, block: Ints, words: Words, least: int
) -> tuple[NDArray[np.int64], Ints]:
    """(column, point) of every unreached point that the column reaches for `least` half-hours a week."""
    column, point = [np.empty(0, np.int64)], [np.empty(0, np.int32)]
    for number in np.unique(block):
        longest = _longest(one.allowed, words[number], least)
        at = np.flatnonzero(block == number)
        which, near = entries(one.near, longest, unreached, site[at])
        column.append(at[which])
        point.append(near)
    return np.concatenate(column), np.concatenate(point)


def _longest(allowed: Words, opened: Words, least: int) -> int:
    """The longest way in minutes from which this block still gives `least` half-hours a week; -1 for none."""
    given = np.bitwise_count(allowed & opened).sum(axis=1, dtype=np.int64)
    return (
        int((given >= least * (allowed.shape[1] // WORDS)).sum()) - 1
    )  # nested: a longer way never gives more


def _both(children: Laid, by_hours: Laid) -> Laid:
    """The rows of both, column by column."""
    columns = len(children.start) - 1
    column = np.concatenate(
        [np.repeat(np.arange(columns), np.diff(laid.start)) for laid in (children, by_hours)]
    )
    row = np.concatenate([children.row, by_hours.row + len(children.weight)])
    order = np.argsort(column, kind="stable")
    return Laid(
        np.concatenate([children.weight, by_hours.weight * HOUR]),
        np.concatenate([children.hours, by_hours.hours]),
        children.start + by_hours.start,
        row[order].astype(np.int32),
    )
