"""A city by its code, a designated city by its wards."""

from __future__ import annotations

import pytest

from ibasho.town.areas.datasets import read_boundary
from ibasho.town.areas.datasets.cities import is_of
from tests.town.areas.shapes import collection, square


@pytest.mark.parametrize(
    ("city", "code", "same"),
    [
        ("222135", "22213", True),
        ("222135", "22213001001", True),
        ("222135", "22214", False),
        ("221309", "22138", True),
        ("221309", "22140", True),
        ("221309", "22101", False),
        ("221309", "22203", False),
        ("221007", "22103", True),
        ("221007", "22138", False),
        ("141003", "14118", True),
        ("141003", "14131", False),
        ("011002", "01110", True),
    ],
)
def test_wards_belong_to_their_city_alone(city: str, code: str, same: bool) -> None:
    assert is_of(city, code) is same


def test_the_outline_of_a_designated_city_is_that_of_all_its_wards() -> None:
    wards = [({"N03_003": "浜松市", "N03_004": name, "N03_007": code}, square(137.7 + at / 100, 34.7))
             for at, (code, name) in enumerate((("22138", "中央区"), ("22139", "浜名区"), ("22101", "葵区")))]  # fmt: skip
    found = read_boundary(collection(*wards), code="221309")
    assert (found.name, found.geometry["type"]) == ("", "Polygon")
    assert found.source.startswith("国土数値情報")
