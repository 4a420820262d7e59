"""Lines become streets between crossings: a line is cut where it ends, where others share its point, and where it is
long, so that who lives along a country road stands at it too."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ibasho.town.areas.datasets.streets.roads import Floats, Whole, metres_between

PIECE_M = 200.0  # a street longer than this gets a crossing of its own on the way
FINE = 10_000_000  # degrees × this: points nearer than a centimetre are one


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Lines one after another: those of line i are the points `first[i]:first[i+1]`. Equal `key`: the same point."""

    key: Whole
    lat: Floats
    lng: Floats
    first: Whole


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    lat: Floats
    lng: Floats
    u: Whole
    v: Whole
    metres: Floats


def keys_of(lat: Floats, lng: Floats) -> Whole:
    """The same number for the same point, where a file has no names for its points."""
    return np.rint(lat * FINE).astype(np.int64) << 32 | np.rint(lng * FINE).astype(np.int64)


def split(lines: Lines) -> Pieces:
    """Every crossing is a node; what lies between two of them is one street, as long as its shape."""
    lines = _dense(lines)
    names, number = np.unique(lines.key, return_inverse=True)
    step = _steps(lines)
    cut = _cuts(lines, number, len(names), step)
    at = np.flatnonzero(cut)
    same = _line_of(lines)[at[1:]] == _line_of(lines)[at[:-1]]
    along = np.concatenate([[0.0], np.cumsum(step)])
    u, v = at[:-1][same], at[1:][same]
    nodes, ends = np.unique(np.concatenate([number[u], number[v]]), return_inverse=True)
    some = np.empty(len(names), np.int64)
    some[number] = np.arange(len(number))
    return Pieces(
        lines.lat[some[nodes]], lines.lng[some[nodes]], ends[: len(u)], ends[len(u) :], along[v] - along[u]
    )


def _line_of(lines: Lines) -> Whole:
    return np.repeat(np.arange(len(lines.first) - 1), np.diff(lines.first))


def _steps(lines: Lines) -> Floats:
    """Metres from each point to the next; 0 from the end of a line to the start of the next."""
    if len(lines.lat) < 2:
        return np.zeros(0)
    step = metres_between(lines.lat[:-1], lines.lng[:-1], lines.lat[1:], lines.lng[1:])
    ends = lines.first[1:-1] - 1
    step[ends[(ends >= 0) & (ends < len(step))]] = 0.0
    return step


def _cuts(lines: Lines, number: Whole, names: int, step: Floats) -> NDArray[np.bool_]:
    """bool per point: a street begins or ends here."""
    cut = np.bincount(number, minlength=names)[number] > 1
    full = lines.first[:-1][np.diff(lines.first) > 0]
    cut[full] = True
    cut[lines.first[1:][np.diff(lines.first) > 0] - 1] = True
    along = np.concatenate([[0.0], np.cumsum(step)])[: len(cut)]
    since = along - np.repeat(along[full], np.diff(lines.first)[np.diff(lines.first) > 0])
    share = (since // PIECE_M).astype(np.int64)
    further = np.zeros(len(cut), np.bool_)
    further[1:] = share[1:] > share[:-1]
    return cut | further


def _dense(lines: Lines) -> Lines:
    """A straight stretch longer than a piece gets points on the way, with names nobody else has."""
    parts = np.ones(len(lines.lat), np.int64)
    parts[:-1] = np.maximum(1, np.ceil(_steps(lines) / PIECE_M).astype(np.int64))
    if not len(parts) or parts.max() == 1:
        return lines
    begin = np.repeat(np.arange(len(parts)), parts)
    within = np.arange(len(begin)) - np.repeat(np.cumsum(parts) - parts, parts)
    share = within / parts[begin]
    after = np.minimum(begin + 1, len(parts) - 1)
    lat = lines.lat[begin] + share * (lines.lat[after] - lines.lat[begin])
    lng = lines.lng[begin] + share * (lines.lng[after] - lines.lng[begin])
    new = np.cumsum(within > 0)
    key = np.where(within > 0, lines.key.min(initial=0) - new, lines.key[begin])
    return Lines(key, lat, lng, np.concatenate([[0], np.cumsum(parts)])[lines.first])
