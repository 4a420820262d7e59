"""What test_house.py reads of the browser tests: whether anything is looked at after a press before the page has answered.

Playwright waits for an element before it presses it, but not for what the press leads to: `click()` and then
`assert page.url …` asks whichever page is quicker. `expect(…)`, `wait_for…`, `expect_…`, `arrive` and `until` wait.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

PRESSES = {"click", "dblclick", "press"}
STILL = {"Tab", "Shift+Tab", "Shift"}  # keys that send nothing: the focus has moved when the press is over
WAITS = ("expect", "wait_for", "arrive", "until")
NO_WAITS = {"wait_for_timeout", "wait_for_load_state"}  # the second is true of the page that is being left
# What looks at nothing. To sit still is no wait: a busy machine sits longer.
QUIET = {
    *NO_WAITS, "check", "fill", "filter", "focus", "get_by_label", "get_by_role", "get_by_text", "locator", "nth", "on",
    "range", "route", "select_option", "set_input_files", "set_offline", "type", "uncheck", "undo", "unroute",
}  # fmt: skip


def _now(node: ast.AST) -> Iterator[ast.AST]:
    """All that a statement does itself: not what a lambda in it will do some day."""
    yield node
    for one in ast.iter_child_nodes(node):
        if not isinstance(one, ast.Lambda):
            yield from _now(one)


def _called(node: ast.AST) -> set[str]:
    calls = (one.func for one in _now(node) if isinstance(one, ast.Call) and not _is_still(one))
    return {one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "") for one in calls}


def _is_still(call: ast.Call) -> bool:
    said = {one.value for arg in call.args for one in ast.walk(arg) if isinstance(one, ast.Constant)}
    return bool(said) and said <= STILL


def _polls(node: ast.FunctionDef) -> bool:
    """Looks again and again, and gives up aloud."""
    raises = any(isinstance(one, ast.Raise) for one in _now(node))
    return raises and "wait_for_timeout" in _called(node)


class Presses:
    """The tests in some files. Functions of theirs that wait, or leave a press behind, do so for whoever calls them."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._functions = [
            (path, node)
            for path in files
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.FunctionDef)
        ]
        self._pressing, self._waiting = set(PRESSES), set[str]()
        for _, node in self._functions:
            if not node.name.startswith("test_"):
                left = self._read(node.body, False, [])
                kind = (
                    self._pressing if left else self._waiting if self._waits(node) or _polls(node) else set()
                )
                kind.add(node.name)
        self._waiting -= self._pressing

    def unanswered(self) -> Iterator[str]:
        """`file:line` where something is read, or a test is over, while a press may still be on its way."""
        for path, node in self._functions:
            early: list[int] = []
            if self._read(node.body, False, early) and node.name.startswith("test_"):
                early.append(node.end_lineno or node.lineno)
            yield from (f"{path}:{line}" for line in early)

    def _waits(self, node: ast.AST) -> bool:
        return any(
            name.startswith(WAITS) and name not in NO_WAITS or name in self._waiting for name in _called(node)
        )

    def _read(self, block: list[ast.stmt], pressed: bool, early: list[int]) -> bool:
        """Whether a press is left unanswered at the end; what looks too early is added to `early`."""
        for one in block:
            if isinstance(one, ast.FunctionDef):
                continue
            bodies = [body for name in ("body", "orelse", "finalbody") if (body := getattr(one, name, None))]
            heads = [one] if not bodies else [getattr(one, n) for n in ("test", "iter") if hasattr(one, n)]
            heads += [item.context_expr for item in getattr(one, "items", ())]
            for head in heads:
                if self._waits(head):
                    pressed = False
                elif _called(head) & self._pressing:
                    pressed = True
                elif pressed and _looks(head):
                    early.append(head.lineno)
                    pressed = False
            for body in bodies:
                pressed = self._read(body, pressed, early)
            # `with page.expect_response(…):` waits when it ends
            pressed = pressed and not (isinstance(one, ast.With) and any(map(self._waits, heads)))
        return pressed


def _looks(node: ast.AST) -> bool:
    where = any(isinstance(one, ast.Attribute) and one.attr == "url" for one in _now(node))
    return isinstance(node, ast.Assert) or where or not _called(node) <= QUIET
