"""R36: small wrongs put into a pure rule, one at a time; its own tests must notice each. A process that has loaded the
libraries forks once for each mutant, so that none knows of another.

`python -m tests.faults.mutants` tries all of them, `… yen links` those of two rules, `… yen:12 links:3` just these.
Each line of the answer is one that nobody noticed, or the count of a rule.
"""

from __future__ import annotations

import ast
import copy
import importlib
import os
import signal
import sys
import time
import types
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: F401 - loaded once, before the forks

from tests.faults.subjects import SUBJECTS

ROOT = Path(__file__).resolve().parents[2]
SECONDS_MAX = 60  # a mutant may never end
COMPARED: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
RECKONED: Mapping[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    line: int
    was: str
    now: str
    source: str


def mutants(source: str) -> list[Mutant]:
    """Every single change there is, in the order of the source. Words for people are left alone; codes are not."""
    tree = ast.parse(source)
    found = []
    for place, node in enumerate(_walk(tree)):
        if _other(node) is None:
            continue
        changed = copy.deepcopy(tree)
        twin = list(_walk(changed))[place]
        now = _other(twin) or twin
        text = ast.unparse(ast.fix_missing_locations(_Put(twin, now).visit(changed)))
        found.append(Mutant(getattr(node, "lineno", 0), ast.unparse(node), ast.unparse(now), text))
    return found


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes that decide something: no annotations, no decorators."""
    yield node
    for name, value in ast.iter_fields(node):
        if name not in ("annotation", "returns", "decorator_list"):
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, ast.AST):
                    yield from _walk(one)


class _Put(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


def _other(node: ast.AST) -> ast.AST | None:
    """The wrong that could stand in its place."""
    match node:
        case ast.Compare(left, [operator, *more], comparators):
            return ast.Compare(left, [COMPARED[type(operator)](), *more], comparators)
        case ast.BinOp(left, operator, right) if type(operator) in RECKONED:
            return ast.BinOp(left, RECKONED[type(operator)](), right)
        case ast.BoolOp(operator, values):
            return ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            return operand
        case ast.Constant(value):
            return _other_value(value)
    return _other_statement(node)


def _other_value(value: object) -> ast.Constant | None:
    match value:
        case bool():
            return ast.Constant(not value)
        case int():
            return ast.Constant(value + 1)
        case str() if value and value.isascii() and " " not in value:
            return ast.Constant(value + "x")
    return None


def _other_statement(node: ast.AST) -> ast.AST | None:
    match node:
        case ast.If(test, body, orelse) if not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp):
            return ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.Return(value) if value is not None and not isinstance(value, ast.Constant):
            return ast.Return(ast.Constant(None))
        case ast.Raise() | ast.AugAssign() | ast.Expr(ast.Call()):
            return ast.Pass()
    return None


def killed(file: str, mutant: str, tests: Sequence[str]) -> bool:
    """Whether any of these tests fails. An end that never comes is noticed too."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] != 0
    signal.alarm(SECONDS_MAX)
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        code = 1
        try:
            _put_in_place(file.removesuffix(".py").replace("/", "."), mutant)
            code = int(pytest.main(["-x", "-q", "-c", os.devnull, "--rootdir", str(ROOT), *PLAIN, *tests]))
        finally:
            os._exit(min(code, 1))


def _put_in_place(name: str, source: str) -> None:
    """As if the file said so: whoever imports the module gets the mutant."""
    package, _, leaf = name.rpartition(".")
    module = sys.modules[name] = types.ModuleType(name)
    exec(compile(source, name, "exec"), module.__dict__)
    setattr(importlib.import_module(package), leaf, module)


# No Django, no database: pure rules need none, and a mutant takes a second.
PLAIN = (
    "--noconftest",
    "-p",
    "no:django",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
    "--tb=no",
    "-W",
    "ignore",
)


def survivors(asked: Sequence[str]) -> Iterator[str]:
    for name, (file, *tests) in SUBJECTS.items():
        wanted = {one.partition(":")[2] for one in asked or [name] if one.partition(":")[0] == name}
        if not wanted:
            continue
        source, began, alive = (ROOT / file).read_text(), time.monotonic(), 0
        if wanted == {""} and killed(file, source, tests):
            yield f"! {name}: its tests fail without any change"
            continue
        every = [(n, one) for n, one in enumerate(mutants(source)) if wanted == {""} or str(n) in wanted]
        for number, one in every:
            if not killed(file, one.source, tests):
                alive += 1
                yield f"~ {name}:{number} line {one.line}: {one.was[:60]!r} → {one.now[:60]!r}"
        yield f"= {name} {len(every) - alive} of {len(every)} ({time.monotonic() - began:.0f} s)"


if __name__ == "__main__":
    quick = [hypothesis.Phase.explicit, hypothesis.Phase.generate]  # a failure needs no smaller one
    hypothesis.settings.register_profile(
        "mutants", deadline=None, derandomize=True, database=None, phases=quick, report_multiple_bugs=False
    )
    hypothesis.settings.load_profile("mutants")
    for line in survivors(sys.argv[1:]):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
