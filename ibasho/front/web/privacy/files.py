"""個人情報ファイル簿（個人情報の保護に関する法律 第75条）: a draft made from the data inventory. What only the city knows stays
empty and says so. Without a database."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ibasho.front.web.privacy import inventory
from ibasho.front.web.privacy.inventory import FOLDER, Field
from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import ROLES

CITY_WRITES = "（市が 書く）"


@dataclass(frozen=True, slots=True)
class PersonalFile:
    """One file of the register. `models` as `room.Model`; `roles` by name, who can open it."""

    code: str
    name: str
    models: tuple[str, ...]
    purpose: str
    about: str
    collected: str
    sensitive: str
    given: str
    roles: tuple[str, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(one for one in inventory.personal() if one.label in self.models and not one.is_staff)

    @property
    def items(self) -> str:
        """記録項目, each once."""
        return "、".join(dict.fromkeys(one.words for one in self.fields))

    @property
    def bases(self) -> str:
        return " / ".join(dict.fromkeys(inventory.bases()[one.basis].told for one in self.fields))

    @property
    def ends(self) -> str:
        return " / ".join(dict.fromkeys(one.retention for one in self.fields))


@lru_cache(maxsize=1)
def files() -> tuple[PersonalFile, ...]:
    return tuple(
        PersonalFile(
            code, one["name"], tuple(one["models"]), one["purpose"], one["about"], one["collected"], one["sensitive"],
            one["given"], _holders(one["roles"]),
        )
        for code, one in _told().items()
        if not code.startswith("_")
    )  # fmt: skip


def no_files() -> frozenset[str]:
    """Models with personal fields that make no file anybody could be looked up in; files.toml says why."""
    return frozenset(_told()["_no_file"]["models"])


def _told() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "files.toml").read_text(encoding="utf-8"))


def _holders(permissions: list[str]) -> tuple[str, ...]:
    """The names of the roles that carry one of the permissions: roles.py alone knows."""
    wanted = {Permission[name] for name in permissions}
    return tuple(role.name for role in ROLES.values() if role.permissions & wanted)
