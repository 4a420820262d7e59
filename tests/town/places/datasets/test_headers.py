from __future__ import annotations

import pytest

from ibasho.base.kernel.tables import Unreadable
from ibasho.town.places.datasets.columns import EVENT_FIELDS, HEADERS, PLACE_FIELDS
from ibasho.town.places.datasets.headers import detect
from ibasho.town.places.datasets.rows import Dataset, Generation


@pytest.mark.parametrize("shape", HEADERS, ids=lambda shape: f"{shape[0]}-{shape[1]}")
def test_every_published_header_row_is_recognised(shape: tuple[Dataset, Generation]) -> None:
    found = detect(HEADERS[shape])
    assert (found.dataset, found.score, found.unknown) == (shape[0], 1.0, ())
    assert found.generation == shape[1]


@pytest.mark.parametrize(
    ("dataset", "generation", "count"),
    [
        (Dataset.CHILDCARE, Generation.OLD, 28),
        (Dataset.CHILDCARE, Generation.NEW, 53),
        (Dataset.FACILITY, Generation.OLD, 24),
        (Dataset.EVENT, Generation.OLD, 32),
        (Dataset.KODOMO_SHOKUDO, Generation.NEW, 49),
        (Dataset.KODOMO_SHOKUDO, Generation.OLD, 49),
    ],
)
def test_header_rows_have_the_published_length(dataset: Dataset, generation: Generation, count: int) -> None:
    header = HEADERS[dataset, generation]
    assert (len(header), len(set(header))) == (count, count)


@pytest.mark.parametrize("shape", HEADERS, ids=lambda shape: f"{shape[0]}-{shape[1]}")
def test_half_of_the_columns_in_other_spelling_are_enough(shape: tuple[Dataset, Generation]) -> None:
    header = [name.replace("_", " ").replace("(", "（").replace(")", "）") for name in HEADERS[shape]]
    thinned = [name for number, name in enumerate(header) if number % 2 or name in ("名称", "イベント名")]
    assert detect(thinned).dataset is shape[0]


def test_a_handmade_list_is_read_as_places() -> None:
    found = detect(("施設名", "所在地", "電話", "メモ"))
    assert dict(found.columns) == {"name": "施設名", "address": "所在地", "phone": "電話"}
    assert found.unknown == ("メモ",)


def test_old_and_new_names_mixed_in_one_file() -> None:
    found = detect(("NO", "名称", "所在地_連結表記", "方書", "緯度", "経度", "電話番号", "種別"))
    assert {found.columns[field] for field in ("external_id", "address", "building")} == {
        "NO",
        "所在地_連結表記",
        "方書",
    }


@pytest.mark.parametrize(
    "header", [("a", "b", "c"), ("住所", "緯度", "経度"), ("名称", "色", "形"), ("月", "火")]
)
def test_a_header_of_no_known_shape_is_refused_with_its_own_words(header: tuple[str, ...]) -> None:
    with pytest.raises(Unreadable) as refused:
        detect(header)
    assert refused.value.code == "no_dataset"
    assert f"「{header[0]}」" in refused.value.message


def test_no_name_stands_for_two_fields_of_one_row() -> None:
    for fields in (PLACE_FIELDS, EVENT_FIELDS):
        names = [name for aliases in fields.values() for name in aliases]
        assert sorted(names) == sorted(set(names))
