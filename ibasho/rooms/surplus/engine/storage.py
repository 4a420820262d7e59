"""What still goes into a place's shelves and fridges. Pure; whole grams."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ibasho.rooms.surplus.rules.kinds import Band

BANDS = (Band.ROOM.value, Band.CHILLED.value, Band.FROZEN.value)


def room_for(band: str, free: Mapping[str, int]) -> int:
    """Frozen stands only frozen, chilled only chilled; what keeps at room temperature may stand in a fridge as well."""
    spare = free.get(Band.CHILLED, 0) if band == Band.ROOM else 0
    return max(0, free.get(band, 0)) + max(0, spare)


def free(holds: Mapping[str, int], stands: Iterable[tuple[str, int]]) -> dict[str, int]:
    """`holds`: grams each band can hold. `stands`: (band, grams) agreed or there and not used up. What is over the shelf
    stands in the fridge; nothing goes below nought."""
    taken = dict.fromkeys(BANDS, 0)
    for band, grams in stands:
        taken[band] += grams
    left = {band: holds.get(band, 0) - taken[band] for band in BANDS}
    left[Band.CHILLED] += min(0, left[Band.ROOM])
    return {band: max(0, grams) for band, grams in left.items()}
