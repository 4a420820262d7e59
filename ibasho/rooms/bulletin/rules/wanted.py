"""Whom a notice is for, and who wants it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from ibasho.rooms.bulletin.rules.kinds import NoticeKind


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
    if not _kind_meets(told.kind, wanted.kinds):
        return False
    if told.place is not None and told.place in wanted.places:
        return True
    ours = ((told.stages, wanted.stages), (told.wishes, wanted.wishes))
    return _area_meets(told, wanted) and all(not one or not other or one & other for one, other in ours)


def _kind_meets(kind: str, kinds: frozenset[str]) -> bool:
    """Who hears that a place closes hears as well that it opens after all."""
    heard = NoticeKind.CLOSURE.value if kind == NoticeKind.REOPEN else kind
    return not kinds or heard in kinds or kind in kinds


def _area_meets(told: Told, wanted: Wanted) -> bool:
    """Who follows places and no district hears beside them only what is for the whole city."""
    if wanted.districts:
        return not told.districts or bool(told.districts & wanted.districts)
    is_local = told.place is not None or bool(told.districts)
    return not (wanted.places and is_local)
