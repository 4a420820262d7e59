"""Reviews: what stands beside the figures, what waits to be read, what a group wrote itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.base.kernel.facts import Audience, FactTable, Span, open_rows
from ibasho.front.reports.models import Line, Report, Review
from ibasho.front.reports.queries import measured, sources
from ibasho.front.reports.rules import reviews as rules
from ibasho.front.reports.rules.kinds import Party, ReportState, ReviewState
from ibasho.front.reports.rules.reviews import Said
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import ROLES
from ibasho.town.places.models import Place
from ibasho.town.places.queries import published

EVALUATIONS = "voices.evaluations"


def every() -> QuerySet[Review]:
    return Review.objects.select_related("place", "line", "organisation")


def shown(nendo: int, place: Place | None = None) -> list[Review]:
    """What everybody may read of a 年度 (of one `place`: of it alone): read by two people, of no place the public may not
    know of. Children first, then operators, then others; newest first. One statement."""
    known = Q(place=None) | Q(place__in=published.ever_open_to_all())
    rows = every().filter(known, nendo=nendo, state=ReviewState.SHOWN)
    if place is not None:
        rows = rows.filter(place=place)
    order = {party.value: at for at, party in enumerate(Party)}
    return sorted(rows, key=lambda one: order[one.party])


def is_open(review: Review) -> bool:
    """Whether `shown` gives it once it is shown: its place, if any, is one the public may know of."""
    return review.place is None or measured.is_open(review.place)


def find(public_id: str) -> Review:
    """Raises NotFound."""
    row = every().filter(public_id=public_id).first()
    if row is None:
        raise NotFound(
            "reports.review_gone", "この ふりかえりは 見つかりません。一覧から えらびなおしてください。"
        )
    return row


def locked(key: int) -> Review:
    """Raises NotFound where it was dropped meanwhile."""
    row = Review.objects.select_for_update().filter(pk=key).first()
    if row is None:
        raise NotFound(
            "reports.review_gone", "この ふりかえりは もう ありません。一覧を 開きなおしてください。"
        )
    return row


def stands_in_report(review: Review) -> bool:
    """Whether a yearly report that is out was made after it was shown: there it stays, whatever becomes of it here."""
    if review.state != ReviewState.SHOWN or review.judged_at is None:
        return False
    out = Report.objects.filter(nendo=review.nendo, state=ReportState.PUBLISHED)
    return out.filter(published_at__gte=review.judged_at).exists()


def said(review: Review) -> Said:
    return Said(
        party=Party(review.party), nendo=review.nendo, who_words=review.who_words, heads=review.heads,
        good=review.good, hard=review.hard, next=review.next, said_on=review.said_on,
    )  # fmt: skip


def mark(review: Review) -> str:
    """Of everything that is read when it is judged, its place and its line too."""
    about = (review.place_id, review.line_id)
    return rules.mark_of(said(review), *map(str, about))


def own_groups(by: Actor, at: datetime) -> list[Organisation]:
    """Groups for which somebody comes through the groups' door: their own, or the one for which staff type in."""
    day = clock.day(at)
    if by.acting_for is not None:
        typing = people.may(by, Permission.REPORTS_WRITE, day=day)
        allowed = typing and people.may_type_in(by, by.acting_for, day=day)
        return list(Organisation.objects.filter(pk=by.acting_for)) if allowed else []
    held = people.current_memberships(by.person_id, day)
    found = {one.organisation for one in held if Permission.REPORTS_OWN in ROLES[one.role].permissions}
    return sorted(found, key=lambda one: (one.kana, one.name, one.pk))


def own_places(by: Actor, at: datetime) -> QuerySet[Place]:
    """Places a group looks back at: its own, ended ones too."""
    groups = own_groups(by, at)
    return Place.objects.filter(organisation__in=groups, state__in=measured.KNOWN).order_by("name", "pk")


def of_groups(groups: list[Organisation]) -> QuerySet[Review]:
    """What those groups wrote down themselves, whatever became of it."""
    return every().filter(organisation__in=groups)


def lines() -> QuerySet[Line]:
    return Line.objects.order_by("-nendo", "number", "code").only("code", "nendo", "title")


def places() -> QuerySet[Place]:
    """Every place words may be about, ended ones too."""
    return Place.objects.filter(state__in=measured.KNOWN).order_by("name", "pk")


@dataclass(frozen=True, slots=True)
class Desk:
    """A narrowed list: those to be read first, then what is shown, then what is not."""

    waiting: list[Review]
    shown: list[Review]
    held: list[Review]

    @property
    def every(self) -> list[Review]:
        return [*self.waiting, *self.shown, *self.held]


def desk(narrowed: dict[str, Any]) -> Desk:
    """One statement. What waits is oldest first."""
    rows = list(every().filter(**narrowed))
    held = {state: [one for one in rows if one.state == state] for state in ReviewState}
    return Desk(held[ReviewState.DRAFT][::-1], held[ReviewState.SHOWN], held[ReviewState.HELD])


def evaluations(nendo: int, today: date, reader: Audience) -> FactTable | None:
    """What children said in hearings that evaluate (voices); None where nothing may be shown or nothing was asked."""
    if not sources.offers(EVALUATIONS, "TABLES") or nendo > years.nendo(today):
        return None
    found = sources.table(EVALUATIONS, Span.of(nendo, today))
    rows = open_rows(found.rows, reader)
    return replace(found, rows=rows) if rows and found.open_to(reader) else None
