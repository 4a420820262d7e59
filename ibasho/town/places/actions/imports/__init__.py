"""Files come in: `take_in` reads, compares and writes one; `runs` leads a file from the desk through its preview."""

from ibasho.town.places.actions.imports.intake import Source
from ibasho.town.places.actions.imports.runs import (
    carry_out,
    drop,
    fail,
    forget,
    is_stuck,
    may_undo,
    start,
    undo,
    upload,
)
from ibasho.town.places.actions.imports.taking import take_in

__all__ = [
    "Source",
    "carry_out",
    "drop",
    "fail",
    "forget",
    "is_stuck",
    "may_undo",
    "start",
    "take_in",
    "undo",
    "upload",
]
