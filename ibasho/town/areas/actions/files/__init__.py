"""A file leads from the desk through its look to the tables: `runs` the way, `looks` what a page shows of it."""

from ibasho.town.areas.actions.files.runs import (
    carry_out,
    drop,
    fail,
    forget,
    is_stuck,
    look,
    start,
    upload,
)

__all__ = ["carry_out", "drop", "fail", "forget", "is_stuck", "look", "start", "upload"]
