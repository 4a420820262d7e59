"""The empty sheet of 実態把握 on two pages of A4, to write on by hand at a visit."""

from __future__ import annotations

from datetime import date

from ibasho.base.kernel import nendo
from ibasho.base.ports import pdf
from ibasho.rooms.network.rules import sheet as rules
from ibasho.rooms.network.rules.kinds import How, Issue


def empty(day: date) -> bytes:
    """By the newest questions."""
    parts = [
        {
            "title": part.title, "note": part.note,
            "questions": [{"words": one.words, "lines": one.lines} for one in part.questions],
        }
        for part in rules.parts(rules.newest())
    ]  # fmt: skip
    data = {
        "title": "実態把握シート", "day": day.isoformat(), "nendo": nendo.label(nendo.nendo(day)), "parts": parts,
        "version": rules.newest(), "hows": [one.label for one in How], "issues": [one.label for one in Issue],
    }  # fmt: skip
    return pdf.render("network/pdf/sheet.typ", data)
