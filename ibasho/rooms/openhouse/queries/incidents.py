"""The register of injuries, near misses and complaints; who reads which; its numbers without a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.base.kernel.nendo import first_day, last_day
from ibasho.rooms.openhouse.models import Incident, SafetySheet
from ibasho.rooms.openhouse.rules.kinds import IncidentKind
from ibasho.town.areas.stages import Stage
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies as places
from ibasho.town.places.models import Place
from ibasho.town.places.queries import published

CHECK_DAYS = 365  # a safety sheet is looked at once a year


def is_city(by: Actor, at: datetime) -> bool:
    """The city for itself. Who types in for a group sees what the group sees."""
    return by.acting_for is None and places.in_city(by, Permission.OPENHOUSE_SAFETY, at=at)


def seen(by: Actor, at: datetime) -> QuerySet[Incident]:
    """What this person may read: the city all, a place its own but for what is about its staff."""
    rows = Incident.objects.select_related("place", "written_by", "closed_by").order_by("-happened_at", "-pk")
    if is_city(by, at):
        return rows
    groups = people.organisations_of(by, Permission.OPENHOUSE_SAFETY, day=clock.day(at))
    return rows.filter(place__organisation__in=groups, about_staff=False)


def find(public_id: str, by: Actor, at: datetime) -> Incident:
    """Raises NotFound for a stranger, and for the place where it is about its own staff."""
    found = seen(by, at).filter(public_id=public_id).first()
    if found is None:
        raise NotFound("incident.unknown", "この記録は 見つかりません。一覧から さがしてください。")
    return found


def own_places(by: Actor, at: datetime) -> QuerySet[Place]:
    """Places for which this person keeps the register."""
    groups = people.organisations_of(by, Permission.OPENHOUSE_SAFETY, day=clock.day(at))
    rows = Place.objects.filter(organisation__in=groups, state__in=published.SEEN)
    return rows.select_related("safety_sheet").order_by("name", "pk")


def own_due(by: Actor, at: datetime) -> QuerySet[Place]:
    """Own places that open rooms or count at their door, whose safety sheet somebody has to look at."""
    groups = people.organisations_of(by, Permission.OPENHOUSE_SAFETY, day=clock.day(at))
    return due_sheets(sheet_places().filter(organisation__in=groups), clock.day(at))


def open_by_place(by: Actor, at: datetime) -> dict[int, int]:
    """Place id → entries that are not closed, of those this person reads."""
    rows = seen(by, at).filter(closed_at__isnull=True, about_staff=False).order_by()
    return dict(rows.values_list("place").annotate(n=Count("pk")))


@dataclass(frozen=True, slots=True)
class Numbers:
    """One line: a month or a place, and how many of each kind."""

    label: str
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def by_month(rows: QuerySet[Incident], nendo_of: int) -> list[Numbers]:
    """April to March, also the months in which nothing happened."""
    counted = _of_nendo(rows, nendo_of).order_by().annotate(month=TruncMonth("happened_at", tzinfo=clock.JST))
    found = {
        (row["month"].month, row["kind"]): row["n"]
        for row in counted.values("month", "kind").annotate(n=Count("pk"))
    }
    months = [*range(4, 13), *range(1, 4)]
    return [
        Numbers(f"{month}月", {kind: found.get((month, kind), 0) for kind in IncidentKind})
        for month in months
    ]


def by_place(rows: QuerySet[Incident], nendo_of: int) -> list[Numbers]:
    counted = (
        _of_nendo(rows, nendo_of)
        .order_by()
        .values("place__name", "place", "kind")
        .annotate(n=Count("pk"))
        .order_by("place__name", "place")
    )
    lines: dict[int, Numbers] = {}
    for row in counted:
        line = lines.setdefault(
            row["place"], Numbers(row["place__name"], dict.fromkeys(map(str, IncidentKind), 0))
        )
        line.counts[row["kind"]] = row["n"]
    return list(lines.values())


def _of_nendo(rows: QuerySet[Incident], nendo_of: int) -> QuerySet[Incident]:
    since, until = (
        clock.day_bounds(first_day(nendo_of))[0],
        clock.day_bounds(last_day(nendo_of))[1],
    )
    return rows.filter(happened_at__gte=since, happened_at__lt=until)


def sheet_is_due(sheet: SafetySheet | None, today: date) -> bool:
    return sheet is None or sheet.checked_on is None or (today - sheet.checked_on).days >= CHECK_DAYS


def due_sheets(rows: QuerySet[Place], today: date) -> QuerySet[Place]:
    """Places without a sheet, or with one nobody has looked at for a year."""
    edge = date.fromordinal(today.toordinal() - CHECK_DAYS)
    return rows.filter(
        Q(safety_sheet__isnull=True)
        | Q(safety_sheet__checked_on__isnull=True)
        | Q(safety_sheet__checked_on__lte=edge)
    )


def sheet_places() -> QuerySet[Place]:
    """Every place that opens rooms or counts at its door: the city looks at these sheets."""
    rows = Place.objects.filter(Q(spaces__is_active=True) | Q(door__is_on=True), state__in=published.SEEN)
    return rows.distinct().select_related("safety_sheet", "organisation").order_by("name", "pk")


def facts_of(one: Incident) -> Sequence[tuple[str, str]]:
    """What the insurer's form asks for, in its order; a child's name is written on the paper by hand."""
    return (
        ("受付番号", one.public_id),
        ("種類", one.get_kind_display()),
        ("場所", one.place.name),
        ("住所", " ".join(filter(None, (one.place.address, one.place.building)))),
        ("起きた日時", _moment(one.happened_at)),
        ("どこで", one.where),
        ("年代", Stage(one.stage).label if one.stage else ""),
        ("けがの場所", one.body_part),
        ("何が あったか", one.what),
        ("したこと", one.done),
        ("保護者に 知らせた時", _moment(one.guardian_told_at)),
        ("行った病院", one.hospital),
        ("保険", one.insurer),
        ("保険会社に 知らせた日", str(one.insurer_told_on or "")),
        ("くりかえさないために", one.prevention),
        ("書いた時", _moment(one.written_at)),
    )


def _moment(at: datetime | None) -> str:
    return f"{clock.jst(at):%Y-%m-%d %H:%M}" if at else ""
