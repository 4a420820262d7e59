"""What was published of a hearing: the only numbers a public page or picture may take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet, Value, Window
from django.db.models.functions import Lead

from ibasho.base.kernel.disclosure.tables import Shown, from_json
from ibasho.rooms.voices.models import Hearing, Release
from ibasho.rooms.voices.queries.tables import HEADS


def released(hearing: Hearing) -> QuerySet[Release]:
    """The oldest first."""
    return Release.objects.filter(hearing=hearing, state=Release.State.RELEASED).order_by("pk")


def latest(hearing: Hearing) -> Release | None:
    return released(hearing).last()


def people_before(hearing: Hearing) -> int | None:
    """How many stand in the tables published last; None where only a running picture, or nothing, is out."""
    last = latest(hearing)
    return last.people if last and last.kind == Release.Kind.TABLES else None


def newest_id(hearing: Hearing) -> int:
    """0: nothing is out."""
    return released(hearing).values_list("pk", flat=True).last() or 0


def asked(hearing: Hearing) -> Release | None:
    """The one that waits for a second person."""
    waiting = Release.objects.filter(hearing=hearing, state=Release.State.ASKED)
    return waiting.select_related("hearing", "asked_by").first()


def of_desk(hearing: Hearing) -> QuerySet[Release]:
    """Everything ever made ready, the newest first."""
    rows = Release.objects.filter(hearing=hearing).select_related("asked_by", "settled_by")
    return rows.order_by("-pk")


def find(hearing: Hearing, public_id: str) -> Release | None:
    rows = Release.objects.filter(hearing=hearing, public_id=public_id)
    return rows.select_related("hearing", "asked_by", "settled_by").first()


def shown_of(release: Release) -> list[Shown]:
    return from_json(release.body["tables"])


@dataclass(frozen=True, slots=True)
class Standing:
    """A table as it stands on the public page, and the release it is of."""

    table: Shown
    release: Release


def shown(hearing: Hearing) -> dict[str, Standing]:
    """{table name: …}: of each table the newest release that says most. What was public once is public; where too few
    people came since, the new release hides the number and the old one stands, with its day."""
    return shown_of_all([hearing]).get(hearing.pk, {})


def shown_of_all(hearings: Iterable[Hearing]) -> dict[int, dict[str, Standing]]:
    """`shown` by hearing, in one statement; those of which nothing is out are not in it."""
    found: dict[int, dict[str, Standing]] = {}
    for release in telling(hearings):
        tables = found.setdefault(release.hearing_id, {})
        for table in shown_of(release):
            before = tables.get(table.name)
            if before is None or _says(table) >= _says(before.table):
                tables[table.name] = Standing(table, release)
    return found


def telling(hearings: Iterable[Hearing]) -> QuerySet[Release]:
    """What is out, the oldest first, without running pictures that the next one replaced: it hides nothing they showed
    (actions.releases.live), and a vote that runs for weeks has hundreds."""
    rows = Release.objects.filter(hearing__in=hearings, state=Release.State.RELEASED)
    follows = Window(Lead("kind", default=Value("")), partition_by=F("hearing"), order_by=F("pk").asc())
    live = Release.Kind.LIVE
    return rows.annotate(follows=follows).exclude(kind=live, follows=live).order_by("pk")


def heads(hearing: Hearing) -> Standing | None:
    """Who was heard, by who and (unless only a running picture is out) district."""
    return shown(hearing).get(HEADS)


def _says(table: Shown) -> int:
    """How many lines of its picture are known: the counts of a table of one dim, the margins of one of two."""
    lines = table.rows or tuple(row[0] for row in table.counts)
    return sum(number is not None for number in lines) + (table.total is not None)
