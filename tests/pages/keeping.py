"""build/pages.json: what has been looked at and what was wrong, so that a long look goes on where it stopped."""

from __future__ import annotations

import json
import os
from typing import Any

from tests.evidence.keeping import ROOT, commit

FILE = ROOT / "build" / "pages.json"
Kept = dict[str, dict[str, Any]]


def read() -> Kept:
    """Address → {"template", "commit", "cells": {cell: what is wrong}}. FRESH=1 begins anew."""
    if os.environ.get("FRESH") == "1" or not FILE.exists():
        return {}
    found: Kept = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def keep(kept: Kept, name: str, template: str, cells: dict[str, list[str]]) -> None:
    """After every page: whoever stops the run loses nothing."""
    known = kept.setdefault(name, {"cells": {}})
    known.update(template=template, commit=commit())
    known["cells"].update(cells)
    half = FILE.with_suffix(".half")
    half.parent.mkdir(exist_ok=True)
    half.write_text(json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
    half.replace(FILE)
