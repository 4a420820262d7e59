"""What taking in places and taking in events share: the file, who brings it, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.geo import Position
from ibasho.base.kernel.my_number import contains_my_number
from ibasho.town.areas.datasets.districts import short_name
from ibasho.town.areas.queries import Located
from ibasho.town.places.datasets.entries import storable
from ibasho.town.places.datasets.reading import Reading, mark_of
from ibasho.town.places.datasets.rows import Dataset, EventRow, PlaceRow, Problem, Severity
from ibasho.town.places.rules.matching import Mark

SAMPLE_ROWS = 10
_INTEGER_MAX = 2_147_483_647
_NO_MORE = "この行は入れません"


@dataclass(frozen=True, slots=True)
class Source:
    """Who published the file, as shown with every entry. `partial`: what it does not name is not marked missing."""

    name: str = ""
    url: str = ""
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Intake:
    """One file on its way in. `located` tells district and city of its positions, `districts` those of the names of
    its 小学校区. `run_id` is None while the file is only looked at."""

    reading: Reading
    located: Mapping[Position, Located]
    districts: Mapping[str, str]
    source: Source
    by: Actor
    at: datetime
    run_id: int | None
    told: Callable[[str], None]

    @property
    def dataset(self) -> Dataset:
        return self.reading.dataset

    @property
    def looks_only(self) -> bool:
        return self.run_id is None

    def source_name(self, row: PlaceRow | EventRow) -> str:
        """The publisher as given, else the municipality of the row with what kind of list it is."""
        return self.source.name or f"{row.municipality} {self.dataset.label}".strip()

    def place_of(self, row: PlaceRow | EventRow) -> Located:
        found = self.located[row.position] if row.position is not None else Located("", None)
        if found.district_code or found.inside_city is False or not isinstance(row, PlaceRow):
            return found
        return replace(found, district_code=self.districts.get(short_name(row.district_text), ""))


@dataclass(slots=True)
class Outcome:
    """`sample` are some rows as they will appear; `made` the ids an undo needs; `hours` how openings were read."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    missing: int = 0
    problems: list[Problem] = field(default_factory=list)
    hours: dict[str, int] = field(default_factory=dict)
    sample: list[dict[str, Any]] = field(default_factory=list)
    made: dict[str, list[int]] = field(default_factory=dict)

    def show(self, line: dict[str, Any]) -> None:
        if sum(one["fate"] == line["fate"] for one in self.sample) < SAMPLE_ROWS:
            self.sample.append(line)


@dataclass(frozen=True, slots=True)
class Known:
    """An entry that stands already, as far as matching and comparing need it."""

    pk: int
    mark: Mark
    original: dict[str, str]
    source_name: str
    state: str
    missing: bool
    located: bool


def mark_for(row: PlaceRow | EventRow) -> Mark:
    alias = row.key if row.key.startswith("~") else f"{row.key}~{mark_of(row)[:8]}"
    return Mark(row.municipality_code, row.key, _name(row), spot_of(row), alias)


def spot_of(row: PlaceRow | EventRow) -> str:
    if isinstance(row, PlaceRow):
        return row.address + row.building
    return f"{row.starts_on or ''} {row.venue_name or row.venue_address}".strip()


def _name(row: PlaceRow | EventRow) -> str:
    return row.name if isinstance(row, PlaceRow) else row.title


def keys_for(marks: Sequence[Mark], found: Sequence[int | None], known: Sequence[Mark]) -> list[str]:
    """The number each row is kept under: its own, unless an entry that is something else holds it."""
    paired = set(found)
    held = {(mark.scope, mark.key) for index, mark in enumerate(known) if index not in paired}
    keys = []
    for mark in marks:
        key, count = mark.key, 1
        while (mark.scope, key) in held:
            key, count = (mark.alias if count == 1 else f"{mark.alias}~{count}"), count + 1
        held.add((mark.scope, key))
        keys.append(key)
    return keys


def is_same(row: PlaceRow | EventRow, known: Known) -> bool:
    return known.original == storable(row.original)


def refusal(row: PlaceRow | EventRow, values: Mapping[str, Any]) -> Problem | None:
    """Why this row cannot be kept although it could be read; None for nearly every row."""
    for value in values.values():
        if isinstance(value, str) and contains_my_number(value):
            message = f"12けたのマイナンバー（個人番号）らしい数字が入っています。{_NO_MORE}"
            remedy = "番号を消して、もう一度取りこんでください"
            return _of_row(row, "my_number", message, remedy)
        if isinstance(value, int) and value > _INTEGER_MAX:
            return _of_row(
                row, "number_too_large", f"数が大きすぎます。{_NO_MORE}", "金額と定員を確かめてください"
            )
    return None


def _of_row(row: PlaceRow | EventRow, code: str, message: str, remedy: str) -> Problem:
    return Problem(row.number, "", "", message, remedy, Severity.REJECTED, code)


def kept_here(row: PlaceRow | EventRow, labels: Iterable[str]) -> Problem:
    """The file changed what somebody had changed here."""
    named = "、".join(dict.fromkeys(labels))
    message = f"手で直した項目（{named}）は そのままにしました"
    remedy = "資料のほうが正しければ、居場所の画面で直してください"
    return Problem(row.number, "", _name(row), message, remedy, Severity.WARNING, "kept_here")


def other_thing(row: PlaceRow | EventRow, column: str) -> Problem:
    """The number belonged to something else when the file last came in."""
    message = "前は 別のものの番号でした。名前も場所もちがうので、新しいものとして入れます"
    remedy = "同じものなら、居場所の画面で1つにまとめてください。番号は使いまわさないでください"
    return Problem(row.number, column, row.external_id, message, remedy, Severity.WARNING, "other_thing")


def adopted(row: PlaceRow) -> Problem:
    message = "手で登録した同じ場所と むすびました。空いている項目だけを 資料からうめます"
    return Problem(row.number, "", row.name, message, "", Severity.INFO, "adopted")
