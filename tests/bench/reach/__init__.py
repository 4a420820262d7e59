"""`make bench ONLY=reach`: ways, siting, the whole study, one what-if, beside libraries that can do the same.

The same inputs go to both sides, the answers are checked to be the same in the run, and preparation is counted on both
sides. Compiling our kernels is told apart: it is kept on disk.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.bench.reach import paths, siting, study, whatif

SECTIONS: dict[str, Callable[[], dict[str, object]]] = {
    "paths": paths.measure,
    "siting": siting.measure,
    "study": study.measure,
    "whatif": whatif.measure,
}


def measure() -> dict[str, object]:
    figures: dict[str, object] = {}
    for section in SECTIONS.values():
        figures |= section()
    return figures
