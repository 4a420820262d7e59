"""Whom a notice is for, and who wants it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody chose to hear of. Empty means: everything of that sort. `places`: ids of places, heard of wherever they are."""

    districts: frozenset[str] = field(default_factory=frozenset)
    stages: frozenset[str] = field(default_factory=frozenset)
    wishes: frozenset[str] = field(default_factory=frozenset)
    kinds: frozenset[str] = field(default_factory=frozenset)
    places: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Told:
    """Of a notice: whom it is for. Empty means: everybody."""

    kind: str
    districts: frozenset[str] = field(default_factory=frozenset)
    stages: frozenset[str] = field(default_factory=frozenset)
    wishes: frozenset[str] = field(default_factory=frozenset)
    place: int | None = None


def goes_to(told: Told, wanted: Wanted) -> bool:
    """A place one follows always tells; otherwise kind, area, age and interest have to meet, each where both chose."""
    if wanted.kinds and told.kind not in wanted.kinds:
        return False
    if told.place is not None and told.place in wanted.places:
        return True
    pairs = ((told.districts, wanted.districts), (told.stages, wanted.stages), (told.wishes, wanted.wishes))
    return not (wanted.places and told.place is not None and not wanted.districts) and all(
        not mine or not theirs or mine & theirs for theirs, mine in pairs
    )
