"""The A4 for who would rather write by hand: pictures to tick, how it is handed in, whom to call first."""

from __future__ import annotations

from datetime import date

from ibasho.base.ports import pdf
from ibasho.base.ui.furigana import pieces
from ibasho.base.ui.paper_icons import icons
from ibasho.rooms.care.queries.settings import centre
from ibasho.rooms.care.rules import paper_words as words
from ibasho.rooms.care.rules.kinds import SIGN_ICONS, Sign
from ibasho.rooms.care.rules.notes import When


def sheet(day: date) -> bytes:
    """The same for everybody: nothing on it says who took one. Raises Invalid for a letter no font has."""
    now = centre()
    numbers = [("110", words.POLICE), ("189", words.HOTLINE), (now.phone, now.name)]
    data = {
        "title": words.TITLE, "day": day.isoformat(), "heading": pieces(words.HEADING), "call": pieces(words.CALL),
        "danger": pieces(words.DANGER), "numbers": [{"number": one, "words": pieces(said)} for one, said in numbers if one],
        "signs-head": pieces(words.SIGNS),
        "signs": [{"picture": SIGN_ICONS[one], "words": pieces(one.label)} for one in Sign],
        "ill": pieces(words.ILL), "written": pieces(words.WRITTEN), "month": [words.MONTH], "date": [words.DAY],
        "where": pieces(words.WHERE), "when": pieces(words.WHEN), "whens": [pieces(one.label) for one in When],
        "child": pieces(words.CHILD), "words": pieces(words.WORDS), "how": [pieces(one) for one in words.HOW],
        "reads": pieces(words.READS), "back": pieces(words.BACK), "centre": pieces(now.name), "hours": pieces(now.hours),
    }  # fmt: skip
    return pdf.render("care/pdf/note.typ", data, files=icons(SIGN_ICONS.values()))
