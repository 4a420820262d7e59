"""What the ground of this copy is made of, kind by kind: how much, from where, of when, how sure, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock, wareki
from ibasho.town.areas.models import (
    AgeCount,
    Boundary,
    BusTimetable,
    ClubCount,
    Population,
    StreetNetwork,
    Town,
)
from ibasho.town.areas.queries.ground import districts
from ibasho.town.areas.rules.kinds import ABOUT, About, FileKind


@dataclass(frozen=True, slots=True)
class Held:
    """What the copy holds of a kind. `of` says of when it is, `marks` what is estimated, secret or merged."""

    count: int
    unit: str
    sources: tuple[str, ...]
    of: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """One of several files of a kind of which one is in use. `may_use`: another than the one in use now;
    `removable` its public number where it can be taken out, else ""."""

    key: int
    name: str
    told: str
    source: str
    loaded_at: datetime
    current: bool
    may_use: bool
    removable: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """A kind with its words, what is held of it (None: missing), and what the city's own list says of its file."""

    kind: FileKind
    about: About
    held: Held | None
    official: Mapping[str, Any] = field(default_factory=dict)

    @property
    def publisher(self) -> str:
        return str(self.official.get("publisher") or self.about.publisher)

    @property
    def file(self) -> str:
        return str(self.official.get("file") or self.about.file)

    @property
    def url(self) -> str:
        return str(self.official.get("url") or self.about.url)

    @property
    def licence(self) -> str:
        return str(self.official.get("licence") or self.about.licence)

    @property
    def note(self) -> str:
        return str(self.official.get("note") or "")

    @property
    def source_said(self) -> str:
        """What the city's own list calls the file: for a file that does not name itself. "" where there is no list."""
        return str(self.official.get("publisher") or "")

    @property
    def put(self) -> str:
        return str(self.official.get("put") or "")


def overview(day: date) -> list[Ground]:
    """Every kind in the order a city loads them."""
    official = {file["fills"]: file for file in settings.IBASHO_CITY.get("files", ()) if file.get("fills")}
    return [Ground(kind, ABOUT[kind], _HELD[kind](day), official.get(kind.value, {})) for kind in FileKind]


def ground(kind: FileKind, day: date) -> Ground:
    return next(one for one in overview(day) if one.kind is kind)


def versions(kind: FileKind) -> list[Version]:
    """The files of this kind the copy keeps beside each other; empty for kinds that keep one only."""
    if kind in _UNITS:
        return [_population(row) for row in _populations(kind).order_by("-current", "-year", "-pk")]
    if kind is FileKind.STREETS:
        return [_streets(row) for row in StreetNetwork.objects.defer("packed").order_by("-current", "-pk")]
    if kind is FileKind.BUS:
        return [_bus(row) for row in BusTimetable.objects.defer("packed").order_by("-current", "-pk")]
    return []


_UNITS = {FileKind.MESH: "mesh", FileKind.SMALL_AREAS: "small_area", FileKind.PROJECTION: ""}


def _populations(kind: FileKind) -> QuerySet[Population]:
    if kind is FileKind.PROJECTION:
        return Population.objects.filter(kind="projection")
    return Population.objects.filter(unit=_UNITS[kind]).exclude(kind="projection")


def _population(row: Population) -> Version:
    children = row.counts.get("children")
    told = f"{row.get_kind_display()} {row.year}" + (
        _("・こども %(count)s人") % {"count": f"{children:,.0f}"} if children is not None else ""
    )
    may_use = not row.current and row.kind != "projection"
    removable = "" if row.current else row.public_id
    return Version(row.pk, row.name, told, row.source, row.loaded_at, row.current, may_use, removable)


def _streets(row: StreetNetwork) -> Version:
    told = _("交差点 %(nodes)s・道 %(km)skm") % {"nodes": f"{row.nodes:,}", "km": f"{row.length_km:,.0f}"}
    name = wareki.short_label(row.as_of or clock.day(row.loaded_at))
    return Version(row.pk, name, told, row.source, row.loaded_at, row.current, not row.current)


def _bus(row: BusTimetable) -> Version:
    told = _("停留所 %(stops)s・便 %(trips)s") % {"stops": f"{row.stops:,}", "trips": f"{row.trips:,}"}
    until = _("（%(day)sまで）") % {"day": wareki.short_label(row.valid_until)} if row.valid_until else ""
    name = wareki.short_label(row.valid_from or clock.day(row.loaded_at)) + until
    return Version(row.pk, name, told, row.source, row.loaded_at, row.current, not row.current)


def _boundary_held(day: date) -> Held | None:
    row = Boundary.objects.defer("geometry").order_by("-as_of").first()
    return Held(1, "", (row.source,), wareki.short_label(row.as_of)) if row else None


def _districts_held(day: date) -> Held | None:
    rows = list(
        districts(day).values_list("source", "geometry__type", "valid_until", "valid_from").order_by()
    )
    if not rows:
        return None
    shapeless = sum(not row[1] for row in rows)
    ending = sum(row[2] is not None for row in rows)
    marks = []
    if shapeless:
        marks.append(_("かたちが ない %(count)s") % {"count": shapeless})
    if ending:
        marks.append(_("終わる日が きまっている %(count)s") % {"count": ending})
    first = max((row[3] for row in rows if row[3]), default=None)
    return Held(
        len(rows),
        _("校区"),
        _names(row[0] for row in rows),
        wareki.short_label(first) if first else "",
        tuple(marks),
    )


def _towns_held(day: date) -> Held | None:
    found = Town.objects.aggregate(count=Count("pk"), without=Count("pk", filter=Q(district_code="")))
    marks = (_("校区が わからない %(count)s") % {"count": found["without"]},) if found["without"] else ()
    return _held(found["count"], _("町"), Town.objects.all(), "", marks)


def _ages_held(day: date) -> Held | None:
    year = AgeCount.objects.aggregate(year=Max("year"))["year"]
    here = AgeCount.objects.filter(year=year)
    return _held(here.count(), _("歳"), here, _("%(year)s年") % {"year": year} if year else "")


def _people_held(kind: FileKind) -> Callable[[date], Held | None]:
    def held(day: date) -> Held | None:
        row = _populations(kind).order_by("-current", "-year").first()
        if row is None:
            return None
        found = row.cells.aggregate(
            count=Count("pk"), secret=Count("pk", filter=Q(secrecy=2)),
            merged=Count("pk", filter=Q(secrecy=1)), estimated=Count("pk", filter=Q(estimated=True)),
            unknown=Count("pk", filter=Q(infant__isnull=True)),
        )  # fmt: skip
        years = [str(year) for year in _populations(kind).order_by("year").values_list("year", flat=True)]
        of = _("%(year)s年") % {"year": "・".join(years) if kind is FileKind.PROJECTION else row.year}
        return Held(found["count"], _("区画"), (row.source,), of, _people_marks(found, row.current, kind))

    return held


def _people_marks(found: Mapping[str, int], current: bool, kind: FileKind) -> tuple[str, ...]:
    told = (
        ("secret", _("秘匿 %(count)s")),
        ("merged", _("合算 %(count)s")),
        ("estimated", _("推計 %(count)s")),
        ("unknown", _("こどもの数が わからない %(count)s")),
    )
    marks = [words % {"count": f"{found[name]:,}"} for name, words in told if found[name]]
    if not current and kind is not FileKind.PROJECTION:
        marks.append(_("いまは 使っていない"))
    return tuple(marks)


def _clubs_held(day: date) -> Held | None:
    found = ClubCount.objects.aggregate(children=Sum("children"), of=Max("as_of"))
    of = wareki.short_label(found["of"]) if found["of"] else ""
    return _held(found["children"] or 0, _("人"), ClubCount.objects.all(), of)


def _streets_held(day: date) -> Held | None:
    row = StreetNetwork.objects.defer("packed").order_by("-current", "-pk").first()
    if row is None:
        return None
    marks = [f"{row.length_km:,.0f}km"]
    if row.islands > 1:
        marks.append(_("はなれた かたまり %(count)s") % {"count": f"{row.islands:,}"})
    return Held(
        row.nodes,
        _("交差点"),
        (row.source,),
        wareki.short_label(row.as_of) if row.as_of else "",
        tuple(marks),
    )


def _bus_held(day: date) -> Held | None:
    row = BusTimetable.objects.defer("packed").order_by("-current", "-pk").first()
    if row is None:
        return None
    over = row.valid_until is not None and row.valid_until < day
    of = "～".join(wareki.short_label(each) if each else "" for each in (row.valid_from, row.valid_until))
    marks = (_("めやす"), *((_("期限が すぎた"),) if over else ()))
    return Held(row.stops, _("停留所"), (row.source,), of.strip("～"), marks)


def _held(count: int, unit: str, rows: QuerySet[Any], of: str, marks: Sequence[str] = ()) -> Held | None:
    if not count:
        return None
    return Held(count, unit, _names(rows.values_list("source", flat=True).distinct()), of, tuple(marks))


def _names(sources: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(sources)))


_HELD: dict[FileKind, Callable[[date], Held | None]] = {
    FileKind.BOUNDARY: _boundary_held,
    FileKind.DISTRICTS: _districts_held,
    FileKind.TOWNS: _towns_held,
    FileKind.AGES: _ages_held,
    FileKind.MESH: _people_held(FileKind.MESH),
    FileKind.SMALL_AREAS: _people_held(FileKind.SMALL_AREAS),
    FileKind.STREETS: _streets_held,
    FileKind.CLUBS: _clubs_held,
    FileKind.BUS: _bus_held,
    FileKind.PROJECTION: _people_held(FileKind.PROJECTION),
}
