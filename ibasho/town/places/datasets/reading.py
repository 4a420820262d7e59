"""A whole file → rows and everything there is to say about it. One bad row never stops the good ones."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from ibasho.base.kernel.geo import Position
from ibasho.base.kernel.kana import search_key
from ibasho.base.kernel.tables import Limits, Note, Row, Table, read_table
from ibasho.town.places.datasets.cells import OUTSIDE, Cells, Inside
from ibasho.town.places.datasets.events import read_event
from ibasho.town.places.datasets.headers import KNOWN_NAMES, Detected, columns_of, detect
from ibasho.town.places.datasets.places import read_place
from ibasho.town.places.datasets.rows import Dataset, EventRow, Generation, PlaceRow, Problem, Severity

AnyRow = TypeVar("AnyRow", PlaceRow, EventRow)

_SAME_SPOT = 5
_LONGEST_ID = 60
_DEFAULT_LIMITS = Limits()
_NOTE_SEVERITY = {
    "broken_letters": Severity.WARNING,
    "open_quote": Severity.WARNING,
    "duplicate_header": Severity.WARNING,
    "long_cell": Severity.WARNING,
    "long_row": Severity.WARNING,
    "other_sheets": Severity.WARNING,
    "formula": Severity.WARNING,
    "formula_text": Severity.WARNING,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """`places` or `events` is filled, by the dataset. `table` and `detected` tell how it was read."""

    table: Table
    detected: Detected
    places: tuple[PlaceRow, ...]
    events: tuple[EventRow, ...]
    problems: tuple[Problem, ...]

    @property
    def dataset(self) -> Dataset:
        return self.detected.dataset

    @property
    def generation(self) -> Generation:
        return self.detected.generation

    @property
    def rows(self) -> tuple[PlaceRow | EventRow, ...]:
        return (*self.places, *self.events)

    @property
    def rejected(self) -> int:
        return sum(1 for problem in self.problems if problem.severity is Severity.REJECTED)


def read_file(
    data: bytes, filename: str = "", *, inside: Inside | None = None, limits: Limits = _DEFAULT_LIMITS
) -> Reading:
    """Raises Unreadable when the file as a whole is no table or no table we know. `inside(lat, lng)`
    says whether a point lies in the city; without it nothing is marked 市外."""
    return read_rows(read_table(data, filename, limits=limits, known=KNOWN_NAMES), inside=inside)


def read_rows(table: Table, *, inside: Inside | None = None) -> Reading:
    detected = detect(table.header)
    problems = [_of_note(note) for note in table.notes]
    places: list[PlaceRow] = []
    events: list[EventRow] = []
    for row in table.rows:
        cells = Cells(row, detected.columns, problems)
        if detected.dataset is Dataset.EVENT:
            events += _one(read_event(cells, inside))
        else:
            places += _one(read_place(cells, detected.dataset, inside))
    places = _with_doubt(places, detected, problems)
    problems += _missing_columns(detected)
    return Reading(
        table,
        detected,
        tuple(_keyed(places, detected, problems)),
        tuple(_keyed(events, detected, problems)),
        in_order(problems),
    )


def with_outside(reading: Reading, inside: Mapping[Position, bool]) -> Reading:
    """The same reading after all its positions were looked up at once: what lies outside is marked and said."""
    problems = list(reading.problems)

    def marked(row: AnyRow) -> AnyRow:
        if row.position is None or row.position not in inside:
            return row
        outside = not inside[row.position]
        if outside:
            code, message, remedy = OUTSIDE
            column = reading.detected.columns.get("lat", "")
            value = f"{row.lat}, {row.lng}"
            problems.append(Problem(row.number, column, value, message, remedy, Severity.WARNING, code))
        return replace(row, outside_city=outside)

    places, events = tuple(map(marked, reading.places)), tuple(map(marked, reading.events))
    return replace(reading, places=places, events=events, problems=in_order(problems))


def read_again(dataset: Dataset, original: Mapping[str, str], key: str = "") -> PlaceRow | EventRow | None:
    """A kept source row as it is read today: what the file said when it was last taken in. None without one."""
    if not original:
        return None
    header = tuple(original)
    cells = Cells(Row(0, header, tuple(original.values())), _columns_of(header, dataset), [])
    row = read_event(cells, None) if dataset is Dataset.EVENT else read_place(cells, dataset, None)
    return None if row is None else replace(row, key=key)


@lru_cache(maxsize=64)
def _columns_of(header: tuple[str, ...], dataset: Dataset) -> Mapping[str, str]:
    return columns_of(header, dataset)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.row or 0))


def _one(row: AnyRow | None) -> list[AnyRow]:
    return [] if row is None else [row]


def _of_note(note: Note) -> Problem:
    severity = _NOTE_SEVERITY.get(note.code, Severity.INFO)
    return Problem(note.row, note.column, note.value, note.message.rstrip("。"), "", severity, note.code)


def _missing_columns(detected: Detected) -> list[Problem]:
    if detected.dataset is Dataset.EVENT or {"lat", "lng"} <= set(detected.columns):
        return []
    remedy = "「緯度」「経度」の列を足すと、地図に出せます"
    return [Problem(None, "", "", "位置の列がありません", remedy, Severity.INFO, "no_position_columns")]


# --- Which row of the next file is this row again?


def _keyed(rows: Iterable[AnyRow], detected: Detected, problems: list[Problem]) -> list[AnyRow]:
    """The published id where there is one; else, or where an id comes twice, a mark of name and address."""
    keyed: list[AnyRow] = []
    seen = _Keys()
    nameless = 0
    for row in rows:
        key = row.external_id if 0 < len(row.external_id) <= _LONGEST_ID else ""
        nameless += not key
        key = key or "~" + mark_of(row)
        if row.external_id.startswith("~"):  # our own mark, come back in a file we wrote
            row = replace(row, external_id="")
        first = seen.row_of(row, key)
        if first is not None:
            problems.append(_twice(row, first, detected))
            key = seen.free(row, key)
        seen.take(row, key)
        keyed.append(replace(row, key=key))
    if nameless:
        problems.append(_without_id(nameless, detected))
    return keyed


def mark_of(row: PlaceRow | EventRow) -> str:
    """Twelve letters that stand for name and address (of an event: name, time and venue)."""
    if isinstance(row, PlaceRow):
        parts = [row.name, row.address, row.building]
    else:
        parts = [row.title, str(row.starts_on or ""), str(row.starts_at or ""), row.venue_name]
    return hashlib.sha256("\n".join(search_key(part) for part in parts).encode()).hexdigest()[:12]


class _Keys:
    """The keys given so far, by municipality, with the line that has each."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], int] = {}
        self._counts: Counter[tuple[str, str]] = Counter()

    def row_of(self, row: PlaceRow | EventRow, key: str) -> int | None:
        return self._rows.get((row.municipality_code, key))

    def take(self, row: PlaceRow | EventRow, key: str) -> None:
        self._rows[row.municipality_code, key] = row.number

    def free(self, row: PlaceRow | EventRow, key: str) -> str:
        """Told apart by name and address; where even those are the same, by counting."""
        stem = key if key.startswith("~") else f"{key}~{mark_of(row)[:8]}"
        wish = stem
        while self.row_of(row, wish) is not None:
            self._counts[row.municipality_code, stem] += 1
            wish = f"{stem}~{self._counts[row.municipality_code, stem] + 1}"
        return wish


def _twice(row: PlaceRow | EventRow, first: int, detected: Detected) -> Problem:
    column = detected.columns.get("external_id", "")
    if row.external_id:
        message = f"{first}行目と同じ番号です。番号と名前で見分けて、両方を入れます"
        remedy = "番号が重ならないように付けなおしてください"
        return Problem(row.number, column, row.external_id, message, remedy, Severity.WARNING, "duplicate_id")
    name = row.name if isinstance(row, PlaceRow) else row.title
    column = detected.columns.get("name") or detected.columns.get("title", "")
    message = f"{first}行目と名前も住所も同じです。別のものとして両方を入れます"
    remedy = "同じものなら1行にまとめ、別のものなら番号を付けてください"
    return Problem(row.number, column, name, message, remedy, Severity.WARNING, "duplicate_row")


def _without_id(count: int, detected: Detected) -> Problem:
    message = f"番号（ID）のない行が{count}行あります。名前と住所で見分けます"
    remedy = "番号を付けておくと、名前が変わっても同じものとして更新できます"
    column = detected.columns.get("external_id", "")
    return Problem(None, column, "", message, remedy, Severity.INFO, "no_id")


# --- A position many rows share is often the city hall's, not the place's.


def _with_doubt(places: list[PlaceRow], detected: Detected, problems: list[Problem]) -> list[PlaceRow]:
    at: defaultdict[Position, list[PlaceRow]] = defaultdict(list)
    for place in places:
        if place.position:
            at[place.position].append(place)
    doubtful = set()
    for position, rows in at.items():
        if len(rows) >= _SAME_SPOT and len(Counter(row.address for row in rows if row.address)) != 1:
            doubtful.add(position)
            problems.append(_same_spot(position, rows, detected))
    return [replace(p, position_doubtful=True) if p.position in doubtful else p for p in places]


def _same_spot(position: Position, rows: list[PlaceRow], detected: Detected) -> Problem:
    shown = "、".join(str(row.number) for row in rows[:10]) + ("など" if len(rows) > 10 else "")
    message = f"{len(rows)}行（{shown}行目）が同じ位置です。役所などの仮の位置かもしれません"
    value = f"{position.lat}, {position.lng}"
    remedy = "住所から位置を調べなおすか、わからなければ空けてください"
    column = detected.columns.get("lat", "")
    return Problem(None, column, value, message, remedy, Severity.WARNING, "same_position")
