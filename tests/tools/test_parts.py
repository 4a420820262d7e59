"""Every part is locked to a version and a hash, and the bill of materials can't leave one out unseen."""

from __future__ import annotations

import re

import pytest

from tests.tools import parts
from tests.tools.environment import ROOT

LOCKS = ("app", "dev", "tools")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_has_a_version_and_a_hash(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert entries
    assert [
        one for one in entries if not one.startswith("#") and ("==" not in one or "--hash=sha256:" not in one)
    ] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_whatever_is_asked_for_is_locked(lock: str) -> None:
    asked = (ROOT / "requirements" / f"{lock}.in").read_text(encoding="utf-8")
    names = {
        parts.folded(re.split(r"[\[=><\s#]", line)[0])
        for line in asked.splitlines()
        if line and line[0] not in "#-"
    }
    assert names <= parts.locked((ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8"))


def test_a_bill_without_a_part_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_run", lambda *_: '{"components": []}')
    monkeypatch.setattr(parts, "program", str)
    monkeypatch.setattr(parts.Path, "read_text", _bill_or_lock)
    with pytest.raises(SystemExit, match="lacks django"):
        parts._python("app")


def _bill_or_lock(path: object, encoding: str) -> str:
    return '{"components": []}' if str(path).endswith(".json") else "django==5.2.19 --hash=sha256:0\n"
