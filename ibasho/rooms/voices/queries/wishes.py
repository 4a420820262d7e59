"""ほしいもの: what was wished for, which places have it, and which districts do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ibasho.rooms.voices.models import Choice, Hearing, PublishedFigure, Theme
from ibasho.rooms.voices.queries import heard, releases, tables, themes
from ibasho.rooms.voices.queries.hearings import PUBLIC
from ibasho.rooms.voices.queries.releases import Standing
from ibasho.rooms.voices.queries.themes import Chain
from ibasho.town.areas import queries as areas
from ibasho.town.areas.models import SchoolDistrict
from ibasho.town.places.models import Place
from ibasho.town.places.queries import published
from ibasho.town.places.rules.features import FEATURE_LABELS
from ibasho.town.places.rules.pictures import FEATURES as PICTURES

USUAL_PICTURE = "star"


@dataclass(frozen=True, slots=True)
class Voiced:
    """How often one hearing wished for it. `count` None: it was named, and no number was published."""

    hearing: Hearing
    count: int | None
    unit: str


@dataclass(frozen=True, slots=True)
class Near:
    """One district: the places that have it, and about how many children live there (None: not known)."""

    district: SchoolDistrict
    places: Sequence[Place]
    children: float | None


@dataclass(frozen=True, slots=True)
class Wish:
    """`elsewhere`: places that have it and stand in no known district."""

    code: str
    voiced: Sequence[Voiced]
    near: Sequence[Near]
    elsewhere: Sequence[Place]

    @property
    def label(self) -> str:
        return FEATURE_LABELS[self.code]

    @property
    def picture(self) -> str:
        return PICTURES.get(self.code, USUAL_PICTURE)

    @property
    def having(self) -> list[Near]:
        return [one for one in self.near if one.places]

    @property
    def lacking(self) -> list[Near]:
        """Districts with children and no such place."""
        return [one for one in self.near if not one.places and (one.children is None or round(one.children))]

    @property
    def places(self) -> int:
        return sum(len(one.places) for one in self.near) + len(self.elsewhere)

    @property
    def count(self) -> int | None:
        """Of all hearings that published a number."""
        told = [one.count for one in self.voiced if one.count is not None]
        return sum(told) if told else None


def wished(today: date) -> list[Wish]:
    """Everything that may be wished for in a hearing the public knows of, or was published as a wish; what was said most
    often first, what has no number in the order of the directory's list."""
    voiced = _voiced()
    places, districts = _places(list(voiced)), _districts(today)
    found = [_wish(code, voiced[code], places[code], districts) for code in FEATURE_LABELS if code in voiced]
    return sorted(found, key=lambda one: -(one.count or 0))


def wish(code: str, today: date) -> Wish | None:
    """None for what nobody was asked about."""
    voiced = _voiced()
    if code not in voiced:
        return None
    return _wish(code, voiced[code], _places([code])[code], _districts(today))


def answers(code: str, today: date) -> list[Chain]:
    """Themes about this wish that were decided."""
    found = (
        themes.standing()
        .filter(wish=code, decisions__isnull=False)
        .exclude(hearing__state=Hearing.State.DRAFT)
    )
    return themes.chains(
        Theme.objects.select_related("hearing").filter(pk__in=found.values("pk")).order_by("pk"), today
    )


def _voiced() -> dict[str, list[Voiced]]:
    """By wish, the newest hearing first. Numbers only from what was released, and as they were published elsewhere."""
    hearings = {one.pk: one for one in Hearing.objects.filter(state__in=PUBLIC).order_by("-opens_on", "-pk")}
    asked: dict[tuple[str, int], list[Choice]] = defaultdict(list)
    for choice in (
        Choice.objects.exclude(wish="").filter(question__hearing__in=hearings).select_related("question")
    ):
        asked[choice.wish, choice.question.hearing_id].append(choice)
    with_choices = {key for _wish, key in asked}
    shown = releases.shown_of_all([hearings[key] for key in with_choices])
    order = {key: at for at, key in enumerate(hearings)}
    found: dict[str, list[Voiced]] = defaultdict(list)
    for (code, key), choices in sorted(asked.items(), key=lambda pair: order[pair[0][1]]):
        found[code].append(Voiced(hearings[key], _count(shown.get(key, {}), choices), "人"))
    for figure in (
        PublishedFigure.objects.exclude(wish="").filter(hearing__in=hearings).order_by("hearing", "position")
    ):
        found[figure.wish].append(Voiced(hearings[figure.hearing_id], figure.value, figure.unit))
    return found


def _count(shown: dict[str, Standing], choices: Sequence[Choice]) -> int | None:
    """The margin of the choice in the released table; None where it is hidden or nothing is out. Two choices of one
    wish in one hearing are not added: who picked both would count twice."""
    counts = []
    for choice in choices:
        standing = shown.get(tables.name(choice.question))
        label = f"c{choice.pk}"
        if standing is not None and label in standing.table.labels(0):
            counts.append(standing.table.at(label))
    told = [one for one in counts if one is not None]
    return max(told) if told else None


def _places(codes: Sequence[str]) -> dict[str, list[Place]]:
    rows = (
        published.open_to_all()
        .filter(features__overlap=codes)
        .defer("original", "search_text")
        .order_by("kana", "name")
    )
    found: dict[str, list[Place]] = {code: [] for code in codes}
    for place in rows:
        for code in found.keys() & set(place.features):
            found[code].append(place)
    return found


def _districts(today: date) -> list[tuple[SchoolDistrict, float | None]]:
    children = heard.children()
    return [
        (one, None if children is None else sum(children.get(one.code, {}).values()))
        for one in areas.named_districts(today)
    ]


def _wish(
    code: str,
    voiced: Sequence[Voiced],
    places: Sequence[Place],
    districts: Sequence[tuple[SchoolDistrict, float | None]],
) -> Wish:
    by_district: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        by_district[place.district_code].append(place)
    near = [Near(one, by_district.pop(one.code, []), children) for one, children in districts]
    return Wish(code, voiced, near, [place for rest in by_district.values() for place in rest])
