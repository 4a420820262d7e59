"""What test_house.py reads: the rooms, their shared lists, their source and templates."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import Field, Model
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent
ROOMS = {
    config.label: Path(config.path) for config in apps.get_app_configs() if config.name.startswith("ibasho.")
}
# A floor may use what stands below it. Same number: strangers.
HEIGHT = {
    "ui": 1,
    "journal": 2,
    "backups": 2.5,
    "people": 3,
    "outbox": 4,
    "areas": 5,
    "places": 6,
    "payouts": 7,
    "concerns": 7,
    "reach": 8,
    "mealtickets": 8,
    "openhouse": 8,
    "roster": 8,
    "familysupport": 8,
    "voices": 8,
    "care": 8,
    "surplus": 8,
    "network": 8,
    "bulletin": 8,
    "reports": 9,
    "web": 10,
}
OTHERS_URLS = ("account", "mfa", "usersessions")  # allauth's own pages, walked in the sign-in stories


@dataclass(frozen=True)
class Function:
    path: Path
    name: str
    lines: int


@cache  # to read all rooms' lists takes a seventh of a second, and each model, field and address asks
def listed(name: str) -> dict[str, dict[str, Any]]:
    """One shared list of every room: {room label: content of <room>/<name>}. What begins with `_` says something of a
    whole room or model (inventory.toml: basis, who carries the retention out); front.web.privacy.inventory reads it."""
    found = {}
    for label, folder in ROOMS.items():
        path = folder / name
        read = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        found[label] = _named(read)
    return found


def _named(table: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _named(value) if isinstance(value, dict) else value
        for name, value in table.items()
        if not name.startswith("_")
    }


def own_models() -> list[type[Model]]:
    return [model for label in ROOMS for model in apps.get_app_config(label).get_models()]


def own_fields(model: type[Model]) -> list[Field[Any, Any]]:
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return [field for field in fields if not (field.primary_key and field.name == "id")]


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders or ("ibasho", "config", "demo"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Function(
                path.relative_to(ROOT), node.name, (node.end_lineno or node.lineno) - node.lineno + 1
            )


def templates() -> Iterator[tuple[str, Path]]:
    """(room label, path) of every template of ours."""
    for label, folder in ROOMS.items():
        for path in sorted((folder / "templates").rglob("*")):
            if path.is_file() and path.suffix in {".html", ".txt", ".xml", ".svg", ".typ"}:
                yield label, path


def url_names(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """(namespaced name, pattern) of every address of ours."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = ":".join(part for part in (namespace, pattern.namespace) if part)
            yield from url_names(pattern, inner)
        elif pattern.name is None:
            yield f"(without a name: {namespace} {pattern.pattern})", pattern
        else:
            yield ":".join(part for part in (namespace, pattern.name) if part), pattern


def is_ours(pattern: URLPattern) -> bool:
    module = getattr(pattern.callback, "__module__", "")
    return module.startswith("ibasho.")


def silent_actions(path: Path) -> Iterator[str]:
    """Public functions with keywords only, `by` and `at` among them, in which nothing is recorded.

    One that also takes positional arguments is part of another action, which records."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    for name, node in found.items():
        arguments = {argument.arg for argument in node.args.kwonlyargs}
        if (
            not name.startswith("_")
            and not node.args.args
            and {"by", "at"} <= arguments
            and not _records(node, found, set())
        ):
            yield name


def _records(node: ast.FunctionDef, found: dict[str, ast.FunctionDef], seen: set[str]) -> bool:
    seen.add(node.name)
    for call in (inner for inner in ast.walk(node) if isinstance(inner, ast.Call)):
        called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if called in {"record", "record_many"} or any(keyword.arg == "by" for keyword in call.keywords):
            return True
        if called in found and called not in seen and _records(found[called], found, seen):
            return True
    return False
