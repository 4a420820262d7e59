"""Counting by hand: +1 at the stall, stickers on a sheet of paper. A mistake is taken back by a row below zero.

The journal knows the second. So it says who typed in how many lines at which door, never what was chosen by whom; and of
a tap at the stall, which is one child's answer, it says nothing: it knows who was given the link."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, DomainError, Invalid, NotFound
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.models import Door, Tally
from ibasho.rooms.voices.queries import tallies as queries
from ibasho.rooms.voices.queries.tallies import Board
from ibasho.rooms.voices.rules import doors as door_rules
from ibasho.rooms.voices.rules import tallies as rules
from ibasho.rooms.voices.rules.tallies import HEADS, Column, Line, Who

Given = Mapping[Who, Mapping[Column, int]]


@transaction.atomic
def count(
    *, door: Door, lines: Sequence[Line], late: bool = False, by: Actor, at: datetime
) -> list[DomainError | None]:
    """Counts every line that can be counted, in their order; what was sent before counts once. Gives for each line None
    or why it was refused: one that can't be right takes no other with it. `late`: kept without a network, or typed in
    after the stall. Raises NotFound, Conflict where nothing may be counted here."""
    row = _locked(door, by, at)
    door_rules.check_counting(state=row.hearing.state, shut=row.shut, late=late)
    board = queries.board(row)
    standing = _Standing(board, queries.sums(row))
    known = _known(lines)
    results: list[DomainError | None] = []
    made: list[Tally] = []
    for line in lines[: rules.LINES_MAX]:
        found = known.get(line.nonce)
        if found is not None:
            results.append(None if found == row.pk else _foreign())
            continue
        refused, rows = standing.add(line, row, by)
        made += rows
        results.append(refused)
        known[line.nonce] = row.pk
    _write(made, row, "count", by, at)
    return results


@transaction.atomic
def take_back(*, door: Door, of: UUID, by: Actor, at: datetime) -> None:
    """The tap `of` did not happen, nor the head that came with it. Twice changes nothing. Raises NotFound, Conflict."""
    row = _locked(door, by, at)
    door_rules.check_counting(state=row.hearing.state, shut=row.shut, late=True)
    own = (of, rules.heads_nonce(of))
    tapped = sorted(Tally.objects.filter(door=row, nonce__in=own), key=lambda one: own.index(one.nonce))
    gone = _known_nonces([rules.undo_nonce(one) for one in own])
    if rules.undo_nonce(of) in gone:
        return
    if not tapped:
        raise NotFound(
            "voices.tally.no_such_tap", "とりけす 1回が 見つかりません。ページを ひらきなおしてください。"
        )
    standing = _Standing(queries.board(row), queries.sums(row))
    made: list[Tally] = []
    for one in tapped:
        if (undone := rules.undo_nonce(one.nonce)) in gone:
            continue
        column: Column = (one.question_id, one.choice_id, one.face)
        line = Line(undone, Who(one.respondent, one.stage), column, -one.count, one.day)
        refused, rows = standing.add(line, row, by)
        if refused is not None and one.nonce == of:
            raise refused
        made += rows  # the head stays where the same person chose something else
    _write(made, row, "take_back", by, at)


@transaction.atomic
def set_to(*, door: Door, given: Given, seen: str, nonce: UUID, day: date, by: Actor, at: datetime) -> int:
    """A grid of stickers as it stands on the paper: writes what lies between it and what stands now. `seen`: the
    fingerprint of what the page showed, so that nobody writes over what came meanwhile. Heads left out or too few grow to what was chosen.
    A group takes nothing away of what the city counted. Gives how many cells changed. Raises Conflict `voices.tally.changed`,
    `voices.tally.citys`, Invalid, NotFound."""
    row = _locked(door, by, at)
    door_rules.check_counting(state=row.hearing.state, shut=row.shut, late=True)
    if nonce in _known_nonces([nonce]):
        return 0
    board = queries.board(row)
    now = queries.sums(row)
    if queries.fingerprint(now) != seen:
        words = "入れているあいだに、だれかが 数えました。いまの 数を 見て、もういちど 入れてください。"
        raise Conflict("voices.tally.changed", words)
    rows = _between(board, now, given, day, by)
    if rows and not policies.sees_all(by, at=at):
        _check_citys(row, now, rows)
    if rows:
        rows[0].nonce = nonce
    _write(rows, row, "set_to", by, at)
    return len(rows)


class _Standing:
    """Sums of one door while lines are added to them."""

    def __init__(self, board: Board, sums: queries.Sums) -> None:
        self.board = board
        self.sums: dict[Who, Counter[Column]] = defaultdict(Counter)
        for who, counts in sums.items():
            self.sums[who].update(counts)

    def add(self, line: Line, door: Door, by: Actor) -> tuple[DomainError | None, list[Tally]]:
        """The line's row, and the heads it brings where more was chosen than people were counted."""
        counts = self.sums[line.who]
        try:
            rules.check_line(line, among=self.board.people, asked=self.board.asked)
            rules.check_left(counts[line.column], line.count)
            self._keeps_heads(line, counts)
        except DomainError as refused:
            return refused, []
        counts[line.column] += line.count
        rows = [_row(door, line.who, line.column, line.count, line.day, line.nonce, by)]
        lacking = rules.heads_needed(counts, self.board.asked) - counts[HEADS]
        if lacking > 0:
            counts[HEADS] += lacking
            own = rules.heads_nonce(line.nonce)
            rows.append(_row(door, line.who, HEADS, lacking, line.day, own, by))
        return None, rows

    def _keeps_heads(self, line: Line, counts: Counter[Column]) -> None:
        """Raises Conflict where fewer people would stand there than chose something."""
        if line.column != HEADS or line.count > 0:
            return
        if counts[HEADS] + line.count < rules.heads_needed(counts, self.board.asked):
            words = "この人たちが えらんだものが 数えてあります。さきに そちらを とりけしてください。"
            raise Conflict("voices.tally.heads_chose", words)


def _between(board: Board, now: queries.Sums, given: Given, day: date, by: Actor) -> list[Tally]:
    rows = []
    for who in board.people:
        wanted, stands = dict(given.get(who, {})), now.get(who, {})
        for column, n in wanted.items():
            _check_cell(board, column, n)
        needed = rules.heads_needed({**stands, **wanted}, board.asked)
        wanted[HEADS] = max(wanted.get(HEADS, stands.get(HEADS, 0)), needed)
        rows += [
            _row(board.door, who, column, n - stands.get(column, 0), day, None, by)
            for column, n in wanted.items()
            if n != stands.get(column, 0)
        ]
    return rows


def _check_citys(door: Door, now: queries.Sums, rows: Sequence[Tally]) -> None:
    counted = queries.sums_of_others(door, policies.group_of(door), own=policies.is_made_by_group(door))
    for one in rows:
        who, column = Who(one.respondent, one.stage), (one.question_id, one.choice_id, one.face)
        if one.count < 0:
            stays = now.get(who, {}).get(column, 0) + one.count
            rules.check_citys(stays, counted.get(who, {}).get(column, 0))


def _check_cell(board: Board, column: Column, n: int) -> None:
    known = {HEADS, *(column for one in board.asked for column in one.columns)}
    if column not in known or not 0 <= n <= rules.COUNT_MAX:
        words = f"数は 0から {rules.COUNT_MAX}までです。"
        raise Invalid("voices.tally.cell", words, fields={queries.key(column): words})


def _locked(door: Door, by: Actor, at: datetime) -> Door:
    """One at a time at one door: sums never fall below zero, and a nonce that two phones send counts once."""
    policies.require_collect(by, door, at=at)
    rows = Door.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("hearing", "place__organisation").get(pk=door.pk)


def _known(lines: Sequence[Line]) -> dict[UUID, int]:
    """{nonce: door} of what was counted before."""
    rows = Tally.objects.filter(nonce__in=[line.nonce for line in lines])
    return dict(rows.values_list("nonce", "door_id"))


def _known_nonces(nonces: Sequence[UUID]) -> set[UUID]:
    return set(Tally.objects.filter(nonce__in=nonces).values_list("nonce", flat=True))


def _foreign() -> Invalid:
    return Invalid(
        "voices.tally.nonce",
        "この 1回は ほかの 入り口で 数えてあります。この 1回を もう一度 入れないでください。",
    )


def _row(door: Door, who: Who, column: Column, n: int, day: date, nonce: UUID | None, by: Actor) -> Tally:
    question, choice, face = column
    row = Tally(
        door=door, question_id=question, choice_id=choice, face=face, respondent=who.respondent, stage=who.stage,
        count=n, day=day, typed_by_id=by.person_id,
    )  # fmt: skip
    if nonce is not None:
        row.nonce = nonce
    return row


def _write(rows: Sequence[Tally], door: Door, verb: str, by: Actor, at: datetime) -> None:
    if not rows:
        return
    Tally.objects.bulk_create(rows)
    if by.is_link:
        return
    journal.record(
        f"voices.tally.{verb}", noun="voices.Door", object_id=door.public_id, by=by, at=at,
        data={"lines": len(rows), "day": clock.day(at).isoformat()},
    )  # fmt: skip
