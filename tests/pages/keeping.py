"""docs/grid.json: what has been looked at and what was wrong. A long look goes on where it stopped, on whichever machine; when
much of the pages has changed since the commits it names, `FRESH=1` begins anew."""

from __future__ import annotations

import fcntl
import functools
import json
import os
from pathlib import Path
from typing import Any

from tests.evidence.keeping import ROOT, commit
from tests.pages.grid import EVERY

FILE = ROOT / "docs" / "grid.json"
LOCK = ROOT / "build" / "grid.lock"
Kept = dict[str, dict[str, Any]]
here = functools.cache(commit)


def begin() -> Kept:
    """What a long look goes on from; nothing where FRESH=1 begins anew."""
    if os.environ.get("FRESH") == "1":
        FILE.unlink(missing_ok=True)
    return read()


def read() -> Kept:
    """Address → {"template", "commit", "cells": {cell: what is wrong}}."""
    found = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return {name: _unpacked(one) for name, one in found.items()}


def keep(kept: Kept, name: str, template: str, cells: dict[str, list[str]]) -> None:
    """After every page: whoever stops the run loses nothing, and parts that run beside each other write one file."""
    known = kept.setdefault(name, {"cells": {}})
    known.update(template=template, commit=here())
    known["cells"].update(cells)
    LOCK.parent.mkdir(exist_ok=True)
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _write(FILE, {**read(), name: known})


def _write(file: Path, kept: Kept) -> None:
    """A line for each address, so that a commit shows what was looked at."""
    lines = [
        f"{json.dumps(name)}: {json.dumps(_packed(kept[name]), ensure_ascii=False)}" for name in sorted(kept)
    ]
    half = file.with_suffix(".half")
    half.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    half.replace(file)


def _packed(one: dict[str, Any]) -> dict[str, Any]:
    """`looked`: 1 for each cell of the grid that was looked at, in its order."""
    looked = "".join("1" if cell in one["cells"] else "0" for cell in EVERY)
    wrong = {cell: told for cell, told in one["cells"].items() if told}
    return {
        "template": one["template"],
        "commit": one["commit"],
        "looked": looked,
        **({"wrong": wrong} if wrong else {}),
    }


def _unpacked(one: dict[str, Any]) -> dict[str, Any]:
    seen = [cell for cell, looked in zip(EVERY, one["looked"], strict=True) if looked == "1"]
    cells = {cell: one.get("wrong", {}).get(cell, []) for cell in seen}
    return {"template": one["template"], "commit": one["commit"], "cells": cells}
