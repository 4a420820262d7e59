"""What the product is made of (`make sbom`), and whether a known hole is among it (`make audit`).

The bills are CycloneDX files in build/sbom, of Python and of the front end; one that lacks a locked package is refused.
The audit asks PyPI's and npm's advisories over the internet. A package they could not look up fails it: silence is no
answer.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.tools.environment import ROOT, program

FOLDER = ROOT / "build" / "sbom"
LOCKS = ("app", "dev")
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==", re.MULTILINE)
_NAME = re.compile(r"[-_.]+")


def sbom() -> int:
    """Writes the bills. Returns how many parts they hold."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    return _python("app") + _frontend()


def audit() -> None:
    """Ends with an error where a part has a known hole, or could not be looked up."""
    for lock in LOCKS:
        requirements = f"requirements/{lock}.txt"
        _run([program("pip-audit"), "--strict", "--disable-pip", "--require-hashes", "-r", requirements])
    _run([_npm(), "audit", "--package-lock-only", "--audit-level=moderate"], ROOT / "frontend")


def locked(text: str) -> set[str]:
    """Names in a lock file, as PyPI folds them."""
    return {folded(name) for name in _LOCKED.findall(text)}


def folded(name: str) -> str:
    return _NAME.sub("-", name).lower()


def _python(lock: str) -> int:
    source, out = ROOT / "requirements" / f"{lock}.txt", FOLDER / f"python-{lock}.cdx.json"
    _run([program("cyclonedx-py"), "requirements", str(source), "--output-reproducible", "-o", str(out)])
    bill: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    told = {folded(part["name"]) for part in bill["components"]}
    if lost := locked(source.read_text(encoding="utf-8")) - told:
        sys.exit(f"the bill of materials lacks {', '.join(sorted(lost))}")
    return len(told)


def _frontend() -> int:
    told = _run([_npm(), "sbom", "--sbom-format", "cyclonedx", "--package-lock-only"], ROOT / "frontend")
    bill: dict[str, Any] = json.loads(told)
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    wanted = sum(1 for path in lock["packages"] if path)
    if len(bill["components"]) < wanted:
        sys.exit(f"the bill of the front end has {len(bill['components'])} of {wanted} parts")
    (FOLDER / "frontend.cdx.json").write_text(told, encoding="utf-8")
    return len(bill["components"])


def _npm() -> str:
    return str(ROOT / ".venv" / "bin" / "npm")


def _run(command: Sequence[str], folder: Path = ROOT) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{Path(command[0]).name} {command[1]}: {(done.stderr or done.stdout).strip()[-2000:]}")
    return done.stdout


if __name__ == "__main__":
    if sys.argv[1:] == ["audit"]:
        audit()
        sys.stdout.write("no known hole in any part\n")
    else:
        sys.stdout.write(f"{sbom()} parts: {FOLDER.relative_to(ROOT)}/\n")
