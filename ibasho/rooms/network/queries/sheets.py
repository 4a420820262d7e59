"""実態把握 of a 年度: who was heard, who not yet and how to reach them, which 課題 how many groups named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from ibasho.base.kernel.nendo import last_day
from ibasho.rooms.network.models import ContactPerson, Sheet, SheetIssue
from ibasho.rooms.network.queries.register import groups
from ibasho.rooms.network.rules import sheet as rules
from ibasho.rooms.network.rules.kinds import Issue
from ibasho.rooms.network.rules.sheet import Part
from ibasho.town.people.models import Organisation

NOT_ASKED = (Organisation.Kind.COUNCIL,)  # it asks with the city


@dataclass(frozen=True, slots=True)
class Unheard:
    """`call`: who is rung up first; None: the group's own number alone."""

    organisation: Organisation
    call: ContactPerson | None

    @property
    def phone(self) -> str:
        return (self.call.phone if self.call else "") or self.organisation.phone


@dataclass(frozen=True, slots=True)
class Named:
    """A 課題 with the groups that named it in the 年度, each once, and their words."""

    issue: Issue
    groups: list[Organisation]
    words: list[str]


@dataclass(frozen=True, slots=True)
class Year:
    nendo: int
    sheets: list[Sheet]
    heard: int
    unheard: list[Unheard]
    issues: list[Named]

    @property
    def asked(self) -> int:
        return self.heard + len(self.unheard)


def year(nendo: int) -> Year:
    """Every sheet; counted of the groups that are to be heard. The issues: what most groups named first."""
    sheets = list(
        Sheet.objects.filter(nendo=nendo).select_related("organisation", "written_by").order_by("-on", "-pk")
    )
    told = {one.organisation_id for one in sheets}
    asked = to_hear(nendo)
    heard = asked.filter(pk__in=told).count()
    waiting = asked.exclude(pk__in=told).order_by("kana", "name", "pk")
    calls = {
        one.organisation_id: one
        for one in ContactPerson.objects.filter(
            organisation__in=waiting, call_first=True, left_on__isnull=True
        )
    }
    return Year(nendo, sheets, heard, [Unheard(one, calls.get(one.pk)) for one in waiting], issues(nendo))


def to_hear(nendo: int) -> QuerySet[Organisation]:
    """Active groups that were there before the 年度 ended."""
    return groups().filter(is_active=True, created_at__date__lte=last_day(nendo)).exclude(kind__in=NOT_ASKED)


def unheard(nendo: int) -> QuerySet[Organisation]:
    """Groups that are to be heard and were not yet."""
    return to_hear(nendo).exclude(pk__in=Sheet.objects.filter(nendo=nendo).values("organisation"))


def issues(nendo: int) -> list[Named]:
    """Of the groups that are to be heard, so that a number is one of those heard."""
    of = to_hear(nendo)
    rows = SheetIssue.objects.filter(sheet__nendo=nendo, sheet__organisation__in=of).select_related(
        "sheet__organisation"
    )
    held: dict[str, list[SheetIssue]] = defaultdict(list)
    for row in rows.order_by("sheet__on", "sheet__pk"):
        held[row.code].append(row)
    found = [_named(one, held.get(one.value, [])) for one in Issue]
    return sorted(found, key=lambda one: -len(one.groups))


def _named(issue: Issue, rows: Iterable[SheetIssue]) -> Named:
    told = list(rows)
    by_key = {one.sheet.organisation_id: one.sheet.organisation for one in told}
    return Named(issue, list(by_key.values()), [one.words for one in told if one.words])


def years() -> list[int]:
    """In which somebody was heard, the newest first."""
    return list(Sheet.objects.order_by("-nendo").values_list("nendo", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class Answered:
    """A part of the sheet with what was answered; "" for what was not asked."""

    part: Part
    answers: list[tuple[str, str]]


def answered(sheet: Sheet) -> list[Answered]:
    return [
        Answered(part, [(one.words, sheet.answers.get(one.code, "")) for one in part.questions])
        for part in rules.parts(sheet.version)
    ]


def find(public_id: str) -> Sheet | None:
    return Sheet.objects.select_related("organisation", "written_by").filter(public_id=public_id).first()
