"""What a choice is made of: districts, towns, ages, interests, kinds of notices, with their pictures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ibasho.rooms.bulletin.rules.kinds import NoticeKind
from ibasho.town.areas import queries as areas
from ibasho.town.areas.models import Town
from ibasho.town.areas.stages import Stage
from ibasho.town.places.models import Place
from ibasho.town.places.queries import published
from ibasho.town.places.rules.wishes import WISHES

PICTURES = {
    **{wish.code: wish.picture for wish in WISHES},
    Stage.INFANT.value: "baby", Stage.LOWER.value: "randoseru", Stage.UPPER.value: "randoseru",
    Stage.JUNIOR.value: "book", Stage.HIGH.value: "pencil", Stage.ADULT.value: "adult",
    NoticeKind.NEWS.value: "bell", NoticeKind.CLOSURE.value: "moon", NoticeKind.REOPEN.value: "sun",
    NoticeKind.PLACE.value: "house", NoticeKind.CALENDAR.value: "calendar",
}  # fmt: skip
KINDS = (
    NoticeKind.CLOSURE,
    NoticeKind.PLACE,
    NoticeKind.CALENDAR,
    NoticeKind.NEWS,
)  # 「やっぱり あきます」goes with お休み


@dataclass(frozen=True, slots=True)
class Named:
    """A district, a place: its code, its name, how it is read."""

    code: str
    name: str
    kana: str


def districts(day: date) -> list[Named]:
    return [Named(one.code, one.name, one.kana) for one in areas.named_districts(day)]


def towns() -> list[tuple[str, str]]:
    """(key, name with its reading) of those whose district is known."""
    rows = Town.objects.exclude(district_code="").order_by("kana", "name")
    return [(str(row.pk), f"{row.kana}（{row.name}）" if row.kana else row.name) for row in rows]


def district_of_town(key: str) -> str:
    """Empty where there is no such town."""
    found = (
        Town.objects.filter(pk=int(key)).first()
        if key.isascii() and key.isdecimal() and len(key) < 10
        else None
    )
    return found.district_code if found is not None else ""


def places(public_ids: Iterable[str]) -> list[Place]:
    """Those of them anybody may go to, in the order of their reading."""
    told = [one for one in public_ids if "\x00" not in one]
    return list(published.open_to_all().filter(public_id__in=told).order_by("kana", "name")) if told else []


def wishes() -> list[tuple[str, str]]:
    return [(wish.code, wish.label) for wish in WISHES]


def stages() -> list[tuple[str, str]]:
    return [(stage.value, stage.label) for stage in Stage]


def kinds() -> list[tuple[str, str]]:
    return [(kind.value, kind.label) for kind in KINDS]
