"""Which addresses the browser tests that ask axe name, read from their source: `"network:desk_meeting"`, `url("desk_meeting")` beside
`f"network:{name}"`, or a path."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.urls import Resolver404, resolve

ROOT = Path(__file__).resolve().parents[1]
ASKS = ("axe_findings", ".stop(")
CUT = "\0"
BORROWED = re.compile(r"from tests\.(?:rooms|town|front)\.(\w+)[\w.]* import [^\n]*\burl\b")


def named(names: set[str]) -> set[str]:
    """Those of `names` that a browser test looks at."""
    return {name for source in _sources() for name in _of(source, names)}


def _sources() -> Iterator[str]:
    for folder in ("browser", "journeys"):
        for path in sorted((ROOT / folder).glob("test_*.py")):
            source = path.read_text(encoding="utf-8")
            if any(one in source for one in ASKS):
                yield source


def _of(source: str, names: set[str]) -> Iterator[str]:
    nodes = list(ast.walk(ast.parse(source)))
    words = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    woven = [_pieces(node) for node in nodes if isinstance(node, ast.JoinedStr)]
    yield from words & names
    rooms = set(BORROWED.findall(source))
    yield from (
        name for name in names if name.rpartition(":")[0] in rooms and name.rpartition(":")[2] in words
    )
    for pieces in woven:
        shape = re.compile("(.+?)".join(re.escape(piece) for piece in pieces))
        yield from (name for name in names if _is_woven(shape, name, words))
    folders = {word for word in words if word.startswith("/") and word.endswith("/")}
    paths = folders | {word for word in words if word.startswith("/")}
    for first, *rest in woven:
        starts = {first} if first else folders
        paths |= {
            start + "1".join(rest if not first else ["", *rest]) for start in starts if start.startswith("/")
        }
    yield from (found for path in paths if (found := _at(path)) in names)


def _pieces(node: ast.JoinedStr) -> list[str]:
    """What stands still in an f-string, with a cut wherever something is put in."""
    text = "".join(str(one.value) if isinstance(one, ast.Constant) else CUT for one in node.values)
    return text.split(CUT)


def _is_woven(shape: re.Pattern[str], name: str, words: set[str]) -> bool:
    """Whether the f-string gives this name of an address with words that stand in the same file."""
    found = shape.fullmatch(name) if ":" in shape.pattern else None
    return found is not None and all(word in words for word in found.groups())


def _at(path: str) -> str:
    try:
        return resolve(path.partition("?")[0]).view_name
    except Resolver404:
        return ""
