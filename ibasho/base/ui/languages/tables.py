"""Words of pages that stand as data in rules and forms, where no `_()` can be: which files, and which words of a library.

A file here says every Japanese text in it to people of the doors of children and families.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

_JAPANESE = re.compile("[ぁ-ゖァ-ヺ一-鿿]")
FILES = (
    "ibasho/town/areas/stages.py",
    "ibasho/town/outbox/showing.py",
    "ibasho/town/people/showing.py",
    "ibasho/town/places/api/words.py",
    "ibasho/town/places/datasets/rows.py",
    "ibasho/town/places/rules/features.py",
    "ibasho/town/places/rules/headcount.py",
    "ibasho/town/places/rules/kinds.py",
    "ibasho/town/places/rules/wishes.py",
    "ibasho/rooms/bulletin/showing.py",
    "ibasho/rooms/familysupport/forms/asks.py",
    "ibasho/rooms/familysupport/forms/members.py",
    "ibasho/rooms/familysupport/rules/meetings.py",
    "ibasho/rooms/familysupport/rules/tariff_words.py",
    "ibasho/rooms/familysupport/queries/member_papers.py",
    "ibasho/rooms/mealtickets/queries/giving.py",
    "ibasho/rooms/mealtickets/rules/receipts.py",
    "ibasho/rooms/mealtickets/rules/thanks.py",
    "ibasho/rooms/network/rules/goals.py",
    "ibasho/rooms/network/rules/steps.toml",
    "ibasho/rooms/familysupport/rules/tariff_body.py",
    "ibasho/rooms/reach/queries/sources.py",
    "ibasho/rooms/reach/rules/public.py",
    "ibasho/rooms/roster/rules/registering.py",
    "ibasho/rooms/surplus/queries/offers.py",
    "ibasho/rooms/surplus/rules/allergens.toml",
    "ibasho/rooms/surplus/rules/amount_words.py",
    "ibasho/rooms/voices/rules/kinds.py",
    "ibasho/rooms/voices/rules/verdicts.py",
)
WORDS = (
    "幼児", "平日", "わたしの家", "時間の分の 料金", "企画メモ", "予算表", "1回分と 1年分", "保健所 相談メモ", "保険チェック", "当日の 流れ", "アレルギーの たずね方", "手伝い 募集チラシ",
)  # fmt: skip
HOLIDAYS = (
    "元日", "成人の日", "建国記念の日", "天皇誕生日", "春分の日", "昭和の日", "憲法記念日", "みどりの日", "こどもの日", "海の日",
    "山の日", "敬老の日", "秋分の日", "スポーツの日", "文化の日", "勤労感謝の日", "国民の休日", "振替休日",
)  # fmt: skip

FIGURES = (
    "%(year)s年度",
    "%(n)s人",
    "%(n)s歳",
    "%(n)s食",
    "%(n)s回",
    "%(n)s人目",
    "%(n)s人目から",
    "毎週 %(day)s",
)


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """(line, text) of each; the holes of an f-string as `%(…)s`. Regular expressions and single letters are no words."""
    source = path.read_text(encoding="utf-8")
    found = _leaves(tomllib.loads(source)) if path.suffix == ".toml" else _strings(ast.parse(source))
    for line, text in found:
        if _JAPANESE.search(text) and not text.startswith(("(?", "[")):
            yield line, text


def _leaves(value: object) -> Iterator[tuple[int, str]]:
    if isinstance(value, str):
        yield 1, value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _leaves(one)
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(one)


def _strings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    passed = {id(part) for one in ast.walk(tree) for part in _not_words(one)}
    for one in ast.walk(tree):
        if isinstance(one, ast.expr) and id(one) not in passed and (text := sentence(one)):
            yield one.lineno, text


def _not_words(one: ast.AST) -> list[ast.AST]:
    """Docstrings, and the parts of an f-string, which is taken whole."""
    if isinstance(one, ast.JoinedStr):
        return list(one.values)
    if isinstance(one, ast.Module | ast.ClassDef | ast.FunctionDef):
        return [part.value for part in one.body if isinstance(part, ast.Expr)]
    return []


def sentence(words: ast.expr) -> str:
    """A literal as it stands; of an f-string its shape, with `%(…)s` where a value goes in."""
    if isinstance(words, ast.Constant) and isinstance(words.value, str):
        return words.value
    if not isinstance(words, ast.JoinedStr):
        return ""
    out = ""
    for number, part in enumerate(words.values):
        literal = str(part.value).replace("%", "%%") if isinstance(part, ast.Constant) else ""
        out += literal or f"%({_hole(part, number)})s"
    return out


def _hole(part: ast.expr, number: int) -> str:
    name = getattr(getattr(part, "value", None), "id", "")
    return name or f"v{number}"
