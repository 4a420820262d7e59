"""A study and a plan as JSON for scripts. Names and units here are a promise: new ones may come, none goes or changes.

Children are people, not rounded (shares of squares); hours are a week's, on average over the weeks looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ibasho.rooms.reach.rules.layers import Blank
from ibasho.town.areas.stages import CHILD_STAGES

NAMES = {kind: kind.name.lower() for kind in Blank}  # reached, nowhere, closed, not_for_me, full


def figures(blank: Sequence[float], half_hours: float, kinds: float, asked: float) -> dict[str, Any]:
    """`children` in all; `blank` by what they lack; `child_hours` children × hours; `kinds` the mean number of
    different kinds of place; `if_asked` children who would be reached if places that must be asked said yes."""
    children = sum(blank)
    return {
        "children": round(children, 2),
        "blank": {name: round(blank[kind], 2) for kind, name in NAMES.items()},
        "child_hours": round(half_hours / 2, 2),
        "kinds": round(kinds / children, 3) if children else None,
        "if_asked": round(asked, 2),
    }


def by_key(found: Mapping[str, Mapping[str, Any]], at: int | None) -> list[dict[str, Any]]:
    """One row for each layer, purpose and stage: of the district `at`, or of all of them (None)."""
    rows = []
    for key in sorted(found, key=_order):
        layer, purpose, stage = key.split("|")
        one = found[key]
        values = [_at(one["blank"][kind], at) for kind in range(len(Blank))]
        rest = [_at(one[name], at) for name in ("half_hours", "kinds", "asked")]
        rows.append({"layer": layer, "purpose": purpose, "stage": stage, **figures(values, *rest)})
    return rows


def _at(values: Sequence[float] | float, at: int | None) -> float:
    if isinstance(values, (int, float)):
        return float(values)
    return float(sum(values) if at is None else values[at])


def _order(key: str) -> tuple[str, str, int]:
    layer, purpose, stage = key.split("|")
    return layer, purpose, [one.value for one in CHILD_STAGES].index(stage)


def lines(rows: Sequence[Mapping[str, Any]], layer: str = "usual", purpose: str = "all") -> list[str]:
    """For people at a terminal: the headline by stage."""
    out = []
    for row in rows:
        if (row["layer"], row["purpose"]) == (layer, purpose):
            said = "、".join(f"{kind.label} {row['blank'][NAMES[kind]]:,.0f}" for kind in Blank)
            stage = next(one for one in CHILD_STAGES if one.value == row["stage"])
            out.append(f"  {stage.label} {row['children']:,.0f}人: {said}")
    return out
