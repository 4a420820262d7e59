"""docs/asvs.md: every requirement of ASVS 5.0 of level 1 and 2, whether it applies, where it is met and which test shows it.

Made from docs/asvs/*.toml (the format: docs/asvs/README.md). The ids and levels are OWASP's; the words are ours.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.evidence.keeping import ROOT

FOLDER = ROOT / "docs" / "asvs"
FILE = ROOT / "docs" / "asvs.md"
PATH = re.compile(r"`((?:[\w.-]+/)*[\w.-]+\.(?:py|toml|tsv|md|html|js|mjs|json|conf|txt|in)|Makefile)`")
STATES = ("met", "partly", "not")
HEAD = """# ASVS 5.0, level 1 and 2, requirement by requirement

Made by `python -m tests.evidence` from `docs/asvs/*.toml`; the numbers are those of OWASP's Application Security Verification Standard 5.0.0, the words are our own.
Nobody from outside has looked at this yet: it is what the makers say, each line with the test that shows it or with what was looked at by hand.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement. `state` is "" where it does not apply."""

    code: str
    level: int
    words: str
    applies: bool = True
    why: str = ""
    state: str = ""
    met: str = ""
    tests: tuple[str, ...] = ()
    shown: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    number: int
    title: str
    rows: tuple[Row, ...]


def levels() -> dict[str, int]:
    """Every id of level 1 and 2, in OWASP's order."""
    lines = (FOLDER / "ids.tsv").read_text(encoding="utf-8").splitlines()
    return {code: int(level) for code, level in (line.split("\t") for line in lines)}


def chapters() -> list[Chapter]:
    return [_chapter(path) for path in sorted(FOLDER.glob("v*.toml"))]


def _chapter(path: Path) -> Chapter:
    found, level = tomllib.loads(path.read_text(encoding="utf-8")), levels()
    title = found.pop("title")
    rows = (
        Row(code=code, level=level.get(code, 0), **{**row, "tests": tuple(row.get("tests", ()))})
        for code, row in found.items()
    )
    return Chapter(int(path.stem[1:]), title, tuple(rows))


def text() -> str:
    every = chapters()
    return "\n".join([HEAD, *_sums(every), "", *(line for chapter in every for line in _part(chapter))])


def write() -> None:
    FILE.write_text(text(), encoding="utf-8")


def _sums(every: list[Chapter]) -> Iterator[str]:
    yield "| | Level 1: met / apply | Level 2: met / apply | partly | not | do not apply |"
    yield "|---|---|---|---|---|---|"
    for chapter in every:
        anchor = f"[V{chapter.number} {chapter.title}](#v{chapter.number})"
        yield f"| {anchor} | {_counts(chapter.rows)} |"
    yield f"| **all** | {_counts(tuple(row for chapter in every for row in chapter.rows))} |"


def _counts(rows: tuple[Row, ...]) -> str:
    by_level = []
    for level in (1, 2):
        asked = [row for row in rows if row.level == level and row.applies]
        by_level.append(f"{sum(row.state == 'met' for row in asked)} / {len(asked)}")
    states = Counter(row.state for row in rows if row.applies)
    return " | ".join(
        [*by_level, str(states["partly"]), str(states["not"]), str(sum(not row.applies for row in rows))]
    )


def _part(chapter: Chapter) -> Iterator[str]:
    yield f'<a id="v{chapter.number}"></a>'
    yield f"## V{chapter.number} {chapter.title}\n"
    yield "| | L | What is asked | | How and where | Shown by |"
    yield "|---|---|---|---|---|---|"
    yield from (_line(row) for row in chapter.rows)
    yield ""


def _line(row: Row) -> str:
    mark = {"": "–", "met": "✓", "partly": "◐", "not": "✗"}[row.state]
    how = [row.met if row.applies else f"Does not apply: {row.why}"]
    if row.missing:
        how.append(f"**Missing:** {row.missing}")
    told = "<br>".join(PATH.sub(linked, part) for part in how if part)
    shown = "<br>".join([*(named(one) for one in row.tests), *([row.shown] if row.shown else [])])
    return f"| {row.code} | {row.level} | {row.words} | {mark} | {told} | {PATH.sub(linked, shown)} |"


def linked(found: re.Match[str]) -> str:
    return f"[`{found[1]}`](../{found[1]})"


def named(one: str) -> str:
    path, _, name = one.partition("::")
    return f"[{name or path.rpartition('/')[2]}](../{path})"
