"""One member's own page: what they are asked, what they have agreed to, their hours and days off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.familysupport.models import Ask, Availability, Away, Child, Member, Provider, Visit
from ibasho.rooms.familysupport.queries import asks
from ibasho.rooms.familysupport.queries import centre as centres
from ibasho.rooms.familysupport.queries.asks import Told
from ibasho.rooms.familysupport.queries.called import called_with_honour, is_hidden
from ibasho.rooms.familysupport.rules import ages, hours
from ibasho.rooms.familysupport.rules.hours import Picture, Stretch
from ibasho.rooms.familysupport.rules.kinds import AskAnswer, Content, Sex, VisitState, Where

BEHIND = timedelta(hours=12)  # an activity stays on the page so long after its end


@dataclass(frozen=True, slots=True)
class Card:
    """One visit the member is asked for."""

    ask: Ask
    told: Told

    @property
    def why(self) -> list[str]:
        return asks.why(self.ask, self.told)


@dataclass(frozen=True, slots=True)
class AskCards:
    """`open` wait for an answer; `said` were answered, are not decided, and may be answered anew. `together`: the first
    ask and the number of those that were asked at once, for one tap for all of them."""

    open: Sequence[Card]
    said: Sequence[Card]
    together: Sequence[tuple[Ask, int]]


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a provider has promised, with what they need to know now that it is decided. `name` with さん. Of who is
    protected the centre tells name, telephone, address, school and the ends of the way. `insured`: a policy of the centre holds on that day."""

    visit: Visit
    content: str
    where: str
    children: Sequence[tuple[Child, str]]  # with their ages
    needs: Sequence[str]
    name: str
    phone: str
    address: str
    protected: bool
    insured: bool


@dataclass(frozen=True, slots=True)
class Hour:
    """One stretch in words."""

    row: Availability
    contents: Sequence[str]
    sex: str


@dataclass(frozen=True, slots=True)
class Hours:
    picture: Picture
    days: Sequence[tuple[str, Sequence[Hour]]]
    away: Sequence[Away]
    empty: bool

    @property
    def wished(self) -> bool:
        return any(bar.wished for line in self.picture.lines for bar in line.bars)


def cards(member: Member, at: datetime) -> AskCards:
    """Asks for visits that are still open and ahead, the nearest first."""
    rows = asks.standing().filter(member=member, visit__state=VisitState.OPEN, visit__starts_at__gt=at)
    rows = rows.exclude(answer=AskAnswer.SETTLED).select_related("visit__request__member")
    rows = rows.prefetch_related("visit__request__children").order_by("visit__starts_at", "pk")
    made = [Card(one, asks.told(one.visit, clock.day(at))) for one in rows]
    waiting = [one for one in made if one.ask.answer == AskAnswer.WAITING]
    batches: dict[str, list[Ask]] = {}
    for one in waiting:
        batches.setdefault(one.ask.batch, []).append(one.ask)
    together = [(found[0], len(found)) for found in batches.values() if len(found) > 1]
    return AskCards(waiting, [one for one in made if one.ask.answer != AskAnswer.WAITING], together)


def own_ask(member: Member, key: int) -> Ask:
    """Raises NotFound for what was not asked of them."""
    found = member.asked_for.select_related("visit__request__member", "member").filter(pk=key).first()
    if found is None:
        raise NotFound(
            "familysupport.ask_not_yours", "見つかりません。あなたの ページから えらんでください。"
        )
    return found


def agreed(member: Member, at: datetime) -> list[Agreed]:
    """What the centre has decided for this provider and that is not long over."""
    rows = Visit.objects.filter(provider=member, state=VisitState.AGREED, ends_at__gt=at - BEHIND)
    rows = rows.select_related("request__member__centre").prefetch_related("request__children")
    return [_agreed(visit, at) for visit in rows.order_by("starts_at", "pk")]


def _agreed(visit: Visit, at: datetime) -> Agreed:
    row, family = visit.request, visit.request.member
    today = clock.day(at)
    protected = is_hidden(family, today)
    return Agreed(
        visit, Content(row.content).label, Where(row.where).label,
        [(one, ages.age_words(one.born_on, visit.day)) for one in row.children.all()], asks.told(visit).needs,
        called_with_honour(family, today), "" if protected else family.phone, "" if protected else family.address, protected,
        centres.policy_on(family.centre, visit.day) is not None,
    )  # fmt: skip


def profile(member: Member) -> Provider | None:
    return Provider.objects.filter(member=member).first()


def week(member: Member, at: datetime) -> Hours:
    """The weekly hours as picture and table, and the days off still to come."""
    found = profile(member)
    rows = list(found.hours.all()) if found else []
    stretches = [Stretch(one.weekday, one.starts, one.ends, tuple(one.contents), one.sex) for one in rows]
    picture = hours.picture(stretches)
    days = [(line.name, [_hour(rows[place]) for place in line.stretches]) for line in picture.lines]
    away = list(found.away.filter(until_on__gte=clock.day(at)).order_by("from_on", "pk")) if found else []
    return Hours(picture, days, away, not rows)


def _hour(row: Availability) -> Hour:
    sex = Sex(row.sex).label if row.sex else ""
    return Hour(row, [Content(code).label for code in row.contents], sex)
