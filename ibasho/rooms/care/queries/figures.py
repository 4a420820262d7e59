"""Consultations as they may be seen outside the centre: what was released, and what the city had published. Nothing here
gives a raw count but `protected`, for the centre's lead before a release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from ibasho.base.kernel.disclosure.disclosure import Shown, Table, from_json, protect
from ibasho.rooms.care.models import PublishedYear, YearRelease
from ibasho.rooms.care.queries import consultations
from ibasho.rooms.care.rules import consultation_tables as tables
from ibasho.rooms.care.rules.kinds import SMALL


@dataclass(frozen=True, slots=True)
class Released:
    """The newest release of a 年度; `tables` by name."""

    release: YearRelease
    tables: dict[str, Shown]

    @property
    def total(self) -> int | None:
        """延べ."""
        return self.tables[tables.QUARTERS].total

    @property
    def firsts(self) -> int | None:
        """実; None where it is hidden or was not counted."""
        table = self.tables.get(tables.FIRSTS)
        return None if table is None else table.total


def protected(nendo: int, through: date) -> tuple[list[Table], list[Shown]]:
    """The raw tables and what would go out now, beside everything that is out."""
    raw = tables.raw(consultations.year(nendo), through)
    return raw, protect(raw, earlier(nendo), SMALL)


def earlier(nendo: int) -> list[Sequence[Shown]]:
    return [from_json(one.body["tables"]) for one in releases(nendo)]


def releases(nendo: int) -> QuerySet[YearRelease]:
    """The oldest first."""
    return YearRelease.objects.filter(nendo=nendo).select_related("released_by").order_by("through")


def latest_month(nendo: int) -> date | None:
    return releases(nendo).values_list("through", flat=True).last()


def released(nendo: int) -> Released | None:
    last = releases(nendo).last()
    return None if last is None else Released(last, {one.name: one for one in from_json(last.body["tables"])})


def published(nendo: int) -> PublishedYear | None:
    return PublishedYear.objects.filter(nendo=nendo).prefetch_related("shares").first()


def published_years() -> QuerySet[PublishedYear]:
    return PublishedYear.objects.prefetch_related("shares").order_by("-nendo")


def nendos() -> list[int]:
    """Of which anything may be shown outside the centre, the newest first."""
    out = set(YearRelease.objects.values_list("nendo", flat=True))
    return sorted(out | set(PublishedYear.objects.values_list("nendo", flat=True)), reverse=True)
