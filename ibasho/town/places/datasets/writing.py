"""Our rows out again, under the published headers.

A column we have no field for carries the source's own cell along. `export → import` gives equal rows in
every field the published shape has a column for (`carried`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import time
from typing import Any, Literal

from ibasho.base.kernel.clock import time_label
from ibasho.base.kernel.tables import Written, header_key, unguarded, write_csv, write_xlsx
from ibasho.base.kernel.text import clean_text
from ibasho.town.places.datasets.columns import FEATURE_FIELDS, HEADERS, fields_of
from ibasho.town.places.datasets.places import booking_of
from ibasho.town.places.datasets.rows import Dataset, EventRow, Generation, PlaceRow

_OPENING = {
    "frequency": "frequency",
    "weekdays": "weekdays",
    "days": "days",
    "starts": "starts",
    "ends": "ends",
    "opening_note": "note",
}
_PIECES = ("address_prefecture", "address_municipality", "address_town", "address_block")
_BOOKING_WORDS = {"needed": "要予約", "none": "予約不要", "recommended": "予約が望ましい"}


def header_of(dataset: Dataset, generation: Generation = Generation.NEW) -> tuple[str, ...]:
    """The published header row. A new イベント一覧 has none published: the old one is used."""
    wanted = HEADERS.get((dataset, generation))
    return wanted if wanted is not None else HEADERS[dataset, Generation.OLD]


def filename_of(municipality_code: str, dataset: Dataset, kind: Literal["csv", "xlsx"] = "csv") -> str:
    """As BODIK names its files: 222135_preschool.csv."""
    return f"{municipality_code}_{dataset.stem}.{kind}"


def carried(dataset: Dataset, generation: Generation = Generation.NEW) -> frozenset[str]:
    """The fields of our rows that survive a trip through this shape."""
    fields = set(_field_by_header(dataset, header_of(dataset, generation)).values())
    if set(FEATURE_FIELDS) & fields:
        fields.add("features")
    if fields & set(_OPENING):
        fields.add("opening")
    if "capacity" in fields:
        fields.add("capacity_note")
    if "booking_note" in fields:
        fields.add("booking")
    if {"lat", "lng"} <= fields:
        fields.add("position")
    pieces = {*_PIECES, *_OPENING, *FEATURE_FIELDS, "lat", "lng", "address"}
    named = {"venue_address" if dataset is Dataset.EVENT else "address"}
    return frozenset((fields - pieces) | named)


def export_cells(row: PlaceRow | EventRow, header: Iterable[str], dataset: Dataset) -> list[str]:
    """One line for the header. Cells without a field of ours come from the source row."""
    header = tuple(header)
    fields = _field_by_header(dataset, header)
    source = {header_key(name): unguarded(cell) for name, cell in row.original.items()}
    return [
        _value(row, fields[name]) if name in fields else clean_text(source.get(header_key(name), "")).text
        for name in header
    ]


def export_csv(
    rows: Iterable[PlaceRow | EventRow],
    dataset: Dataset,
    generation: Generation = Generation.NEW,
    encoding: Literal["utf-8-sig", "cp932"] = "utf-8-sig",
) -> Written:
    header = header_of(dataset, generation)
    return write_csv(header, (export_cells(row, header, dataset) for row in rows), encoding)


def export_xlsx(
    rows: Iterable[PlaceRow | EventRow], dataset: Dataset, generation: Generation = Generation.NEW
) -> Written:
    header = header_of(dataset, generation)
    lines = (export_cells(row, header, dataset) for row in rows)
    return write_xlsx(header, lines, sheet=dataset.label)


def _field_by_header(dataset: Dataset, header: Iterable[str]) -> dict[str, str]:
    """Header → field; of two headers for one field the more telling one."""
    by_key = {header_key(name): name for name in header}
    found: dict[str, str] = {}
    for field, names in fields_of(dataset).items():
        name = next((by_key[key] for key in map(header_key, names) if key in by_key), None)
        if name is not None:
            found.setdefault(name, field)
    return found


def _value(row: PlaceRow | EventRow, field: str) -> str:
    special = _SPECIAL.get(field)
    if special is not None:
        return special(row)
    if isinstance(row, PlaceRow) and field in _OPENING:
        return str(getattr(row.opening, _OPENING[field]))
    if field in _PIECES:
        return _piece(row, field)
    if field in FEATURE_FIELDS:
        return _feature(row, field)
    return _plain(getattr(row, field))


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "有" if value else "無"
    return time_label(value).zfill(5) if isinstance(value, time) else str(value)


def _feature(row: PlaceRow | EventRow, field: str) -> str:
    has = isinstance(row, PlaceRow) and field in row.features
    if not has:
        return ""
    return "1" if field in ("pantry", "take_out") else "有"


def _address(row: PlaceRow | EventRow) -> str:
    return row.address if isinstance(row, PlaceRow) else row.venue_address


def _piece(row: PlaceRow | EventRow, field: str) -> str:
    """Pieces of an address come from the source, and only while the whole is still the source's."""
    source = {header_key(name): cell for name, cell in row.original.items()}
    names = fields_of(row.dataset)
    whole = next((source[k] for k in map(header_key, names["address"]) if source.get(k)), "")
    pieces = {piece: source.get(header_key(names[piece][0]), "") for piece in _PIECES}
    whole = whole or "".join(pieces.values())
    if clean_text(whole).text == _address(row) and any(pieces.values()):
        return clean_text(pieces[field]).text
    return {"address_prefecture": row.prefecture, "address_municipality": row.municipality}.get(field, "")


def _capacity(row: PlaceRow | EventRow) -> str:
    return row.capacity_note or _plain(row.capacity)


def _booking_note(row: PlaceRow | EventRow) -> str:
    """When the desk knows whether to book and the words do not say it, the word is put in front."""
    if not isinstance(row, PlaceRow):
        return ""
    if booking_of(row.booking_method, row.booking_note) == row.booking or not row.booking:
        return row.booking_note
    return f"{_BOOKING_WORDS[row.booking]} {row.booking_note}".strip()


def _kind_text(row: PlaceRow | EventRow) -> str:
    return (row.kind_text or row.kind.label) if isinstance(row, PlaceRow) else ""


def _id(row: PlaceRow | EventRow) -> str:
    return row.external_id or row.key


_SPECIAL: Mapping[str, Callable[[PlaceRow | EventRow], str]] = {
    "external_id": _id,
    "address": _address,
    "capacity": _capacity,
    "booking_note": _booking_note,
    "kind_text": _kind_text,
    "lat": lambda row: _plain(row.lat),
    "lng": lambda row: _plain(row.lng),
}
