"""build/pages.json: what has been looked at and what was wrong, so that a long look goes on where it stopped."""

from __future__ import annotations

import fcntl
import functools
import json
import os
from typing import Any

from tests.evidence.keeping import ROOT, commit

FILE = ROOT / "build" / "pages.json"
Kept = dict[str, dict[str, Any]]
here = functools.cache(commit)


def read() -> Kept:
    """Address → {"template", "commit", "cells": {cell: what is wrong}}. FRESH=1 begins anew."""
    if os.environ.get("FRESH") == "1":
        FILE.unlink(missing_ok=True)
    return _read()


def keep(kept: Kept, name: str, template: str, cells: dict[str, list[str]]) -> None:
    """After every page: whoever stops the run loses nothing, and parts that run beside each other write one file."""
    known = kept.setdefault(name, {"cells": {}})
    known.update(template=template, commit=here())
    known["cells"].update(cells)
    FILE.parent.mkdir(exist_ok=True)
    with FILE.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        half = FILE.with_suffix(".half")
        told = json.dumps({**_read(), name: known}, ensure_ascii=False, indent=1, sort_keys=True)
        half.write_text(told, encoding="utf-8")
        half.replace(FILE)


def _read() -> Kept:
    found: Kept = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return found
