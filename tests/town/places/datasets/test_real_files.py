"""The two real files, where they are."""

from __future__ import annotations

from collections import Counter

from ibasho.town.places.datasets.reading import read_file
from ibasho.town.places.datasets.rows import Dataset, Generation
from ibasho.town.places.datasets.writing import export_csv
from tests.town.places.datasets.files import said, sample


def test_tokyo_gives_all_605_places_and_refuses_none() -> None:
    reading = read_file(sample("tokyo.csv"), "tokyo.csv")
    assert (reading.dataset, reading.generation, reading.detected.score) == (
        Dataset.KODOMO_SHOKUDO,
        Generation.NEW,
        1.0,
    )
    assert (len(reading.places), reading.rejected, reading.detected.unknown) == (605, 0, ())
    assert sum(place.position is not None for place in reading.places) == 548
    assert sum(bool(place.opening.weekdays) for place in reading.places) == 203
    assert len({(place.municipality_code, place.key) for place in reading.places}) == 605


def test_tokyo_says_what_is_wrong_with_it() -> None:
    codes = Counter(code for _, _, code in said(read_file(sample("tokyo.csv"))))
    assert codes == {
        "same_position": 2, "time_words": 3, "url": 2, "duplicate_row": 1, "hours_reversed": 1, "municipality_code": 1,
        "duplicate_id": 1,
    }  # fmt: skip


def test_okinawa_gives_its_ten_places_and_counts_989_empty_rows() -> None:
    reading = read_file(sample("okinawa_472115.csv"), "okinawa.csv")
    assert (len(reading.places), reading.rejected, reading.table.empty_rows) == (10, 0, 989)
    assert (reading.generation, reading.table.encoding, said(reading)) == (Generation.OLD, "utf-8-sig", [])
    assert reading.places[0].opening.frequency == "1 "
    assert reading.places[0].key == "0000000001"


def test_real_files_survive_export_and_import() -> None:
    for name, generation in (("tokyo.csv", Generation.NEW), ("okinawa_472115.csv", Generation.OLD)):
        first = read_file(sample(name))
        again = read_file(export_csv(first.places, Dataset.KODOMO_SHOKUDO, generation).data)
        assert again.places == first.places
