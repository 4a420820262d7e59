"""The published files of areas: outline, 小学校区, towns. Bytes in, plain values out; no Django."""

from ibasho.town.areas.datasets.boundary import OutlineFile, read_boundary
from ibasho.town.areas.datasets.districts import DistrictFile, DistrictRow, read_districts, short_name
from ibasho.town.areas.datasets.towns import TownFile, TownRow, read_towns

__all__ = [
    "DistrictFile",
    "DistrictRow",
    "OutlineFile",
    "TownFile",
    "TownRow",
    "read_boundary",
    "read_districts",
    "read_towns",
    "short_name",
]
