"""Which rows of a published file are of one city. A designated city (政令指定都市) stands there by its wards."""

from __future__ import annotations

# The 20 designated cities by the first five digits; wards are numbered on from there (浜松市 22130: 22138–22140).
DESIGNATED = (
    "01100", "04100", "11100", "12100", "14100", "14130", "14150", "15100", "22100", "22130",
    "23100", "26100", "27100", "27140", "28100", "33100", "34100", "40100", "40130", "43100",
)  # fmt: skip


def is_of(city: str, code: str) -> bool:
    """Whether `code` (five digits or longer) names `city` or one of its wards."""
    here, there = city[:5], code[:5]
    return here == there or (here in DESIGNATED and here < there <= _last(here))


def is_designated(city: str) -> bool:
    return city[:5] in DESIGNATED


def _last(city: str) -> str:
    """The highest number a ward of it may have: below the next designated city, and below 200 of the prefecture."""
    later = [other for other in DESIGNATED if other[:2] == city[:2] and other > city]
    return f"{int(later[0]) - 1:05}" if later else f"{city[:2]}199"
