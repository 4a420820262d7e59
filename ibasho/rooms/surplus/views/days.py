"""Days and months as they stand in an address."""

from __future__ import annotations

from datetime import date

YEARS = range(2000, 2101)


def read(text: str) -> date | None:
    """`2026-11-24`; None for anything else."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year in YEARS else None


def first_of(month: str) -> date | None:
    """Of `2026-11`; None for anything else."""
    return read(f"{month}-01")
