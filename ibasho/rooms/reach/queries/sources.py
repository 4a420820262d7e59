"""Where each number of a study comes from, with its date: shown beside the figures and kept with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from ibasho.rooms.reach.queries.homes import Homes
from ibasho.rooms.reach.queries.spots import Spots
from ibasho.town.areas.models import StreetNetwork

OSM = "© OpenStreetMap contributors"


@dataclass(frozen=True, slots=True)
class Source:
    """`what` says for which figure, `as_of` is a day or year in words, `credit` an attribution that must be shown."""

    what: str
    source: str
    as_of: str
    credit: str = ""


def sources_of(homes: Homes, spots: Spots) -> tuple[Source, ...]:
    population = homes.population
    people = Source(
        f"こどもの人数（{population.get_kind_display()}・{population.get_unit_display()}）",
        f"{population.name}　{population.source}", f"{population.year}年",
    )  # fmt: skip
    places = Source("居場所と あく時間", "この目録に公開されている居場所", spots.newest)
    return people, *_streets(homes), places


def _streets(homes: Homes) -> tuple[Source, ...]:
    if homes.network is None:
        return (Source("道のり", "まっすぐの距離 × 1.3（道のデータが まだ ありません）", ""),)
    row = StreetNetwork.objects.filter(version=homes.network.version).values_list("source", "as_of").first()
    source, as_of = row if row else ("", None)
    credit = OSM if any(mark in source for mark in ("OpenStreetMap", "OSM")) else ""
    return (Source("道のり", source, f"{as_of:%Y-%m-%d}" if as_of else "", credit),)


def as_rows(sources: Iterable[Source]) -> list[dict[str, Any]]:
    return [asdict(one) for one in sources]


def from_rows(rows: Iterable[Mapping[str, Any]]) -> list[Source]:
    return [Source(**{**row, "as_of": _day(row["as_of"])}) for row in rows]


def _day(as_of: str) -> str:
    """`2026-11-26` as people write it; a year stays as it is."""
    try:
        day = date.fromisoformat(as_of)
    except ValueError:
        return as_of
    return f"{day.year}年{day.month}月{day.day}日"
