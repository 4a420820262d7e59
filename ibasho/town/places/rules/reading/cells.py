"""Reading the six cells of a published row together. See docs/adr/0002-weekday-without-frequency.md."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time

from ibasho.town.places.rules.opening import IrregularCount
from ibasho.town.places.rules.opening_text import OpeningText
from ibasho.town.places.rules.reading.gathering import Block, Part, Said, gather
from ibasho.town.places.rules.reading.patterns import hours_of
from ibasho.town.places.rules.reading.scanning import plain
from ibasho.town.places.rules.reading.tokens import Hours

UNKNOWN: Hours = (None, None)


@dataclass(slots=True)
class Row:
    """The cells of one row after each was read by itself. `doubts` collects, in Japanese, why a person should
    look; a row without doubts was read with certainty."""

    text: OpeningText
    main: Said
    note: Said
    column: frozenset[int]
    hours: Hours
    unread: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def doubt(self, sentence: str) -> None:
        if sentence not in self.doubts:
            self.doubts.append(sentence)


def read_cells(text: OpeningText) -> Row:
    """Each cell read by itself, and the text chosen that says most about the days."""
    frequency = "" if plain(text.frequency).strip().isdigit() else text.frequency
    weekdays = gather(text.weekdays)
    column = _plain_list(weekdays)
    before = () if column or not text.weekdays.strip() else (text.weekdays,)
    main = gather("　".join(cell for cell in (frequency, *before, text.days) if cell.strip()))
    row = Row(text, main, gather(text.note), column or frozenset(), UNKNOWN)
    row.hours = _hour_cells(row)
    _choose(row)
    return row


def _plain_list(said: Said) -> frozenset[int] | None:
    """火木: nothing but weekdays. What says more is read as a sentence."""
    if len(said.parts) == 1 and said.parts[0].bare and not (said.unread or said.hours or said.per):
        return said.parts[0].weekdays
    return None


def _hour_cells(row: Row) -> Hours:
    """The two hour cells; a cell with other words in it counts as unknown, and so do two that contradict."""
    starts, ends = (_hour_cell(row, cell) for cell in (row.text.starts, row.text.ends))
    if starts and ends and ends <= starts:
        row.doubt("終わりの時間が始まりの時間より前になっているので、時間は読みませんでした。")
        return UNKNOWN
    return starts, ends


def _hour_cell(row: Row, cell: str) -> time | None:
    written = plain(cell).strip()
    if not written:
        return None
    read = hours_of(None, written)
    if read is None:
        row.unread.append(cell.strip())
        row.doubt("時間の らんに、時刻として読めない ことばが あります。")
        return None
    return read[1]


def _choose(row: Row) -> None:
    """The day cell speaks; where it is silent a note that was read whole; a note read in part makes it vague."""
    row.unread += row.main.unread + row.note.unread
    if row.main.unread:
        row.doubt("開催日の らんに、読みきれない ことばが あります。")
    if row.note.unread:
        row.doubt("特記事項に、読みきれない ことばが あります。")
    if row.main.caveats or row.note.caveats:
        row.doubt("原則・変更・ほか などの ことばが あるので、このとおりでない日が あるかもしれません。")
    if row.main.about_days:
        if row.note.about_days and not _same_days(row.main, row.note):
            row.doubt("特記事項に、べつの日のことが 書かれています。")
    elif row.note.about_days and not row.main.unread:
        hours = row.main.hours
        row.main, row.note = row.note, row.main
        row.main.vague |= bool(row.main.unread)
        row.note.blocks = [Block(hours=hours)] if hours else []
    row.main.vague |= bool(row.main.unread)


def _same_days(main: Said, note: Said) -> bool:
    return note.parts == main.parts and not note.vague


def merged_parts(row: Row, *, weekly: bool) -> list[Block]:
    """The blocks of the main text with what stands in the weekday cell filled in."""
    for block in row.main.blocks:
        block.parts = [_with_column(part, row) for part in block.parts]
    if row.column and not row.main.parts:
        part = Part(row.column, weekly=weekly or row.main.every_week)
        if not row.main.blocks:
            row.main.blocks = [Block()]
        row.main.blocks[0].parts = [part]
    return row.main.blocks


def _with_column(part: Part, row: Row) -> Part:
    """「毎月第3」 with 水 in the weekday cell; with several weekdays there it stays open which is meant."""
    if part.nth and not part.weekdays:
        row.main.vague |= len(row.column) != 1
        return Part(row.column, nth=part.nth, holiday=part.holiday)
    return part


def contradicts(row: Row) -> bool:
    """The weekday cell and the sentence must name the same weekdays."""
    named = frozenset(day for part in row.main.parts for day in part.weekdays)
    return bool(row.column and named and named != row.column)


def count_fits(row: Row, part: Part) -> bool:
    """「月1回 第3土曜」 and 「週2回 火・木」 agree with themselves; 「月1回 土曜」 leaves the week open."""
    if not row.main.per:
        return True
    if row.main.per == IrregularCount.PER_MONTH:
        return bool(part.nth or part.days) and row.main.times == sum(
            len(p.nth) * len(p.weekdays) + len(p.days) for p in row.main.parts
        )
    if row.main.per == IrregularCount.PER_WEEK:
        return part.weekly or (part.bare and row.main.times == sum(len(p.weekdays) for p in row.main.parts))
    return False
