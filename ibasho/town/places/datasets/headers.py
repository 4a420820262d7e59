"""Which published shape is this header row, and which column holds which field?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ibasho.base.kernel.tables import Unreadable, header_key
from ibasho.town.places.datasets.columns import EVENT_FIELDS, HEADERS, PLACE_FIELDS, fields_of
from ibasho.town.places.datasets.rows import Dataset, Generation

KNOWN_NAMES = frozenset(
    header_key(name)
    for names in (*PLACE_FIELDS.values(), *EVENT_FIELDS.values(), *HEADERS.values())
    for name in names
)
_NEW_MARKS = ("所在地_連結表記", "地方公共団体名", "町字ID", "全国地方公共団体コード")
_ENOUGH_FIELDS = 3


@dataclass(frozen=True, slots=True)
class Detected:
    """`columns` maps our field to the file's own header; `unknown` are headers we only carry along.
    `score` is 1.0 for the exact published header row."""

    dataset: Dataset
    generation: Generation
    score: float
    columns: Mapping[str, str]
    unknown: tuple[str, ...]


def detect(header: Sequence[str]) -> Detected:
    """The shape that fits best. Raises Unreadable, in one sentence, when no name column can be found or
    hardly anything is known."""
    keys = {header_key(name) for name in header}
    scores = {shape: _score(keys, names) for shape, names in HEADERS.items() if _can_be(shape[0], keys)}
    if not scores:
        raise _no_name(header)
    dataset, _ = max(scores, key=lambda shape: scores[shape])
    columns = columns_of(header, dataset)
    if len(columns) < _ENOUGH_FIELDS:
        raise _unknown(header)
    generation = Generation.NEW if {header_key(mark) for mark in _NEW_MARKS} & keys else Generation.OLD
    known = set(columns.values())
    unknown = tuple(name for name in header if name not in known and header_key(name) not in KNOWN_NAMES)
    return Detected(dataset, generation, max(scores.values()), columns, unknown)


def _score(keys: set[str], names: Sequence[str]) -> float:
    shared = len(keys & {header_key(name) for name in names})
    return 2 * shared / (len(keys) + len(names))


def _can_be(dataset: Dataset, keys: set[str]) -> bool:
    needed = EVENT_FIELDS["title"] if dataset is Dataset.EVENT else PLACE_FIELDS["name"]
    return bool(keys & {header_key(name) for name in needed})


def columns_of(header: Sequence[str], dataset: Dataset) -> dict[str, str]:
    """Which header holds which field; of two headers for one field the more telling one."""
    by_key = {header_key(name): name for name in reversed(header)}
    found = {}
    for field, names in fields_of(dataset).items():
        name = next((by_key[header_key(name)] for name in names if header_key(name) in by_key), None)
        if name is not None:
            found[field] = name
    return found


def _shown(header: Sequence[str]) -> str:
    return "、".join(f"「{name}」" for name in header[:6]) + ("など" if len(header) > 6 else "")


def _no_name(header: Sequence[str]) -> Unreadable:
    message = (
        f"名前の列（「名称」または「イベント名」）が見つかりません。いまの見出しは{_shown(header)}です。"
        "子育て施設一覧・公共施設一覧・イベント一覧・こども食堂のどれかの見出しにそろえて、もう一度選んでください。"
    )
    return Unreadable("no_dataset", message)


def _unknown(header: Sequence[str]) -> Unreadable:
    message = (
        f"どの標準の表にもあてはまりません。いまの見出しは{_shown(header)}です。"
        "「名称」のほかに「住所」「緯度」「経度」「種別」などの列を入れて、もう一度選んでください。"
    )
    return Unreadable("no_dataset", message)
