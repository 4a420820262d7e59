"""A paper as somebody wishes it: which codes it needs, and its pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from ibasho.rooms.bulletin.models import QrCode, School
from ibasho.rooms.bulletin.queries import (
    paper_places,
    papers_calendar,
    papers_cards,
    papers_handout,
    papers_poster,
)
from ibasho.rooms.bulletin.queries.paper_places import Reach
from ibasho.rooms.bulletin.queries.paper_tongue import Tongue
from ibasho.rooms.bulletin.queries.papers_poster import Wall
from ibasho.rooms.bulletin.rules.kinds import Paper, Purpose, SchoolKind
from ibasho.town.areas import queries as areas
from ibasho.town.areas.models import SchoolDistrict
from ibasho.town.places.models import Place
from ibasho.town.places.queries import published
from ibasho.town.places.rules.calendar import Month

PAPERS = (Paper.CALENDAR, Paper.HANDOUT, Paper.POSTER, Paper.CARDS)
PER_DISTRICT = frozenset({Paper.CALENDAR, Paper.HANDOUT})  # one PDF may hold all of them
SAMPLE = "CCCCCCCCCC"  # stands in a preview: nothing is given before it is printed


@dataclass(frozen=True, slots=True)
class Wish:
    """`district` None: all of them, or the whole city. `purpose` and `place` go with a poster."""

    paper: Paper
    month: Month
    tongue: Tongue
    purpose: Purpose = Purpose.TODAY
    district: SchoolDistrict | None = None
    place: Place | None = None
    hangs: str = ""

    @property
    def wall(self) -> Wall:
        return Wall(self.purpose, self.place if self.purpose is Purpose.PLACE else None, self.district)

    @property
    def name(self) -> str:
        """Of the file."""
        what = self.place.name if self.place and self.purpose is Purpose.PLACE else self.purpose.label
        where = self.district.name if self.district else ""
        told = {Paper.POSTER: what, Paper.CALENDAR: str(self.month), Paper.HANDOUT: str(self.month)}.get(
            self.paper, ""
        )
        return "_".join(filter(None, (self.paper.label.replace(" ", ""), told, where)))


@dataclass(frozen=True, slots=True)
class Needed:
    """One code of a wish: what `actions.codes.give` takes."""

    purpose: Purpose
    path: str
    district: str = ""
    school: School | None = None
    place: Place | None = None
    month: date | None = None


def places() -> QuerySet[Place]:
    """Those a poster may be made of."""
    return published.open_to_all().order_by("kana", "name", "pk")


def needed(wish: Wish, day: date) -> list[Needed]:
    """In the order of the pages."""
    if wish.paper in PER_DISTRICT:
        schools = {
            one.district: one
            for one in School.objects.filter(kind=SchoolKind.PRIMARY, is_active=True).order_by("-pk")
        }
        return [_of_district(wish, one, schools.get(one.code)) for one in _districts(wish, day)]
    code = wish.district.code if wish.district else ""
    if wish.paper is Paper.CARDS:
        return [Needed(Purpose.TODAY, papers_poster.path(Wall(Purpose.TODAY, district=wish.district)), code)]
    return [Needed(wish.purpose, papers_poster.path(wish.wall), code, place=wish.wall.place)]


def _of_district(wish: Wish, one: SchoolDistrict, school: School | None) -> Needed:
    purpose = Purpose.DISTRICT if wish.paper is Paper.CALENDAR else Purpose.TODAY
    path = papers_poster.path(Wall(purpose, district=one))
    return Needed(purpose, path, one.code, school, month=wish.month.first)


def _districts(wish: Wish, day: date) -> list[SchoolDistrict]:
    return [wish.district] if wish.district else list(areas.districts(day))


def _reaches(wish: Wish, day: date) -> list[Reach]:
    if wish.district is None:
        return paper_places.reaches(day)
    return [paper_places.reach(wish.district, paper_places.everywhere())]


def pages(wish: Wish, codes: Sequence[QrCode], day: date) -> bytes:
    """The PDF. `codes`: as `needed` asks for them. Raises Invalid for a letter no font has."""
    if wish.paper is Paper.CALENDAR:
        found = zip(_reaches(wish, day), codes, strict=True)
        return papers_calendar.sheets(found, papers_calendar.city(wish.month), wish.tongue, day)
    if wish.paper is Paper.HANDOUT:
        sheets = [
            papers_handout.sheet(reach, code) for reach, code in zip(_reaches(wish, day), codes, strict=True)
        ]
        return papers_handout.handouts(sheets, wish.tongue, day)
    if wish.paper is Paper.CARDS:
        return papers_cards.cards(wish.district, codes[0], wish.tongue, day)
    return papers_poster.poster(wish.wall, codes[0], wish.tongue, day)


def preview(wish: Wish, day: date) -> bytes:
    """The first page as PNG, with a sample code that opens nothing."""
    code = QrCode(code=SAMPLE)
    if wish.paper in PER_DISTRICT:
        found = _districts(wish, day)
        reach = paper_places.reach(found[0], paper_places.everywhere())
        if wish.paper is Paper.CALENDAR:
            return papers_calendar.pictures(reach, code, papers_calendar.city(wish.month), wish.tongue, day)[
                0
            ]
        return papers_handout.pictures([papers_handout.sheet(reach, code)], wish.tongue, day)[0]
    if wish.paper is Paper.CARDS:
        return papers_cards.pictures(wish.district, code, wish.tongue, day)[0]
    return papers_poster.pictures(wish.wall, code, wish.tongue, day)[0]
