"""CSV, TSV and semicolon files: from text to lines of cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice

from ibasho.base.kernel.tables.shape import Grid, Limits, Note, Unreadable, trimmed

_KINDS = {",": "csv", "\t": "tsv", ";": "semicolon"}
_REPAIRS = 20
# The csv module's own limit is 128 kB per cell; ours (Limits.raw, Limits.cell_chars) are checked here.
csv.field_size_limit(1_000_000_000)


def delimiter_of(lines: list[str], filename: str) -> str:
    """The separator seen most often outside quotes; the file's name decides a tie."""
    likely = "\t" if filename.lower().endswith((".tsv", ".tab")) else ","
    bare = ["".join(line.split('"')[::2]) for line in lines[:40]]
    counts = {mark: sum(line.count(mark) for line in bare) for mark in _KINDS}
    return max(counts, key=lambda mark: (counts[mark], mark == likely))


def read_delimited(
    text: str, encoding: str, filename: str, limits: Limits, notes: tuple[Note, ...] = ()
) -> Grid:
    lines = list(io.StringIO(text, newline=""))
    delimiter = delimiter_of(lines, filename)
    found = list(notes)
    kept: list[tuple[int, tuple[str, ...]]] = []
    empty: list[int] = []
    for number, record in enumerate(_records(lines, delimiter, limits, found), start=1):
        cells = trimmed(tuple(map(_one_kind_of_break, record))) if any(record) else ()
        if cells:
            kept.append((number, cells))
        else:
            empty.append(number)
        if len(kept) > limits.rows:
            raise too_many_rows(limits)
    return Grid(tuple(kept), tuple(empty), encoding, _KINDS[delimiter], tuple(found))


def _one_kind_of_break(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell


def _records(lines: list[str], delimiter: str, limits: Limits, notes: list[Note]) -> Iterator[list[str]]:
    """Records by the csv module. A quote that is never closed would swallow the rest of the file in one
    cell: that line is then read without quotes, said, and reading goes on with the next line."""
    start = 0
    repairs = 0
    while start < len(lines):
        if repairs > _REPAIRS:
            yield from (_plain(line, delimiter) for line in lines[start:])
            return
        consumed = 0
        reader = csv.reader(islice(lines, start, None), delimiter=delimiter)
        for record in reader:
            if _ran_away(record, limits):
                break
            consumed = reader.line_num
            yield record
        else:
            return
        repairs += 1
        start += consumed
        notes.append(_open_quote(start + 1))
        yield _plain(lines[start], delimiter)
        start += 1


def _ran_away(record: list[str], limits: Limits) -> bool:
    return any(len(cell) > limits.cell_chars and "\n" in cell for cell in record)


def _plain(line: str, delimiter: str) -> list[str]:
    return [cell.strip('"') for cell in line.rstrip("\r\n").split(delimiter)]


def _open_quote(line: int) -> Note:
    message = '引用符(")が閉じていないため、この行は引用符を無視して読みました。もとのファイルのこの行を直してください。'
    return Note("open_quote", message, row=line)


def too_many_rows(limits: Limits) -> Unreadable:
    return Unreadable(
        "too_many_rows", f"{limits.rows:,}行をこえています。ファイルを分けて、もう一度選んでください。"
    )
