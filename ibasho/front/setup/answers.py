"""What a person has answered, as TOML that can be written by hand, kept, and given again: never a secret.

[city]
name = "宇部市"
code = "352021"
[files]
streets = ["ube_roads.zip"]
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from ibasho.base.kernel.errors import Invalid

HEAD = "# ibasho init の 答え。なおして もう一度 ibasho init を 動かせます。ひみつは ここには 入りません。\n"
Table = dict[str, str | list[str]]


@dataclass(slots=True)
class Answers:
    """By step and question. A list is of files."""

    tables: dict[str, Table] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Answers:
        """Nothing where there is no file. Invalid where it is no TOML, or has anything else than tables of texts."""
        if not path.exists():
            return cls()
        try:
            found = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise Invalid(
                "setup.answers",
                f'{path} を 読めません（{error}）。TOML の 書きかた（名前 = "…"）を たしかめて、もう一度 動かしてください。',
            ) from error
        if strange := [name for name, table in found.items() if not isinstance(table, dict)]:
            raise Invalid(
                "setup.answers",
                f"{path} の「{strange[0]}」が どの段の 答えか わかりません。[city] のような 見出しの 下に 書いてください。",
            )
        return cls(
            {name: {key: _plain(value) for key, value in table.items()} for name, table in found.items()}
        )

    def write(self, path: Path) -> None:
        lines = [HEAD]
        for name, table in self.tables.items():
            lines += [f"\n[{name}]\n", *(f"{key} = {toml(value)}\n" for key, value in table.items())]
        path.write_text("".join(lines), encoding="utf-8")

    def get(self, step: str, key: str) -> str | None:
        """None where nobody has answered; "" where somebody has left it blank."""
        found = self.tables.get(step, {}).get(key)
        return found if found is None or isinstance(found, str) else "、".join(found)

    def text(self, step: str, key: str) -> str:
        return self.get(step, key) or ""

    def put(self, step: str, key: str, value: str) -> None:
        self.tables.setdefault(step, {})[key] = value

    def files(self, step: str) -> list[str]:
        found = self.tables.get("files", {}).get(step, [])
        return [found] if isinstance(found, str) else found


def _plain(value: object) -> str | list[str]:
    if isinstance(value, bool):
        return "1" if value else "0"
    return [str(one) for one in value] if isinstance(value, list) else str(value)


def toml(value: str | bool | list[str]) -> str:
    """A basic string of TOML has the escapes of JSON."""
    return json.dumps(value, ensure_ascii=False)
