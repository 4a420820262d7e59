"""Which addresses the browser tests that ask axe name, read from their source: `"network:desk_meeting"`, `url("desk_meeting")` beside
`f"network:{name}"`, or a path. What is put into an f-string is one of the words that stand in the same file, in a path also
somebody's or something's own id, and a path may go on from another (`f"{here}do/"`)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from itertools import product, zip_longest
from pathlib import Path

from django.urls import Resolver404, get_resolver, resolve

ROOT = Path(__file__).resolve().parents[1]
ASKS = ("axe_findings", ".stop(")
CUT = "\0"
BORROWED = re.compile(r"from tests\.(?:rooms|town|front)\.(\w+)[\w.]* import [^\n]*\burl\b")
NUMBER = re.compile(r"(?<=/)\d+(?=/)")
WORD = re.compile(r"[\w/.-]*")
BARE = re.compile(f"[a-z_{CUT}]+")
Bound = dict[str, list[ast.expr]]


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
    bound = _bound(nodes)
    woven = {shape for node in nodes if isinstance(node, ast.JoinedStr) for shape in _shapes(node, bound)}
    words |= _own(woven, words, {name.rpartition(":")[2] for name in names})
    yield from words & names
    rooms = set(BORROWED.findall(source))
    yield from (
        name for name in names if name.rpartition(":")[0] in rooms and name.rpartition(":")[2] in words
    )
    yield from _by_name({shape for shape in woven if ":" in shape}, nodes, words, names)
    yield from (found for word in words if word.startswith("/") and (found := _at(word)) in names)
    yield from _by_path(woven, words, names)


def _bound(nodes: list[ast.AST]) -> Bound:
    """Name → the texts it stands for somewhere in the file, or in the one it is borrowed from."""
    found: Bound = {}
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests."):
            for alias in node.names:
                told = getattr(import_module(str(node.module)), alias.name, None)
                if isinstance(told, str):
                    found.setdefault(alias.asname or alias.name, []).append(ast.Constant(told))
        if isinstance(node, ast.Assign):
            for name, value in _pairs(node.targets[0], node.value):
                found.setdefault(name, []).append(value)
    return found


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, its in zip(target.elts, value.elts, strict=False):
            yield from _pairs(one, its)
    elif isinstance(target, ast.Name) and isinstance(value, (ast.Constant, ast.JoinedStr)):
        yield target.id, value


def _shapes(node: ast.expr, bound: Bound, deep: int = 3) -> set[str]:
    """What stands still in an f-string, with a cut wherever something is put in that is not said in the same file."""
    if isinstance(node, ast.JoinedStr):
        return {"".join(one) for one in product(*(_shapes(part, bound, deep) for part in node.values))}
    if isinstance(node, ast.FormattedValue):
        told = bound.get(node.value.id, []) if isinstance(node.value, ast.Name) and deep else []
        return {shape for one in told for shape in _shapes(one, bound, deep - 1)} or {CUT}
    return {str(node.value) if isinstance(node, ast.Constant) else CUT}


def _own(woven: set[str], words: set[str], last: set[str]) -> set[str]:
    """`f"desk_figure_{name}"`: the last part of an address, woven with words of the file."""
    bare = [shape for shape in woven if BARE.fullmatch(shape)]
    plain = "|".join(sorted(word for word in words if BARE.fullmatch(word)))
    return {name for shape in bare for name in last if re.fullmatch(shape.replace(CUT, f"(?:{plain})"), name)}


def _by_name(shapes: set[str], nodes: list[ast.AST], words: set[str], names: set[str]) -> Iterator[str]:
    """`f"room:{name}"` with any word of the file, `f"room:{door}{name}"` with what a call says side by side."""
    plain = "|".join(sorted(re.escape(word) for word in words if WORD.fullmatch(word)))
    calls = [_told(node, words) for node in nodes if isinstance(node, ast.Call)]
    for shape in shapes:
        if CUT * 2 not in shape:
            wanted = re.compile(re.escape(shape).replace(re.escape(CUT), f"(?:{plain})"))
            yield from (name for name in _from(shape, names) if wanted.fullmatch(name))
            continue
        told = (call[: shape.count(CUT)] for call in calls if len(call) >= shape.count(CUT))
        yield from names & {_filled(shape, fill) for one in told for fill in product(*one)}


def _told(call: ast.Call, words: set[str]) -> list[set[str]]:
    """What each argument may be; nothing where the first is no word."""
    args = [{one.value} if isinstance(one, ast.Constant) else words for one in call.args]
    return [set(map(str, one)) for one in args] if args and len(args[0]) == 1 else []


def _filled(shape: str, fill: tuple[str, ...]) -> str:
    return "".join(map("".join, zip_longest(shape.split(CUT), fill, fillvalue="")))


def _by_path(woven: set[str], words: set[str], names: set[str]) -> Iterator[str]:
    paths = {path: name for name in sorted(names) for path in _paths().get(name, ())}
    known = "\n".join(paths)
    fitting = {CUT, *(word for word in words if WORD.fullmatch(word) and word in known)}
    starts = {word for word in words | woven if word.startswith("/") and word.endswith("/")}
    whole = {shape for shape in woven if shape.startswith("/")}
    whole |= {start + shape[1:] for shape in woven if shape.startswith(CUT) for start in starts}
    for shape in whole:
        shape = NUMBER.sub(CUT, shape.partition("?")[0])
        here = _from(shape, paths)
        wanted = _regex_of_path(shape, fitting) if here else None
        yield from (paths[path] for path in here if wanted and wanted.fullmatch(path))


def _from(shape: str, found: Iterable[str]) -> list[str]:
    """Those that begin as the shape does."""
    return [one for one in found if one.startswith(shape.partition(CUT)[0])]


def _regex_of_path(shape: str, words: set[str]) -> re.Pattern[str]:
    hole = f"(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})"
    return re.compile(hole.join(re.escape(piece) for piece in shape.split(CUT)))


@cache
def _paths() -> dict[str, list[str]]:
    """Address → how its path looks, with a cut for every id: `/desk/payouts/runs/␀/approve/`."""
    root = get_resolver()
    found: dict[str, list[str]] = {}
    spaces = [("", "", root), *((f"{name}:", *one) for name, one in root.namespace_dict.items())]
    for space, prefix, resolver in spaces:
        for name in filter(lambda key: isinstance(key, str), resolver.reverse_dict.keys()):
            ways = [way for ways, *_ in resolver.reverse_dict.getlist(name) for way in ways]
            found[space + name] = [f"/{prefix}{path % dict.fromkeys(args, CUT)}" for path, args in ways]
    return found


def _at(path: str) -> str:
    try:
        return resolve(path.partition("?")[0]).view_name
    except Resolver404:
        return ""
