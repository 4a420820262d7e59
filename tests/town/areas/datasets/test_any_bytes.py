"""Whatever bytes come: read, or refused with one sentence. Never a traceback, never half of a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.geo import Position
from ibasho.town.areas.datasets import read_boundary, read_districts, read_towns
from ibasho.town.areas.datasets.ages import read_ages
from ibasho.town.areas.datasets.clubs import read_clubs
from ibasho.town.areas.datasets.mesh import read_mesh
from ibasho.town.areas.datasets.projection import read_projection
from ibasho.town.areas.datasets.smallareas import read_areas
from tests.town.areas.published import mesh_text, plain, shape_files, zipped
from tests.town.areas.shapes import CITY, collection, square

SPOT = Position(34.7, 138.0)
READERS: dict[str, Callable[[bytes], Any]] = {
    "mesh": lambda data: read_mesh([("x", data)]),
    "ages": lambda data: read_ages(data, "x"),
    "clubs": lambda data: read_clubs(data, "x"),
    "areas": lambda data: read_areas([("x", data)], code=CITY, towns={"葵町": SPOT}),
    "projection": lambda data: read_projection([("x", data)], code=CITY),
    "boundary": lambda data: read_boundary(data, code=CITY),
    "districts": lambda data: read_districts(data, code=CITY),
    "towns": lambda data: read_towns(data, code=CITY),
}
COLUMNS = {
    "KEY_CODE": "22213001001",
    "MESH_ID": "523771011",
    "SHICODE": "22213",
    "PTN_2030": "9",
    "PTA_2030": "1",
}
SEEDS = [
    mesh_text(
        [plain("523771011", 100, 20), ("523771012", 2, "523771011", "", 7, 3, "*", "*", "*", "*", "*")]
    ),
    ("年齢,総数\n" + "".join(f"{age}歳,{age}\n" for age in range(30))).encode("cp932"),
    "小学校区,学年,人数\n第一,1年,12\n".encode(),
    "町名,総数,0～14歳\n葵町,9,1\n".encode(),
    collection((COLUMNS, square(138, 34.7))),
    zipped(shape_files("x", [(COLUMNS, square(138, 34.7))])),
]


def read_or_refused(data: bytes) -> None:
    for name, read in READERS.items():
        try:
            read(data)
        except Invalid as refused:
            assert refused.message.rstrip().endswith("。"), name


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\x00", b"[]", b"{}", b"[1, 2]", b"null", b"PK\x03\x04", b"\xff\xfe", b"%PDF-1.4",
        b'{"type": "FeatureCollection", "features": [1]}',
        b'{"type": "FeatureCollection", "features": null}',
        b'{"type": "FeatureCollection", "features": {"a": 1}, "crs": {"properties": 3}}',
        b'{"type": "FeatureCollection", "features": [{"properties": [1], "geometry": 5}]}',
        b'{"type": "FeatureCollection", "features": [{"properties": {}, "geometry": {"type": "Poin5", "coordinates": [1]}}]}',
        b'{"type": "FeatureCollection", "features": [{"properties": {}, "geometry": {"type": "Polygon", "coordinates": []}}]}',
        SEEDS[-1][:-30],
    ],
)  # fmt: skip
def test_what_is_no_file_of_ours_is_refused_in_a_sentence(data: bytes) -> None:
    read_or_refused(data)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=5),
    st.integers(0, 10_000),
)
def test_a_file_that_was_altered_or_cut_off_is_read_or_refused(
    seed: bytes, changes: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(seed)
    for at, value in changes:
        data[at % len(data)] = value
    read_or_refused(bytes(data[:cut] if cut < len(data) else data))
