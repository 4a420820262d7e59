"""Everything in the house by which something leaves a screen: found in the source, so that a new one is found too."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from tests import house

# How a file, a paper, a picture of letters or a message is made.
WAYS = {
    "exports.answer", "exports.table", "pdf.render", "pdf.pictures", "outbox.send", "write_xlsx", "write_csv",
    "ical.write", "zengin.write", "FileResponse", "segno.make", "channel.reply", "line.push", "push.push",
}  # fmt: skip


def found(*ways: str) -> dict[str, str]:
    """`module:function` → the way, for every function that uses one of `ways` (all of them)."""
    wanted = set(ways) or WAYS
    return {function: way for function, way in _calls() if way in wanted}


@cache
def _calls() -> tuple[tuple[str, str], ...]:
    """(`module:function`, what it calls) of the whole house, read once."""
    return tuple(_read())


def _read() -> Iterator[tuple[str, str]]:
    for path in house.sources("ibasho"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        module = ".".join(path.relative_to(house.ROOT).with_suffix("").parts)
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                yield f"{module}:{function.name}", _name(call)


def _name(call: ast.Call) -> str:
    called = call.func
    if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
        return f"{called.value.id}.{called.attr}"
    return called.id if isinstance(called, ast.Name) else ""


class Watched:
    """In the place of one way out: notes which functions of the house came by, and does what it did."""

    def __init__(self, way: Callable[..., Any], seen: set[str]) -> None:
        self.way, self.seen = way, seen

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        frame = sys._getframe(1)
        while frame is not None and not str(frame.f_globals.get("__name__", "")).startswith("ibasho."):
            frame = frame.f_back  # type: ignore[assignment]
        if frame is not None:
            name = frame.f_code.co_qualname.removesuffix(".<locals>.<lambda>").rpartition(".")[2]
            self.seen.add(f"{frame.f_globals['__name__']}:{name}")
        return self.way(*arguments, **named)
