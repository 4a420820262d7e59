"""Which line is the header, and the table that follows from it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection

from ibasho.base.kernel.tables.shape import Grid, Limits, Note, Row, Table, Unreadable

_LOOKS_LIKE_DATA = re.compile(r"[\d\s.,:/\-+%]+")
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"[+\-]?(?:\d[\d,]*)?\.?\d+(?:[eE][+\-]?\d+)?")
_NOTES_MAX = 200


def header_key(name: str) -> str:
    """A header name without the differences that publishers introduce: width, spaces, underscores,
    brackets and their kinds, line breaks, case."""
    folded = unicodedata.normalize("NFKC", name.replace("\ufeff", "")).casefold()
    return re.sub(r"[\s_\-‐ー・･、,。.\"'`()\[\]【】「」〔〕<>*※]+", "", folded)


def likeness(cells: tuple[str, ...], known: Collection[str]) -> int:
    """How many cells are known header names; `known` holds header_key() forms."""
    return sum(1 for cell in cells if header_key(cell) in known) if known else 0


def starts_like_formula(text: str) -> bool:
    """A spreadsheet would take this text for a formula. Plain numbers and a lone dash are none."""
    bare = text.strip()
    return bool(_FORMULA.match(text)) and len(bare) > 1 and not _NUMBER.fullmatch(bare)


def table_of(grid: Grid, limits: Limits, known: Collection[str]) -> Table:
    if not grid.lines:
        raise Unreadable("empty", "ファイルに何も入っていません。中身のあるファイルを選んでください。")
    at = _header_at(grid, limits, known)
    number, names = grid.lines[at]
    body = grid.lines[at + 1 :]
    width = max([len(names), *(len(cells) for _, cells in body)])
    if width > limits.columns:
        message = (
            f"列が{limits.columns}をこえています。区切り文字が正しいか、必要な列だけかを確かめてください。"
        )
        raise Unreadable("too_many_columns", message)
    used = _used_columns(names, body, width)
    header, header_notes = _named([names[i] if i < len(names) else "" for i in used], used, number)
    notes = [*grid.notes, *header_notes, *_above(grid, at)]
    rows = tuple(_row(number, cells, header, used, limits, notes) for number, cells in body)
    notes += _long_rows(len(names), body)
    return Table(
        header,
        rows,
        grid.encoding,
        grid.kind,
        _capped(notes),
        header_row=number,
        empty_rows=sum(1 for empty in grid.empty_lines if empty > number),
        empty_columns=width - len(used),
    )


def _header_at(grid: Grid, limits: Limits, known: Collection[str]) -> int:
    """By known names where they are given; else the first line nearly as wide as the widest one."""
    top = grid.lines[: limits.title_rows]
    scores = [likeness(cells, known) for _, cells in top]
    if max(scores) >= 2:
        return scores.index(max(scores))
    widest = max(_filled(cells) for _, cells in top)
    for index, (_, cells) in enumerate(top):
        if _filled(cells) >= max(1, 0.6 * widest) and _is_wordy(cells):
            return index
    message = "見出し（列の名前）の行が見つかりません。1行目に「名称」「住所」などの列の名前を入れて、もう一度選んでください。"
    raise Unreadable("no_header", message)


def _filled(cells: tuple[str, ...]) -> int:
    return sum(1 for cell in cells if cell.strip())


def _is_wordy(cells: tuple[str, ...]) -> bool:
    """Names, not values: short and mostly without numbers."""
    texts = [cell.strip() for cell in cells if cell.strip()]
    names = [text for text in texts if len(text) <= 60 and not _LOOKS_LIKE_DATA.fullmatch(text)]
    return len(names) >= 0.7 * len(texts)


def _used_columns(
    names: tuple[str, ...], body: tuple[tuple[int, tuple[str, ...]], ...], width: int
) -> list[int]:
    """Every column with a name or with anything in it."""
    used = {index for index, name in enumerate(names) if name.strip()}
    for _, cells in body:
        if len(used) == width:
            break
        used.update(index for index, cell in enumerate(cells) if index not in used and cell.strip())
    return sorted(used)


def _named(names: list[str], used: list[int], number: int) -> tuple[tuple[str, ...], list[Note]]:
    seen: Counter[str] = Counter()
    header: list[str] = []
    notes: list[Note] = []
    for index, raw in zip(used, names, strict=True):
        name = " ".join(raw.split()) or f"（見出しなし{index + 1}列目）"
        if not raw.strip():
            message = f"{index + 1}列目に見出しがありません。値はそのまま残しました。"
            notes.append(Note("nameless_column", message, row=number, column=name))
        seen[name] += 1
        if seen[name] > 1:
            message = f"見出し「{name}」が2つ以上あります。左の列を使い、右の列はそのまま残しました。"
            notes.append(Note("duplicate_header", message, row=number, column=name))
            name = _free_name(name, seen)
        header.append(name)
    return tuple(header), notes


def _free_name(name: str, seen: Counter[str]) -> str:
    count = seen[name]
    while f"{name}（{count}）" in seen:
        count += 1
    seen[f"{name}（{count}）"] += 1
    return f"{name}（{count}）"


def _above(grid: Grid, at: int) -> list[Note]:
    if at == 0:
        return []
    words = " / ".join(" ".join(cell for cell in cells if cell) for _, cells in grid.lines[:at])
    message = f"見出しの前の{at}行は表の題とみて読みとばしました。"
    return [Note("title_rows", message, row=grid.lines[0][0], value=words[:200])]


def _row(
    number: int,
    cells: tuple[str, ...],
    header: tuple[str, ...],
    used: list[int],
    limits: Limits,
    notes: list[Note],
) -> Row:
    values = tuple(cells[index] if index < len(cells) else "" for index in used)
    for name, value in zip(header, values, strict=True):
        if len(value) > limits.cell_chars:
            message = f"{limits.cell_chars:,}字をこえる部分を切りました。"
            notes.append(Note("long_cell", message, row=number, column=name, value=value[:40]))
        if value and starts_like_formula(value):
            message = "数式のように始まる文字です。計算はせず、文字のまま読みました。"
            notes.append(Note("formula_text", message, row=number, column=name, value=value[:200]))
    return Row(number, header, tuple(value[: limits.cell_chars] for value in values))


def _long_rows(width: int, body: tuple[tuple[int, tuple[str, ...]], ...]) -> list[Note]:
    message = "見出しより列が多い行です。値の中の「,」で列がずれていないか確かめてください。"
    return [Note("long_row", message, row=number) for number, cells in body if len(cells) > width]


def _capped(notes: list[Note]) -> tuple[Note, ...]:
    """At most _NOTES_MAX notes of one code; the rest is counted in one more note."""
    counts = Counter(note.code for note in notes)
    left: Counter[str] = Counter()
    kept = []
    for note in notes:
        left[note.code] += 1
        if left[note.code] <= _NOTES_MAX:
            kept.append(note)
    for code, count in counts.items():
        if count > _NOTES_MAX:
            kept.append(Note(code, f"同じ種類の知らせが、ほかに{count - _NOTES_MAX:,}件あります。"))
    return tuple(kept)
