"""The virtual environment of the tools (`make build/.tools`), and how a tool in it sees our own packages."""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "tools"
PYTHON = FOLDER / "bin" / "python"


def program(name: str) -> str:
    path = FOLDER / "bin" / name
    if not path.exists():
        sys.exit(f"{name} is not installed: make build/.tools")
    return str(path)


def with_our_packages() -> dict[str, str]:
    """The tools' own packages come first; ours are found behind them."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), sysconfig.get_paths()["purelib"]))}
