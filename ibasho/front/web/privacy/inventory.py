"""The data inventory as one list: every field of every room with purpose, class, basis and what ends its keeping.

Read from each room's `inventory.toml`; `bases.toml` and `keeping.toml` say what its short words mean. Without a database.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.apps import apps

FOLDER = Path(__file__).parent


class Sort(IntEnum):
    """`class` of inventory.toml."""

    PUBLIC = 0
    INTERNAL = 1
    PERSONAL = 2
    SENSITIVE = 3


@dataclass(frozen=True, slots=True)
class Basis:
    """By what right. `checked`: read in a source; otherwise 確認前."""

    code: str
    words: str
    law: str
    checked: bool

    @property
    def told(self) -> str:
        return f"{self.words}（{self.law}{'' if self.checked else '・確認前'}）"


@dataclass(frozen=True, slots=True)
class Field:
    """`carried_by`: the job that ends its keeping; `goes_with`: the model of the room whose rows take it along."""

    room: str
    model: str
    name: str
    purpose: str
    sort: Sort
    retention: str
    basis: str
    carried_by: str
    goes_with: str

    @property
    def label(self) -> str:
        """`roster.Helper`."""
        return f"{self.room}.{self.model}"

    @property
    def is_personal(self) -> bool:
        return self.sort >= Sort.PERSONAL

    @property
    def is_staff(self) -> bool:
        """The number of somebody who did their work, not a person the record is about."""
        return self.name.endswith(("_by", "_keeper", "_staff")) or self.name == "by"

    @property
    def words(self) -> str:
        """What the field is, without what it is for."""
        return self.purpose.partition("：")[0]


@dataclass(frozen=True, slots=True)
class Keeping:
    """The closed list of retention phrases."""

    gone: frozenset[str]
    ends: Mapping[str, str]
    kept: Mapping[str, str]

    @property
    def phrases(self) -> frozenset[str]:
        return self.gone | self.ends.keys() | self.kept.keys()


@lru_cache(maxsize=1)
def fields() -> tuple[Field, ...]:
    """Every field, in the order of rooms and files."""
    found = {config.label: Path(config.path) / "inventory.toml" for config in apps.get_app_configs()}
    return tuple(
        field
        for room, path in found.items()
        if path.is_file() and "ibasho" in path.parts
        for field in _room(room, tomllib.loads(path.read_text(encoding="utf-8")))
    )


def personal() -> tuple[Field, ...]:
    return tuple(field for field in fields() if field.is_personal)


@lru_cache(maxsize=1)
def bases() -> dict[str, Basis]:
    return {code: Basis(code, **told) for code, told in _toml("bases.toml").items()}


@lru_cache(maxsize=1)
def keeping() -> Keeping:
    told = _toml("keeping.toml")
    return Keeping(frozenset(told["gone"]), told["ends"], told["kept"])


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def _room(room: str, told: Mapping[str, Any]) -> Iterator[Field]:
    for model, rows in told.items():
        if model.startswith("_"):
            continue
        basis = str(rows.get("_basis", told.get("_basis", "")))
        carried, along = str(rows.get("_carried_by", "")), str(rows.get("_goes_with", ""))
        for name, row in rows.items():
            if not name.startswith("_"):
                yield Field(
                    room, model, name, str(row["purpose"]), Sort(row["class"]), str(row["retention"]),
                    str(row.get("basis", basis)), carried, along,
                )  # fmt: skip
