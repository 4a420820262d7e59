"""`python -m tests.bench [--only pages]`: every section prints a table and writes its figures to build/bench.json."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from tests.bench import allotment, familysupport, furigana, lighthouse, pages, peak, reach, redeem, table

SECTIONS: dict[str, Callable[[], dict[str, object]]] = {
    "allotment": allotment.measure,
    "familysupport": familysupport.measure,
    "furigana": furigana.measure,
    "lighthouse": lighthouse.measure,
    "load": peak.measure,
    "pages": pages.measure,
    "reach": reach.measure,
    "redeem": redeem.measure,
    "soak": peak.soak,
}
HOURS = {"lighthouse", "load", "soak"}  # only when they are asked for: hours, or a fetch from npm


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", choices=sorted(SECTIONS), help="one section instead of all")
    only = parser.parse_args().only
    for name in [only] if only else sorted(set(SECTIONS) - HOURS):
        facts = table.machine()
        figures = SECTIONS[name]()
        table.keep(name, {**figures, **{f"machine.{key}": value for key, value in facts.items()}})
        table.say(f"\n{name}: {len(figures)} figures in {table.FILE.relative_to(table.FILE.parents[1])}")
        table.say("machine: " + ", ".join(f"{key} {value}" for key, value in facts.items()))


main()
