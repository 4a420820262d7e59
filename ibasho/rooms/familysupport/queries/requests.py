"""Requests and their visits, for the family's page and the adviser's list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, Count, Exists, IntegerField, Min, OuterRef, Prefetch, Q, QuerySet, When

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Via
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.familysupport.models import Child, Member, Policy, Request, Visit
from ibasho.rooms.familysupport.queries.nearby import Instead, instead
from ibasho.rooms.familysupport.rules import calling_off, series
from ibasho.rooms.familysupport.rules.calling_off import OFF, is_slip, kind_now
from ibasho.rooms.familysupport.rules.kinds import CancelKind, RequestState, UnmetEnd, VisitState
from ibasho.rooms.familysupport.rules.members import ENDED
from ibasho.town.people import policies as people

SHOWN_MAX, USUAL_MAX = 30, 3
NEAR_SHOWN_MAX = (
    2  # answers with places stand under this many visits at most: each is a look at the whole city
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """One visit as its family sees it. `provider` is there only once the centre has decided; `hidden`: the name of who is
    protected is told by telephone. `near`: where else to go. `insured`: a policy of the centre holds on that day. `ends`: what
    may be said of how it ended where nobody was found, `ended` what was said."""

    visit: Visit
    label: str
    tone: str
    provider: Member | None
    hidden: bool
    may_cancel: bool
    may_take_back: bool
    cancel_kind: CancelKind
    near: Instead | None
    insured: bool
    ends: tuple[UnmetEnd, ...] = ()
    ended: str = ""


_TONES = {
    VisitState.OPEN.value: "info", VisitState.AGREED.value: "good", VisitState.DONE.value: "quiet",
    VisitState.UNMET.value: "warn", VisitState.CANCELLED.value: "quiet",
}  # fmt: skip


def find(public_id: str) -> Request | None:
    rows = Request.objects.select_related("member__centre", "member__person", "wished", "asked_by")
    return rows.prefetch_related("children").filter(public_id=public_id).first()


def own(member: Member, public_id: str) -> Request | None:
    found = find(public_id)
    return found if found is not None and found.member_id == member.pk else None


def find_visit(public_id: str) -> Visit | None:
    rows = Visit.objects.select_related("request__member__centre", "request__member__person", "provider")
    return rows.prefetch_related("request__children").filter(public_id=public_id).first()


def own_visit(member: Member, public_id: str) -> Visit | None:
    found = find_visit(public_id)
    return found if found is not None and found.request.member_id == member.pk else None


def own_child(member: Member, public_id: str) -> Child | None:
    return Child.objects.filter(member=member, public_id=public_id).first()


def find_child(public_id: str) -> Child | None:
    return Child.objects.select_related("member__centre").filter(public_id=public_id).first()


def of_member(member: Member, at: datetime) -> list[Request]:
    """Newest asked last days first: what is ahead, and what ended in the last weeks, with its visits."""
    since = clock.day(at).toordinal() - 42
    rows = Request.objects.filter(member=member, until_on__gte=date.fromordinal(since))
    visits = Visit.objects.select_related("provider").order_by("starts_at", "pk")
    return list(
        rows.prefetch_related("children", Prefetch("visits", visits)).order_by("-asked_at", "-pk")[:SHOWN_MAX]
    )


def usual(member: Member) -> list[Request]:
    """What this family asked before, each kind and hour once, newest first: one press instead of a form."""
    found: dict[tuple[object, ...], Request] = {}
    rows = Request.objects.filter(member=member).prefetch_related("children").order_by("-asked_at", "-pk")
    for row in rows[:SHOWN_MAX]:
        found.setdefault((row.content, row.starts, row.ends), row)
    return list(found.values())[:USUAL_MAX]


def occasions(visits: Iterable[Visit], at: datetime) -> list[Occasion]:
    """In the order given. Places near by stand under the first visits nobody was found for that are not long over."""
    rows, near_left = list(visits), NEAR_SHOWN_MAX
    named = nameable([one.provider for one in rows if one.provider is not None], day=clock.day(at))
    insured = _insured(rows)
    own = called_off_by_link([one for one in rows if is_slip(one.cancelled_at, at)])
    found = []
    for one in rows:
        near = None
        if one.state == VisitState.UNMET and near_left and clock.day(one.starts_at) >= clock.day(at):
            near, near_left = instead(one, at), near_left - 1
        found.append(_occasion(one, at, near, named, insured, own))
    return found


def _insured(visits: Sequence[Visit]) -> set[date]:
    """Of the days of these visits (of one family), those on which a policy of its centre holds."""
    days = {one.day for one in visits if one.state == VisitState.AGREED}
    if not days:
        return set()
    member = Member.objects.filter(requests__visits=visits[0])
    spans = Policy.objects.filter(centre__in=member.values("centre")).values_list("valid_from", "valid_until")
    return {day for day in days if any(first <= day <= last for first, last in spans)}


def nameable(members: Iterable[Member], *, day: date) -> set[int]:
    """Of these, the keys of those whose name may stand on other people's pages and in files (DV・支援措置)."""
    keys = {one.pk for one in members}
    if not keys:
        return set()
    rows = people.without_protected(Member.objects.filter(pk__in=keys), "person", day=day)
    return set(rows.values_list("pk", flat=True))


def withdrawn(row: Request, at: datetime) -> list[Visit]:
    """Of a request that was withdrawn, the visits ahead that were called off with it."""
    ahead = list(row.visits.filter(state=VisitState.CANCELLED, starts_at__gt=at).order_by("pk"))
    last = max((one.cancelled_at for one in ahead if one.cancelled_at), default=None)
    return [one for one in ahead if one.cancelled_at == last]


def may_restore(row: Request, at: datetime) -> bool:
    """Whether its family may take the withdrawal back by its link."""
    if row.state != RequestState.WITHDRAWN:
        return False
    rows = withdrawn(row, at)
    own = called_off_by_link(rows)
    return bool(rows) and all(not_back(one, own, at) is None for one in rows)


def not_back(visit: Visit, own: set[int], at: datetime) -> Conflict | None:
    """Why the family does not take this back by its link. `own`: as `called_off_by_link` gives them."""
    owed = visit.provider_id is not None or visit.cancel_yen > 0
    return calling_off.not_back(visit.cancel_kind, visit.cancelled_at, at, own=visit.pk in own, owed=owed)


def called_off_by_link(visits: Iterable[Visit]) -> set[int]:
    """Of these, the keys of those that the family itself called off last: the journal says so."""
    keys = [str(one.pk) for one in visits]
    if not keys:
        return set()
    rows = Entry.objects.filter(
        noun="familysupport.Visit", object_id__in=keys, verb="familysupport.visit.cancel"
    )
    told = {
        int(key): (via, who)
        for key, via, who in rows.order_by("pk").values_list("object_id", "via", "person_id")
    }
    return {key for key, last in told.items() if last == (Via.LINK.value, None)}


def begun_open(at: datetime) -> list[int]:
    """Keys of open visits whose time has come."""
    rows = Visit.objects.filter(state=VisitState.OPEN, starts_at__lte=at).order_by("starts_at", "pk")
    return list(rows.values_list("pk", flat=True))


def left_behind(at: datetime) -> list[Request]:
    """Open requests of who is a member no more, with something ahead."""
    ahead = Visit.objects.filter(state__in=OFF, starts_at__gt=at).values("request")
    rows = Request.objects.filter(state=RequestState.OPEN, member__state__in=ENDED, pk__in=ahead)
    return list(rows.order_by("pk"))


def helperless(at: datetime) -> list[Visit]:
    """Agreed visits ahead whose provider is a member no more."""
    rows = Visit.objects.filter(state=VisitState.AGREED, starts_at__gt=at, provider__state__in=ENDED)
    return list(rows.order_by("pk"))


def days_words(request: Request) -> str:
    """`毎週 月・水 11月25日～12月23日`, or nothing for a single day (which its visit says)."""
    if not request.weekdays:
        return ""
    first, last = request.from_on, request.until_on
    return f"毎週 {series.words(request.weekdays)} {first.month}月{first.day}日～{last.month}月{last.day}日"


def listed(
    *, state: str = "", content: str = "", text: str = "", first: date | None = None, last: date | None = None
) -> QuerySet[Request]:
    """For the adviser: the nearest visit that is ahead first. `state`: a VisitState the request has, or "" for those
    that are not over. `text`: in the member's name or reading."""
    visits = Visit.objects.filter(request=OuterRef("pk"))
    rows = Request.objects.select_related("member")
    rows = rows.filter(Exists(visits.filter(state=state))) if state else rows.filter(state=RequestState.OPEN)
    if first or last:
        span = visits.filter(day__gte=first) if first else visits
        rows = rows.filter(Exists(span.filter(day__lte=last) if last else span))
    if content:
        rows = rows.filter(content=content)
    if text.strip():
        rows = rows.filter(Q(member__name__icontains=text.strip()) | Q(member__kana__icontains=text.strip()))
    return _counted(rows)


def _counted(rows: QuerySet[Request]) -> QuerySet[Request]:
    def number(state: VisitState) -> Count:
        return Count("visits", filter=Q(visits__state=state), distinct=True)

    ahead = Min("visits__starts_at", filter=Q(visits__state__in=OFF))
    none_last = Case(When(next_at__isnull=True, then=1), default=0, output_field=IntegerField())
    return rows.annotate(
        next_at=ahead, open_count=number(VisitState.OPEN), agreed_count=number(VisitState.AGREED),
        unmet_count=number(VisitState.UNMET), visits_count=Count("visits", distinct=True),
    ).order_by(none_last, "next_at", "-asked_at", "pk")  # fmt: skip


def _occasion(
    one: Visit, at: datetime, near: Instead | None, named: set[int], insured: set[date], own: set[int]
) -> Occasion:
    ahead = one.starts_at > at
    known = one.state in (VisitState.AGREED, VisitState.DONE)
    slip = one.state == VisitState.CANCELLED and is_slip(one.cancelled_at, at)
    return Occasion(
        visit=one, label=VisitState(one.state).label, tone=_TONES[one.state],
        provider=one.provider if known else None,
        hidden=one.provider_id is not None and one.provider_id not in named, may_cancel=one.state in OFF and ahead,
        may_take_back=ahead and (one.state == VisitState.UNMET or slip and not_back(one, own, at) is None),
        cancel_kind=kind_now(one.starts_at, at), near=near, insured=one.day in insured,
        ends=tuple(UnmetEnd) if one.state == VisitState.UNMET else (),
        ended=UnmetEnd(one.unmet_end).label if one.unmet_end else "",
    )  # fmt: skip
