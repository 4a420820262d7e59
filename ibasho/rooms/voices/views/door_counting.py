"""Stickers and hands counted by staff, and notes typed at once: for the city, and for a group at its own doors."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.cache import cache
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui.deeds import done
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.voices.actions import opinions
from ibasho.rooms.voices.actions import tallies as actions
from ibasho.rooms.voices.forms.doors import GridForm, NotesForm
from ibasho.rooms.voices.models import Door
from ibasho.rooms.voices.queries import doors as queries
from ibasho.rooms.voices.queries import tallies
from ibasho.rooms.voices.queries.tallies import Board, Sums
from ibasho.rooms.voices.rules import doors as rules
from ibasho.rooms.voices.rules import notes as notes_rules
from ibasho.rooms.voices.rules import wordings
from ibasho.rooms.voices.rules.kinds import QuestionKind, Wording
from ibasho.rooms.voices.rules.notes import Note
from ibasho.rooms.voices.rules.tallies import HEADS, Column, who_of
from ibasho.rooms.voices.views.door_seeing import Look, both

FORMS = ["GET", "HEAD", "POST"]
NONCE_SECONDS = 3 * 86_400


@never_cache
@require_http_methods(FORMS)
def count(request: Request, look: Look, row: Door) -> HttpResponse:
    """The grid shows what stands; what is typed over it is what stands afterwards."""
    _countable(row)
    board, sums = tallies.board(row), tallies.sums(row)
    form = GridForm(request.POST or None, board=board, initial=_initial(request, row, board, sums))
    if request.method == "POST" and form.is_valid() and _write_grid(request, row, form):
        return redirect(look.url("door_count", row.public_id))
    context = {
        "layout": look.layout, "own_door": row, "hearing": row.hearing, "form": form, "board": board,
        "rows": _grid(form, board, sums), "seen": tallies.fingerprint(sums), "back": look.back(row),
        "crumbs": look.crumbs(row, _("シール・手の 数")),
    }  # fmt: skip
    return render(request, "voices/doors/count.html", context)


def _write_grid(request: Request, row: Door, form: GridForm) -> bool:
    given = form.cleaned_data
    changed = done(
        request,
        lambda: actions.set_to(
            door=row, given=form.given(), seen=request.POST.get("seen", ""), nonce=given["nonce"], day=given["day"],
            by=request.actor, at=request.at,
        ),
        form=form,
    )  # fmt: skip
    if changed is None:
        return False
    messages.success(
        request,
        _("%(n)sか所の 数を 書きかえました。") % {"n": changed} if changed else _("数は そのままです。"),
    )
    return True


def _initial(request: Request, row: Door, board: Board, sums: Sums) -> dict[str, Any]:
    found: dict[str, Any] = {"nonce": uuid4(), "day": row.on or clock.day(request.at)}
    for who in board.people:
        for column, n in sums.get(who, {}).items():
            found[f"{who.code}|{tallies.key(column)}"] = n
    return found


def _grid(form: GridForm, board: Board, sums: Sums) -> list[dict[str, Any]]:
    """Blocks of lines, each line a choice with a field for every kind of people."""

    def line(words: str, picture: str, column: Column) -> dict[str, Any]:
        name = tallies.key(column)
        cells = [(form[f"{who.code}|{name}"], sums.get(who, {}).get(column, 0)) for who in board.people]
        return {"words": words, "picture": picture, "cells": cells}

    heads = {"words": _("来た 人数"), "lines": [line(_("何人"), "friends", HEADS)]}
    blocks = [
        {"words": block.words, "lines": [line(one.words, one.picture, one.column) for one in block.buttons]}
        for block in board.blocks
    ]
    return [heads, *blocks]


@never_cache
@require_http_methods(FORMS)
@limited("voices.notes", times=120, seconds=600)
def notes(request: Request, look: Look, row: Door) -> HttpResponse:
    """Many notes at once. What goes to the centre is not told apart from what does not."""
    _countable(row)
    board = tallies.board(row)
    initial = {"nonce": uuid4(), "question": next((pk for pk, _words in _questions(row)), "")}
    form = NotesForm(request.POST or None, questions=_questions(row), people=board.people, initial=initial)
    if request.method == "POST" and form.is_valid():
        written = _write_notes(request, row, board, form)
        if written is not None:
            messages.success(
                request, _("%(n)sつの メモを 入れました。2人が 読んでから のります。") % {"n": written}
            )
            return redirect(look.url("door_notes", row.public_id))
    context = {
        "layout": look.layout, "own_door": row, "hearing": row.hearing, "form": form, "back": look.back(row),
        "crumbs": look.crumbs(row, _("メモを 入れる")), "lines_max": notes_rules.LINES_MAX,
    }  # fmt: skip
    return render(request, "voices/doors/notes.html", context)


def _write_notes(request: Request, row: Door, board: Board, form: NotesForm) -> int | None:
    """All or none: a line that is refused leaves the page as it was typed. Sent twice, it is written once."""
    given = form.cleaned_data
    try:
        found = notes_rules.read(given["notes"])
        with (
            transaction.atomic()
        ):  # the mark lies in the same database: what is not written is not marked either
            if cache.add(f"voices.notes:{given['nonce']}", 1, NONCE_SECONDS):
                for note in found:
                    _write_note(request, row, board, given, note)
    except DomainError as refused:
        form.refuse(refused)
        return None
    return len(found)


def _write_note(request: Request, row: Door, board: Board, given: dict[str, Any], note: Note) -> None:
    who = who_of(given["who"], board.people)
    question = next((one for one in row.hearing.questions.all() if str(one.pk) == given["question"]), None)
    opinions.write(
        door=row, question=question, words=note.words, respondent=who.respondent, stage=who.stage,
        district_code=row.district_code, count=note.count, by=request.actor, at=request.at,
    )  # fmt: skip


def _questions(row: Door) -> list[tuple[str, str]]:
    found = queries.with_questions(row).questions.all()
    return [
        (str(one.pk), wordings.text(one.words, Wording.SMALL))
        for one in found
        if one.kind == QuestionKind.TEXT
    ]


def _countable(row: Door) -> None:
    if row.hearing.state not in (rules.OPEN, rules.CLOSED):
        raise Http404


ops_door_count, desk_door_count = both(count)
ops_door_notes, desk_door_notes = both(notes)
