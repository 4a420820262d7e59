"""Who was asked for what, and what each has answered: for the adviser alone, and for each provider their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from ibasho.base.kernel import clock, nendo
from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.familysupport.models import Ask, Member, Ruling, Visit
from ibasho.rooms.familysupport.queries.called import is_hidden
from ibasho.rooms.familysupport.rules import ages, ranking
from ibasho.rooms.familysupport.rules import asking as rules
from ibasho.rooms.familysupport.rules.kinds import (
    AskAnswer,
    Content,
    MemberState,
    Skill,
    Verdict,
    VisitState,
    Where,
)
from ibasho.town.areas.queries import ground as areas

OPEN_ANSWERS = (AskAnswer.WAITING.value, AskAnswer.YES.value)
VISITS_MAX = rules.VISITS_MAX - 1
KEPT_YEARS = 1  # an ask goes a year after the 年度 of its visit


@dataclass(frozen=True, slots=True)
class Told:
    """What a provider reads before it is decided: no name, no address, no school. `district`: `虹橋 小学校区` or "".
    `hidden`: the family is protected."""

    content: str
    where: str
    children: str
    district: str
    needs: Sequence[str]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One visit that is still open, and everybody who was asked, as the adviser sees it."""

    visit: Visit
    yes: Sequence[Ask]
    waiting: Sequence[Ask]
    no: Sequence[Ask]

    @property
    def rows(self) -> list[tuple[Ask, bool]]:
        """Everybody, with whether a mail reaches them."""
        return [(one, wants(one.member)) for one in (*self.yes, *self.waiting, *self.no)]

    @property
    def nobody_left(self) -> bool:
        """Everybody who was asked has refused: somebody else is needed."""
        return not self.yes and not self.waiting


def standing() -> QuerySet[Ask]:
    """All asks but those of a provider whom the adviser has ruled out for the visit since, or who cannot come after all."""
    ruled = Ruling.objects.filter(visit=OuterRef("visit"), member=OuterRef("member"), verdict=Verdict.FORBID)
    return Ask.objects.filter(~Exists(ruled))


def told(visit: Visit, today: date | None = None) -> Told:
    """Of who is protected, `today` or on its day, not even the district is said."""
    row, day = visit.request, visit.day
    family = row.member
    hidden = is_hidden(family, day) or (today is not None and is_hidden(family, today))
    children = list(row.children.all())
    years = "、".join(ages.age_words(one.born_on, day) for one in children)
    needs = {*row.needs, *(need for one in children for need in one.needs)}
    words = [Skill(code).label for code in Skill if code in needs]
    return Told(
        Content(row.content).label, Where(row.where).label, f"{years}（{len(children)}人）",
        "" if hidden else district_words(family.district_code, day), [*words, *(["車"] if row.needs_car else [])],
        hidden,
    )  # fmt: skip


def why(ask: Ask, told: Told) -> list[str]:
    """Why this provider is asked, as they read it; an ask from before the protection says no more than one of now."""
    return ranking.nowhere(ask.reasons) if told.hidden else list(ask.reasons)


def district_words(code: str, day: date) -> str:
    found = areas.district(code, day) if code else None
    return f"{found.name} 小学校区" if found else ""


def wants(member: Member) -> bool:
    """Whether an ask reaches this provider by mail; whoever is left is rung up."""
    profile = getattr(member, "provider", None)
    return reachable(member) and (profile is None or profile.wants_asks)


def reachable(member: Member) -> bool:
    """Whether mail reaches this member at all."""
    return bool(member.email or member.person_id)


def own_visit(public_id: str) -> Visit:
    """For who has shown that they advise. Raises NotFound for an unknown one."""
    rows = Visit.objects.select_related("request__member__centre", "provider")
    found = rows.prefetch_related("request__children").filter(public_id=public_id).first()
    if found is None:
        raise NotFound("familysupport.visit_unknown", "この回は ありません。一覧から えらんでください。")
    return found


def also_open(visit: Visit, at: datetime) -> list[Visit]:
    """The other visits of the same request that are still looked for."""
    rows = Visit.objects.filter(request=visit.request_id, state=VisitState.OPEN, starts_at__gt=at)
    return list(rows.exclude(pk=visit.pk).order_by("starts_at", "pk")[:VISITS_MAX])


def one(key: int) -> Ask:
    """For who has shown that they advise."""
    found = Ask.objects.select_related("visit__request__member", "member").filter(pk=key).first()
    if found is None:
        raise NotFound("familysupport.ask_unknown", "この おねがいは ありません。一覧から えらんでください。")
    return found


def of(visits: Iterable[Visit]) -> dict[int, list[Ask]]:
    """By the visit's key: everybody who was asked, those who can first, in one statement."""
    order = {code.value: place for place, code in enumerate((AskAnswer.YES, AskAnswer.WAITING, AskAnswer.NO))}
    found: dict[int, list[Ask]] = {}
    rows = Ask.objects.filter(visit__in=[visit.pk for visit in visits]).select_related("member__provider")
    for row in sorted(
        rows, key=lambda row: (order.get(row.answer, len(order)), row.answered_at or row.sent_at)
    ):
        found.setdefault(row.visit_id, []).append(row)
    return found


def open_visits(at: datetime) -> list[Asked]:
    """Open visits for which somebody was asked: those with a yes first, then where nobody is left, then by day."""
    asks = standing().select_related("member__provider").order_by("answered_at", "sent_at", "pk")
    rows = Visit.objects.filter(state=VisitState.OPEN, starts_at__gt=at, asks__isnull=False).distinct()
    rows = rows.select_related("request__member").prefetch_related(
        Prefetch("asks", queryset=asks, to_attr="all_asks"), "request__children"
    )
    found = [asked(visit, visit.all_asks) for visit in rows.order_by("starts_at", "pk")]
    return sorted(found, key=lambda each: (not each.yes, not each.nobody_left))


def asked(visit: Visit, rows: Iterable[Ask]) -> Asked:
    by: dict[str, list[Ask]] = {}
    for row in rows:
        by.setdefault(row.answer, []).append(row)
    return Asked(
        visit, *(by.get(code.value, []) for code in (AskAnswer.YES, AskAnswer.WAITING, AskAnswer.NO))
    )


def unanswered(at: datetime) -> QuerySet[Ask]:
    """Asks of members for open visits ahead of us to which nothing was said, and that were not asked again."""
    rows = standing().filter(
        answer=AskAnswer.WAITING, reminded_at__isnull=True, visit__state=VisitState.OPEN, visit__starts_at__gt=at,
        member__state=MemberState.ACTIVE,
    )  # fmt: skip
    return rows.select_related("visit", "member").order_by("visit__starts_at", "pk")


def ended(at: datetime) -> list[int]:
    """Keys of visits that ended without a decision while somebody still waits to hear of it."""
    over = Q(visit__state__in=[VisitState.CANCELLED, VisitState.UNMET])
    begun = Q(visit__state=VisitState.OPEN, visit__starts_at__lte=at)
    rows = Ask.objects.filter(over | begun, answer__in=OPEN_ANSWERS)
    return list(rows.values_list("visit_id", flat=True).distinct())


def forgettable(at: datetime) -> QuerySet[Ask]:
    """Asks of visits whose 年度 ended so long ago that nobody needs to know any more who was asked."""
    first = nendo.first_day(nendo.nendo(clock.day(at)) - KEPT_YEARS)
    return Ask.objects.filter(visit__day__lt=first)
