"""What was counted by hand at a door: sums for the stall's buttons and the grid of stickers."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from ibasho.rooms.voices.models import Door, Hearing, Question, Tally
from ibasho.rooms.voices.queries import doors
from ibasho.rooms.voices.rules import tallies as rules
from ibasho.rooms.voices.rules import wordings
from ibasho.rooms.voices.rules.kinds import FACE_WORDS, QuestionKind, Wording
from ibasho.rooms.voices.rules.tallies import HEADS, Asked, Column, Who
from ibasho.town.people.models import Membership

Sums = dict[Who, dict[Column, int]]


@dataclass(frozen=True, slots=True)
class Button:
    """One choice as it is pressed. `key` names its column in what the phone sends."""

    column: Column
    key: str
    words: str
    picture: str
    face: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One question with its buttons."""

    question: Question
    words: str
    exclusive: bool
    buttons: Sequence[Button]


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that can be counted at a door."""

    door: Door
    hearing: Hearing
    people: tuple[Who, ...]
    blocks: Sequence[Block]

    @property
    def asked(self) -> tuple[Asked, ...]:
        return tuple(
            Asked(one.question.pk, one.question.kind, tuple(button.column for button in one.buttons))
            for one in self.blocks
        )


def board(door: Door) -> Board:
    hearing = doors.with_questions(door)
    people = rules.people(hearing.respondents, hearing.stages, only_stage=door.stage)
    blocks = [made for row in hearing.questions.all() if (made := _block(row)) is not None]
    return Board(door, hearing, people, blocks)


def _block(row: Question) -> Block | None:
    """Staff press while a child points: the children's own words stand on the buttons."""
    choices = list(row.choices.all())
    asked = rules.asked_of(row.pk, row.kind, [one.pk for one in choices])
    if asked is None or not asked.columns:
        return None
    if row.kind == QuestionKind.FACES:
        buttons = [
            Button(column, key(column), FACE_WORDS[column[2] or 3], "", column[2]) for column in asked.columns
        ]
    else:
        buttons = [
            Button((row.pk, one.pk, None), key((row.pk, one.pk, None)), _words(one.words), one.picture)
            for one in choices
        ]
    return Block(row, _words(row.words), asked.exclusive, buttons)


def _words(told: dict[str, str]) -> str:
    return wordings.text(told, Wording.SMALL)


def key(column: Column) -> str:
    """`heads`, `c12` (a choice), `f7-3` (face 3 of question 7): what stands in forms and on the phone."""
    question, choice, face = column
    if question is None:
        return "heads"
    return f"c{choice}" if choice is not None else f"f{question}-{face}"


def columns(board: Board) -> dict[str, Column]:
    """{key: column} of all that may be sent."""
    found = {button.key: button.column for block in board.blocks for button in block.buttons}
    return {"heads": HEADS, **found}


def sums(door: Door) -> Sums:
    """{who: {column: n}}: what stands now, everything taken back left out."""
    return _summed(Tally.objects.filter(door=door))


def sums_of_others(door: Door, organisation_id: int | None, *, own: bool) -> Sums:
    """The same of what nobody of this group counted. `own`: the group made the door, so the phones at it are its own."""
    members = Membership.objects.filter(organisation=organisation_id).values("person")
    theirs = Q(typed_by__in=members) | Q(typed_by__isnull=True) if own else Q(typed_by__in=members)
    return _summed(Tally.objects.filter(door=door).exclude(theirs))


def _summed(rows: QuerySet[Tally]) -> Sums:
    found: Sums = defaultdict(dict)
    rows = rows.order_by()
    keys = ("respondent", "stage", "question_id", "choice_id", "face")
    for respondent, stage, question, choice, face, n in rows.values_list(*keys).annotate(n=Sum("count")):
        if n:
            found[Who(respondent, stage)][question, choice, face] = n
    return dict(found)


def fingerprint(sums: Sums) -> str:
    """Says whether somebody counted meanwhile: 16 letters over every number that stands."""
    rows = sorted(
        f"{who.code}={key(column)}={n}" for who, counts in sums.items() for column, n in counts.items()
    )
    return hashlib.sha256(";".join(rows).encode()).hexdigest()[:16]


def told(board: Board) -> dict[str, dict[str, int]]:
    """{who's code: {key: n}}: for the page and the phone."""
    names = {column: name for name, column in columns(board).items()}
    return {
        who.code: {names[column]: n for column, n in counts.items() if column in names}
        for who, counts in sums(board.door).items()
    }
