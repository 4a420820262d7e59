"""How like words of danger a voice sounds, by the runs of one to three letters it is made of (naive Bayes). Pure.

Rules find what somebody thought of; this finds some of what nobody did. It is learned from the same two lists the rules
were made from (tests keep the file and the lists in step), and it speaks only where it is rather sure.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("danger_likeness.tsv")
SURE = 1.8  # above it; lower finds more and calls the centre more often for nothing (docs/voices-words.md has both figures)
_HALF = 0.5  # nothing is impossible only because it was not seen
_SMALL = 0.3  # weights nearer to nought than this say nothing
_SHORT, _LONG = 4, 0.7  # a word of two letters is no proof; a long voice has more letters, not more danger


def grams(plain: str) -> set[str]:
    framed = f"^{plain}$"
    return {framed[at : at + size] for size in (1, 2, 3) for at in range(len(framed) - size + 1)}


def learned(danger: Iterable[str], harmless: Iterable[str]) -> dict[str, float]:
    """Weight of each run of letters, from plain voices (rules.danger.plain) of both sorts."""
    of, against = [grams(one) for one in danger], [grams(one) for one in harmless]
    seen = Counter(gram for one in of for gram in one)
    other = Counter(gram for one in against for gram in one)
    weights = {
        gram: math.log((seen[gram] + _HALF) / (len(of) + 1))
        - math.log((other[gram] + _HALF) / (len(against) + 1))
        for gram in seen.keys() | other.keys()
        if seen[gram] + other[gram] > 1
    }
    return {gram: round(weight, 2) for gram, weight in sorted(weights.items()) if abs(weight) >= _SMALL}


def as_lines(weights: Mapping[str, float]) -> str:
    return "".join(f"{gram}\t{weight:.2f}\n" for gram, weight in weights.items())


@cache
def _weights() -> dict[str, float]:
    rows = (line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines())
    return {gram: float(weight) for gram, weight in rows}


def how_like(plain: str) -> float:
    """Above `SURE`: it sounds like danger."""
    known = _weights()
    found = [known[gram] for gram in sorted(grams(plain)) if gram in known]
    return sum(found) / max(_SHORT, len(found)) ** _LONG if found else 0.0
