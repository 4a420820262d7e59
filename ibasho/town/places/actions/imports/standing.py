"""What stands here already, as far as a file of places must be compared with it."""

from __future__ import annotations

from collections.abc import Sequence

from ibasho.base.kernel.geo import haversine_m
from ibasho.base.kernel.kana import search_key
from ibasho.town.places.actions.imports import intake as shared
from ibasho.town.places.actions.imports.intake import Intake, Known
from ibasho.town.places.datasets.rows import PlaceRow
from ibasho.town.places.models import ImportRun, Place
from ibasho.town.places.rules.matching import Mark

_SAME_SPOT_METRES = 100


def known(intake: Intake) -> list[Known]:
    codes = {row.municipality_code for row in intake.reading.places}
    rows = Place.objects.filter(dataset=intake.dataset.value, municipality_code__in=codes).values_list(
        "pk", "municipality_code", "external_id", "name", "address", "building", "original", "source_name", "state",
        "missing_since", "district_code",
    )  # fmt: skip
    return [
        Known(
            pk, Mark(code, key, name, address + building), original, source, state,
            missing=missing is not None, located=bool(district),
        )
        for pk, code, key, name, address, building, original, source, state, missing, district in rows
    ]  # fmt: skip


def untouched(row: PlaceRow, there: Known, key: str, intake: Intake) -> bool:
    """Nothing to write: the same cells, the same source, not missing, and no district newly known."""
    return (
        shared.is_same(row, there)
        and there.source_name == intake.source_name(row)
        and there.mark.key == key
        and not there.missing
        and (there.located or not intake.place_of(row).district_code)
    )


def to_publish_again() -> set[int]:
    """Places that an undone import had made: they stand as drafts until the mended file comes."""
    undone = ImportRun.objects.filter(state=ImportRun.State.UNDONE).values_list("made", flat=True)
    return {pk for made in undone for pk in made.get("places", ())}


class HandMade:
    """Places typed in at the desk which belong to no file yet, by name."""

    def __init__(self, rows: Sequence[PlaceRow], found: Sequence[int | None]) -> None:
        self._by_name: dict[str, list[tuple[int, str, str, float | None, float | None]]] = {}
        if all(index is not None for index in found):
            return
        places = Place.objects.filter(dataset="", external_id="").values_list(
            "pk", "name", "municipality_code", "address", "building", "lat", "lng"
        )
        for pk, name, code, address, building, lat, lng in places:
            one = (pk, code, search_key(address + building), lat, lng)
            self._by_name.setdefault(search_key(name), []).append(one)

    def of(self, row: PlaceRow) -> int | None:
        """The one place of this name at the same address or within a hundred metres; each only once."""
        if not self._by_name:
            return None
        name = search_key(row.name)
        fits = [one for one in self._by_name.get(name, []) if _same_spot(row, *one[1:])]
        if len(fits) != 1:
            return None
        self._by_name[name].remove(fits[0])
        return fits[0][0]


def _same_spot(row: PlaceRow, code: str, spot: str, lat: float | None, lng: float | None) -> bool:
    if code and row.municipality_code and code != row.municipality_code:
        return False
    if spot and spot == search_key(shared.spot_of(row)):
        return True
    if row.position is None or lat is None or lng is None:
        return False
    return haversine_m(row.position.lat, row.position.lng, lat, lng) <= _SAME_SPOT_METRES
