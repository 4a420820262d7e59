"""The plan みほん市 runs: the published slides of its model, line by line, and its own year."""

from __future__ import annotations

from pathlib import Path

from ibasho.front.reports.rules import plan as rules
from ibasho.front.reports.rules.plan import Plan

_FILE = Path(__file__).resolve().parent.parent / "data" / "plan.toml"


def published() -> Plan:
    """The goals and the numbered lines of R5, R6 and R7; sections by the codes of organisations.toml."""
    return rules.read(_FILE.read_text(encoding="utf-8"))
