"""Every refusal sentence of the product, read from the sources (U14): what a person reads when something is not done."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KINDS = frozenset({"NotAllowed", "NotFound", "Conflict", "Invalid", "Unavailable", "DomainError"})
HOLE = "…"
DEPTH_MAX = 8
Scope = Mapping[str, list[ast.expr]]

# What next, in one of three ways: it asks for something · says what would be right or will be possible · says that it is so already,
# and nothing is left to do.
_ASKS = re.compile("ください|ましょう|おねがい|お待ち|ね。|ね（|どうぞ")
_ALLOWS = re.compile(
    "まで(です|とってあります)|までに? .*(です|ます)。|だけ.*(ます|です)。|はずです|ふつうは|かまいません|だいじょうぶ|いちどに"
    "|(でき|直せ|なおせ|つくれ|出せ|書け|しめられ|のこり|見られ|読み|とどき|出|届き|つづけられ|さがせ|たのみ|使え)ます"
)
_ALREADY = re.compile(
    "もう|まだ|いりません|ありがとう|つづいています|うごいています|使われています|使っていません|そのまま|いま"
)
_LATIN = re.compile("[A-Za-z]{2,}")
# Names that stand on the things themselves, here and on paper.
NAMES = frozenset(
    [
        "CSV",
        "Excel",
        "PDF",
        "LINE",
        "QR",
        "ID",
        "PIN",
        "JSON",
        "UTF",
        "Shift",
        "JIS",
        "JPEG",
        "PNG",
        "WebP",
        "MB",
        "kB",
        "kg",
        "URL",
        "https",
        "FAX",
        "CSW",
        "ZIP",
        "zip",
        "SMS",
    ]
)
# Refusals that only whoever runs the machines or writes a program against the API reads: they name files, columns and commands.
FOR_ENGINEERS = (
    "base/backups/", "base/ports/", "front/setup/", "town/areas/", "/datasets/", "/commands", "/api/", "mealtickets/queries/keys.py",
    "base/kernel/", "town/outbox/rules.py", "demo/", "mealtickets/rules/wire.py",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Refusal:
    """`words` with … where a value stands; `where` is file:line."""

    kind: str
    words: str
    where: str

    @property
    def has_next_step(self) -> bool:
        last = self.words.endswith(HOLE)  # what a rule adds by itself, and is read where it is written
        return last or any(one.search(self.words) for one in (_ASKS, _ALLOWS, _ALREADY))

    @property
    def sentences(self) -> int:
        return len([one for one in self.words.split("。") if one.strip("）」 ")])

    @property
    def foreign(self) -> list[str]:
        return [one for one in _LATIN.findall(self.words) if one not in NAMES]

    @property
    def is_for_engineers(self) -> bool:
        return any(part in self.where for part in FOR_ENGINEERS)


@cache
def all_refusals() -> tuple[Refusal, ...]:
    """Each sentence once, in the order of the files. What is put together from elsewhere (a form's errors) is read there."""
    found: dict[str, Refusal] = {}
    for path in sorted((ROOT / "ibasho").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if not any(kind in text for kind in KINDS):
            continue  # to take a file apart takes a hundred times as long
        tree = ast.parse(text)
        for kind, words, line in _raised(tree, _assigned(_top(tree))):
            where = f"{path.relative_to(ROOT)}:{line}"
            found.setdefault(words, Refusal(kind, words, where))
    return tuple(one for one in found.values() if one.words.strip(f"{HOLE} :、"))


def _raised(node: ast.AST, scope: Scope) -> Iterator[tuple[str, str, int]]:
    for child in ast.iter_child_nodes(node):
        inner = {**scope, **_assigned(child)} if isinstance(child, ast.FunctionDef) else scope
        if _refuses(child):
            for words in _words(child.args[1], inner):  # type: ignore[attr-defined]
                yield child.func.id, words, child.lineno  # type: ignore[attr-defined]
        yield from _raised(child, inner)


def _refuses(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in KINDS
        and len(node.args) > 1
    )


def _top(tree: ast.Module) -> ast.AST:
    own = [one for one in tree.body if not isinstance(one, ast.FunctionDef | ast.ClassDef)]
    return ast.Module(own, [])


def _assigned(node: ast.AST) -> dict[str, list[ast.expr]]:
    found: dict[str, list[ast.expr]] = {}
    for one in ast.walk(node):
        match one:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found.setdefault(name, []).append(value)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                found.setdefault(name, []).append(value)
    return found


def _words(node: ast.expr, scope: Scope, depth: int = 0) -> list[str]:
    """Everything the expression may say; nothing where it is said elsewhere."""
    if depth > DEPTH_MAX:
        return []
    match node:
        case ast.Constant(value=str() as said):
            return [re.sub(r"%\(\w+\)[sd]|\{\w*\}", HOLE, said)]
        case ast.JoinedStr(values=parts):
            return _joined(parts, scope, depth)
        case ast.IfExp(body=first, orelse=second):
            return _words(first, scope, depth + 1) + _words(second, scope, depth + 1)
        case ast.BinOp(left=left, op=ast.Mod()):
            return _words(left, scope, depth + 1)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            heads, tails = _words(left, scope, depth + 1), _words(right, scope, depth + 1)
            return [head + tail for head in heads or [HOLE] for tail in tails or [HOLE]]
        case ast.Call(func=ast.Name(id="_" | "gettext" | "gettext_lazy" | "str"), args=[said, *_rest]):
            return _words(said, scope, depth + 1)
        case ast.Call(func=ast.Attribute(value=said, attr="format")):
            return _words(said, scope, depth + 1)
        case ast.Name(id=name):
            return [words for value in scope.get(name, ()) for words in _words(value, scope, depth + 1)]
    return []


def _joined(parts: list[ast.expr], scope: Scope, depth: int) -> list[str]:
    """A value of its own is a hole; a sentence kept under a name is read in its place."""
    told = [""]
    for part in parts:
        said = (
            _words(part.value, scope, depth + 1)
            if isinstance(part, ast.FormattedValue)
            else _words(part, scope, depth + 1)
        )
        told = [head + tail for head in told for tail in said[:4] or [HOLE]]
    return told[:16]
