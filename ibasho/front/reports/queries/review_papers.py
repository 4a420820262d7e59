"""The three paper sheets to look back with, A4, to write on by hand and typed in afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ibasho.base.kernel import nendo as years
from ibasho.base.ports import pdf
from ibasho.base.ui.furigana import pieces
from ibasho.front.reports.rules import review_sheets as sheets
from ibasho.front.reports.rules.kinds import Party
from ibasho.town.places.models import Place

TITLES = {
    Party.CHILD: sheets.CHILD_TITLE,
    Party.OPERATOR: sheets.OPERATOR_TITLE,
    Party.THIRD: sheets.THIRD_TITLE,
}
FACES = ("good", "fine", "soso", "bad")


def sheet(party: Party, place: Place | None, day: date) -> bytes:
    """Empty, with the place's name where one is given. Raises Invalid for a letter no font has."""
    if party is Party.CHILD:
        template, data = "reports/pdf/review_child.typ", _child(place, day)
    else:
        template, data = "reports/pdf/review_sheet.typ", _grown_up(party, place, day)
    return pdf.render(template, data)


def _child(place: Place | None, day: date) -> dict[str, Any]:
    return {
        **_head(Party.CHILD, place, day), "heading": pieces(sheets.CHILD_TITLE), "call": pieces(sheets.CHILD_CALL),
        "promise": pieces(sheets.CHILD_PROMISE), "faces": FACES, "face_words": pieces(sheets.CHILD_FACES),
        "questions": [pieces(one) for one in sheets.CHILD_QUESTIONS], "after": pieces(sheets.CHILD_AFTER),
        "where": pieces(place.name) if place else None,
    }  # fmt: skip


def _grown_up(party: Party, place: Place | None, day: date) -> dict[str, Any]:
    own = party is Party.OPERATOR
    lines = sheets.SUMMARY_LINES if own else sheets.SUMMARY_LINES_THIRD
    asked = sheets.OPERATOR_VIEWS if own else (sheets.View("見たこと", "", sheets.THIRD_QUESTIONS),)
    return {
        **_head(party, place, day), "note": sheets.OPERATOR_NOTE if own else sheets.THIRD_NOTE,
        "who": "書いた人たち" if own else "どういう 立場の 人か",
        "views": [{"title": one.title, "note": one.note, "questions": _lines(one.questions)} for one in asked],
        "summary": _lines(sheets.Question(one, lines) for one in sheets.SUMMARY),
    }  # fmt: skip


def _head(party: Party, place: Place | None, day: date) -> dict[str, Any]:
    return {
        "title": TITLES[party], "day": day.isoformat(), "nendo": years.label(years.nendo(day)),
        "place": place.name if place else "",
    }  # fmt: skip


def _lines(questions: Iterable[sheets.Question]) -> list[dict[str, Any]]:
    return [{"words": one.words, "lines": one.lines} for one in questions]
