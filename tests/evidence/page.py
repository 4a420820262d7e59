"""docs/trust.md, made from the goals and from what runs have shown. Nobody writes it by hand."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.evidence import keeping, wanted
from tests.evidence.keeping import Shown
from tests.evidence.wanted import Goal, Section

FILE = keeping.ROOT / "docs" / "trust.md"
EASE_FILE = keeping.ROOT / "docs" / "experience.md"
EASE = re.compile(r"U\d+")  # how easy it is in every hand: the goals U1–U20
HEAD = """# What was broken on purpose, and what held

This page is made by `make trust` from `tests/evidence/goals/*.toml` (what is promised) and `docs/evidence.json` (what runs have shown). Counts are *reached / goal* and
add up over slices run on different days; `every run` means that the whole of it is part of `make test` or `make long`, which CI runs. The last column repeats a line.
`make faults R=R07 MINUTES=20` runs the next slices of one line for twenty minutes; `make test` and `make long` run a short form of each. What stands behind the money lines:
[faults.md](faults.md).
"""
EASE_HEAD = """# How it goes in every hand

Twelve people were walked through a day of theirs in みほん市, in a real browser, at the size of a phone and of a tablet (`tests/journeys`); every page they meet is looked at by axe and
kept as a picture under `build/journeys`. This page is made by `make trust` from `tests/evidence/goals/9*.toml` (what is asked) and `docs/evidence.json` (what was counted). The people are played by
scripts: they count taps and seconds and find what is broken or in the way. Whether a child of nine is glad, only children can say; those tests remain for the city to do.
"""
COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    "<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt, "==": operator.eq,
}  # fmt: skip


def text() -> str:
    shown = keeping.read(keeping.TOTAL)
    parts = [HEAD, _sum(shown), *(_section(section, shown) for section in _trust())]
    return "\n".join(parts)


def ease_text() -> str:
    """docs/experience.md: the same tables of the goals U1–U20, in the order of their numbers."""
    shown = keeping.read(keeping.TOTAL)
    goals = sorted(
        (goal for section in wanted.sections() for goal in section.goals if EASE.fullmatch(goal.code)),
        key=_number,
    )
    return "\n".join(
        [EASE_HEAD, _section(Section("ease", "U1–U20, and a city of its own (U21)", "", tuple(goals)), shown)]
    )


def _number(goal: Goal) -> int:
    return int(goal.code[1:])


def _trust() -> Iterator[Section]:
    """Sections without the goals of the other page; those that hold nothing else are left out."""
    for section in wanted.sections():
        goals = tuple(goal for goal in section.goals if not EASE.fullmatch(goal.code))
        if goals:
            yield Section(section.name, section.title, section.words, goals)


def write(path: Path = FILE, ease: Path = EASE_FILE) -> None:
    path.write_text(text(), encoding="utf-8")
    ease.write_text(ease_text(), encoding="utf-8")


def reached(goal: Goal, shown: Shown) -> bool:
    """Whether every count and every figure of a goal is where it should be."""
    if goal.always:
        return True
    counts, figures = shown.get("counts", {}), shown.get("figures", {})
    enough = all(counts.get(name, 0) >= count for name, count in goal.goal.items())
    return enough and all(_within(figures.get(name), limit) for name, limit in goal.limits.items())


def _within(figure: float | str | None, limit: str) -> bool:
    sign, _, bound = limit.partition(" ")
    return isinstance(figure, int | float) and COMPARED[sign](figure, float(bound))


def _sum(shown: Mapping[str, Shown]) -> str:
    every = {goal.code: goal for section in _trust() for goal in section.goals}
    whole = sum(reached(goal, shown.get(code, Shown())) for code, goal in every.items())
    return f"**{whole} of {len(every)} lines are reached whole.**\n"


def _section(section: Section, shown: Mapping[str, Shown]) -> str:
    head = [f"## {section.title}", *([section.words, ""] if section.words else [""])]
    table = [
        "| | What is done | Passes when | Reached | Last run | Again |",
        "|---|---|---|---|---|---|",
        *(_row(goal, shown.get(goal.code, Shown())) for goal in section.goals),
    ]
    missing = [f"- {goal.code}: {goal.missing}" for goal in section.goals if goal.missing]
    return "\n".join([*head, *table, "", *(["Not shown:", *missing, ""] if missing else [])])


def _row(goal: Goal, shown: Shown) -> str:
    mark = "✓ " if reached(goal, shown) else ""
    day = f"{shown['day']} `{shown['commit']}`" if "day" in shown and not goal.always else ""
    found = "<br>".join(_found(goal, shown)) or "not run yet"
    return f"| {goal.code} | {goal.does} | {goal.passes} | {mark}{found} | {day} | `{goal.repeated_by}` |"


def _found(goal: Goal, shown: Shown) -> Iterator[str]:
    if goal.always:
        yield "every run"
        return
    counts, figures = shown.get("counts", {}), shown.get("figures", {})
    for name, count in goal.goal.items():
        yield f"{counts.get(name, 0):,} / {count:,} {name.replace('_', ' ')}"
    for name, limit in goal.limits.items():
        yield f"{name.replace('_', ' ')} {_figure(figures.get(name))} ({limit})"
    for name in sorted(set(counts) - set(goal.goal)):
        yield f"{counts[name]:,} {name.replace('_', ' ')}"
    for name in sorted(set(figures) - set(goal.limits)):
        yield f"{name.replace('_', ' ')} {_figure(figures[name])}"


def _figure(figure: float | str | None) -> str:
    return "–" if figure is None else f"{figure:,}" if isinstance(figure, int | float) else figure
