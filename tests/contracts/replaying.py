"""Requests as a client of an earlier release sends them, from files, and the shape of the answers it got then.

A row: `name`, `method`, `path`, `headers`, `body`, then `status` and `gives` (flat shape). `<…>` are things of one world: the
test says what they are. `CONTRACTS=2026-12 pytest tests/contracts` writes today's answers as those of a new release.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.test import Client

from tests.contracts import described

FROZEN = Path(__file__).parent / "frozen"
FREEZING = os.environ.get("CONTRACTS", "")
_HOLE = re.compile(r"<([a-z_]+(?::[\w-]+)?)>")
Fill = Callable[[str], Any]


def releases() -> list[str]:
    return sorted(path.name for path in FROZEN.iterdir() if path.is_dir())


def read(release: str, name: str) -> Any:
    return json.loads((FROZEN / release / name).read_text(encoding="utf-8"))


def write(release: str, name: str, told: object) -> None:
    folder = FROZEN / release
    folder.mkdir(exist_ok=True)
    text = json.dumps(told, indent=1, ensure_ascii=False, sort_keys=isinstance(told, dict))
    (folder / name).write_text(text + "\n", encoding="utf-8")


def replay(rows: list[dict[str, Any]], client: Client, fill: Fill) -> list[dict[str, Any]]:
    """The same rows with today's answers."""
    return [{**row, **_answer(row, client, fill)} for row in rows]


def breaks(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[str]:
    found = []
    for was, now in zip(old, new, strict=True):
        if was["status"] != now["status"]:
            found.append(f"{was['name']}: {now['status']} instead of {was['status']} ({now['gives']})")
            continue
        found += [f"{was['name']}: {what}" for what in described.shape_breaks(was["gives"], now["gives"])]
    return found


def _answer(row: Mapping[str, Any], client: Client, fill: Fill) -> dict[str, Any]:
    content = _filled(row.get("body"), fill)
    kind = row.get("headers", {}).get("Content-Type", "application/json")
    headers = {
        name: _filled(value, fill) for name, value in row.get("headers", {}).items() if name != "Content-Type"
    }
    sent = (
        {}
        if content is None
        else {"data": content if kind != "application/json" else json.dumps(content), "content_type": kind}
    )
    answer = client.generic(row["method"], _filled(row["path"], fill), headers=headers, **sent)
    told = answer.json() if "json" in answer.headers.get("Content-Type", "") else None
    return {"status": answer.status_code, "gives": described.flat(told)}


def _filled(told: Any, fill: Fill) -> Any:
    if isinstance(told, dict):
        return {name: _filled(value, fill) for name, value in told.items()}
    if isinstance(told, list):
        return [_filled(value, fill) for value in told]
    if not isinstance(told, str):
        return told
    whole = _HOLE.fullmatch(told)
    return fill(whole[1]) if whole else _HOLE.sub(lambda hole: str(fill(hole[1])), told)
