"""A week on the adviser's board: what is still to be found with what the plan proposes, and what is decided."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.actions.ask_letters import reachable
from ibasho.rooms.familysupport.models import Ask, Centre, Child, Member, Plan, Proposal, Ruling, Visit
from ibasho.rooms.familysupport.queries import board, meetings, plans
from ibasho.rooms.familysupport.rules import ages
from ibasho.rooms.familysupport.rules.kinds import AskAnswer, Content, Skill, Verdict, VisitState, Where
from ibasho.rooms.familysupport.rules.shortage import Cell, Line, cells, lines, span
from ibasho.town.areas import queries as areas


@dataclass(frozen=True, slots=True)
class Told:
    """A visit in words for the adviser."""

    content: str
    where: str
    children: str
    district: str
    needs: Sequence[str]


@dataclass(frozen=True, slots=True)
class Card:
    """One visit. `is_new`: it came after the plan. `to_ring`: who was decided about and has no mail."""

    visit: Visit
    told: Told
    member: Member | None = None
    reasons: Sequence[str] = ()
    is_new: bool = False
    is_pinned: bool = False
    yes: int = 0
    waiting: int = 0
    meeting_due: bool = False
    to_ring: Sequence[Member] = ()

    @property
    def is_open(self) -> bool:
        return self.visit.state == VisitState.OPEN


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    cards: Sequence[Card]


@dataclass(frozen=True, slots=True)
class WeekBoard:
    """`ready`: open visits for which the plan has somebody."""

    monday: date
    today: date
    plan: Plan | None
    days: Sequence[Day]
    cells: Sequence[Cell]
    lines: Sequence[Line]
    halves: tuple[int, int]

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def before(self) -> date:
        return self.monday - timedelta(days=7)

    @property
    def after(self) -> date:
        return self.monday + timedelta(days=7)

    @property
    def cards(self) -> list[Card]:
        return [card for one in self.days for card in one.cards]

    @property
    def width(self) -> int:
        return self.halves[1] - self.halves[0]

    @property
    def hours(self) -> tuple[str, str]:
        return tuple(f"{half // 2}:{half % 2 * 30:02}" for half in self.halves)  # type: ignore[return-value]

    @property
    def open(self) -> int:
        return sum(one.is_open for one in self.cards)

    @property
    def ready(self) -> int:
        return sum(one.is_open and one.member is not None for one in self.cards)

    @property
    def decided(self) -> int:
        return sum(not one.is_open for one in self.cards)

    @property
    def is_best(self) -> bool:
        """No plan can serve more."""
        facts = self.plan.facts if self.plan else {}
        return bool(facts) and facts["served"] == facts["served_bound"]


def week(centre: Centre, some_day: date, at: datetime) -> WeekBoard:
    """The week in which `some_day` lies, in a constant number of statements."""
    monday = some_day - timedelta(days=some_day.weekday())
    visits, plan = board.week_visits(centre, monday, at), plans.newest(centre, monday)
    cards = _cards(visits, plan, monday)
    found = plan.facts.get("short", []) if plan else []
    days = [
        Day(day, [one for one in cards if one.visit.day == day])
        for day in (monday + timedelta(days=ahead) for ahead in range(7))
    ]
    return WeekBoard(monday, clock.day(at), plan, days, cells(found), lines(found), span(found))


def told(visit: Visit, children: Sequence[Child], districts: dict[str, str]) -> Told:
    """Ages, not names: who is looked at stands on the visit's own page."""
    row = visit.request
    years = "、".join(ages.age_words(one.born_on, visit.day) for one in children)
    needs = {*row.needs, *(need for one in children for need in one.needs)}
    words = [one.label for one in Skill if one.value in needs]
    return Told(
        Content(row.content).label, Where(row.where).label, f"{years}（{len(children)}人）",
        districts.get(row.member.district_code, ""), [*words, *(["車"] if row.needs_car else [])],
    )  # fmt: skip


def district_names(codes: set[str], day: date) -> dict[str, str]:
    if not codes - {""}:
        return {}
    return dict(areas.districts(day).filter(code__in=codes).values_list("code", "name"))


def _cards(visits: Sequence[Visit], plan: Plan | None, monday: date) -> list[Card]:
    keys = [one.pk for one in visits]
    children = meetings.children_of({one.request_id for one in visits})
    names = district_names({one.request.member.district_code for one in visits}, monday)
    proposals = _proposals(plan)
    asked = _asked(keys)
    pinned = set(
        Ruling.objects.filter(visit__in=keys, verdict=Verdict.PIN).values_list("visit_id", "member_id")
    )
    due = meetings.missing(visits)
    return [
        _card(
            one, told(one, children.get(one.request_id, ()), names), proposals.get(one.pk), plan, pinned,
            asked[one.pk], one.pk in due,
        )
        for one in visits
    ]  # fmt: skip


def _card(
    visit: Visit, words: Told, proposal: Proposal | None, plan: Plan | None, pinned: set[tuple[int, int]],
    asked: Counter[str], due: bool,
) -> Card:  # fmt: skip
    if visit.state != VisitState.OPEN:
        sides = [
            one for one in (visit.request.member, visit.provider) if one is not None and not reachable(one)
        ]
        return Card(visit, words, visit.provider, meeting_due=due, to_ring=sides)
    member = proposal.member if proposal else None
    return Card(
        visit, words, member, proposal.reasons if proposal else (), is_new=plan is not None and proposal is None,
        is_pinned=member is not None and (visit.pk, member.pk) in pinned, yes=asked[AskAnswer.YES.value],
        waiting=asked[AskAnswer.WAITING.value],
    )  # fmt: skip


def _proposals(plan: Plan | None) -> dict[int, Proposal]:
    if plan is None:
        return {}
    return {one.visit_id: one for one in plan.proposals.select_related("member")}


def _asked(keys: Sequence[int]) -> defaultdict[int, Counter[str]]:
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for visit, answer in Ask.objects.filter(visit__in=keys).values_list("visit_id", "answer"):
        found[visit][answer] += 1
    return found
