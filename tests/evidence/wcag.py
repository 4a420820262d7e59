"""docs/wcag.md: the 55 criteria of WCAG 2.2, A and AA, whether each applies, where it is met and which test shows it.

Made from docs/wcag.toml. The numbers are those of the W3C; the words are ours.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tests.evidence.asvs import PATH, linked, named
from tests.evidence.keeping import ROOT

SOURCE = ROOT / "docs" / "wcag.toml"
FILE = ROOT / "docs" / "wcag.md"
PRINCIPLES = {"1": "Perceivable", "2": "Operable", "3": "Understandable", "4": "Robust"}
HEAD = """# WCAG 2.2, A and AA, criterion by criterion

Made by `python -m tests.evidence` from `docs/wcag.toml`; the numbers are those of the W3C's Web Content Accessibility Guidelines 2.2 (A and AA: 55), the words are our own.
It is what the makers say, each line with the test that shows it. **Nobody who needs a screen reader, a switch or large letters has tried it yet**, and no office from outside
has tested it: a city does both before it opens ([JIS X 8341-3:2016](https://waic.jp/) asks for the second; the page 「アクセシビリティ」 of every copy says how far it is).

`make pages` looks at every page there is, with furigana on and off, on a screen, on 320 pixels, with letters twice as large and in forced colours on white and on black.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion. `state`: met, partly, not; "" where it does not apply."""

    code: str
    level: str
    name: str
    applies: bool = True
    why: str = ""
    state: str = ""
    met: str = ""
    tests: tuple[str, ...] = ()
    shown: str = ""
    missing: str = ""


def rows() -> list[Row]:
    found = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    return [Row(code=code, **{**row, "tests": tuple(row.get("tests", ()))}) for code, row in found.items()]


def text() -> str:
    return "\n".join([HEAD, *_sums(rows()), "", *(line for first in PRINCIPLES for line in _part(first))])


def write() -> None:
    FILE.write_text(text(), encoding="utf-8")


def counts(level: str = "") -> Counter[str]:
    """How many are met, partly, not, and do not apply ("")."""
    return Counter(row.state for row in rows() if level in ("", row.level))


def _sums(every: list[Row]) -> Iterator[str]:
    yield "| | criteria | apply | met | partly | not | do not apply |"
    yield "|---|---|---|---|---|---|---|"
    for level in ("A", "AA", ""):
        found = counts(level)
        numbers = (
            found.total(),
            found.total() - found[""],
            found["met"],
            found["partly"],
            found["not"],
            found[""],
        )
        yield f"| {level or f'**all {len(every)}**'} | {' | '.join(str(one) for one in numbers)} |"


def _part(first: str) -> Iterator[str]:
    yield f"## {first} {PRINCIPLES[first]}\n"
    yield "| | Level | What is asked | | How and where | Shown by |"
    yield "|---|---|---|---|---|---|"
    yield from (_line(row) for row in rows() if row.code.startswith(f"{first}."))
    yield ""


def _line(row: Row) -> str:
    mark = {"": "–", "met": "✓", "partly": "◐", "not": "✗"}[row.state]
    how = [row.met if row.applies else f"Does not apply: {row.why}"]
    if row.missing:
        how.append(f"**Missing:** {row.missing}")
    told = "<br>".join(PATH.sub(linked, part) for part in how if part)
    shown = "<br>".join([*(named(one) for one in row.tests), *([row.shown] if row.shown else [])])
    return f"| {row.code} | {row.level} | {row.name} | {mark} | {told} | {PATH.sub(linked, shown)} |"
