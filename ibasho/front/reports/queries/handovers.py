"""A hand-over as the reader may see it: what waits, what stands in the giver's name, lines and to-dos, deputies, roles.

A giver's waiting lists are theirs alone: others see a number for each room, and of the sealed rooms (the こども家庭センター,
what was told to it, protection) not even that.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.base.ui.waiting import Waiting
from ibasho.front.reports import policies
from ibasho.front.reports.models import Deputy, Handover, HandoverItem, Line, Report, Todo
from ibasho.front.reports.queries import rooms_waiting, waiting
from ibasho.front.reports.queries.rooms_waiting import Room
from ibasho.front.reports.rules.handing import Standing, standing
from ibasho.front.reports.rules.kinds import LineState, ReportState
from ibasho.rooms.openhouse.models import Step
from ibasho.rooms.openhouse.queries import turn_of_year as openhouse
from ibasho.town.payouts.queries import runs
from ibasho.town.people import policies as people
from ibasho.town.people.models import Membership, Organisation, Person
from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import ROLES, Role

OWN = Room(_("計画と ふりかえり"), waiting.waiting_for)


@dataclass(frozen=True, slots=True)
class Waits:
    """One room's work. `lines` are the giver's own view of it, empty for anybody else."""

    room: str
    count: int
    lines: tuple[Waiting, ...] = ()


@dataclass(frozen=True, slots=True)
class InName:
    """Something on its way that the giver began or confirmed."""

    label: str
    count: int
    page: str


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything a hand-over shows. `is_own`: the giver reads it."""

    row: Handover
    standing: Standing
    is_own: bool
    waits: tuple[Waits, ...]
    in_name: tuple[InName, ...]
    items: tuple[HandoverItem, ...]
    lines: tuple[Line, ...]
    todos: tuple[Todo, ...]
    deputies: tuple[Deputy, ...]
    decided: tuple[Step, ...]
    roles: tuple[tuple[Membership, Role], ...]


def _all() -> QuerySet[Handover]:
    return Handover.objects.select_related("giver", "taker", "organisation")


def seen_by(by: Actor, at: datetime) -> QuerySet[Handover]:
    """One's own, given or taken, while one works at the desk; for who writes April, everybody's. The newest 年度 first, open
    ones before."""
    rows = _all().order_by("-nendo", "taken_at", "-made_at", "-pk")
    if not policies.may(by, Permission.REPORTS_READ, at=at):
        return rows.none()
    if policies.may(by, Permission.REPORTS_WRITE, at=at):
        return rows
    return rows.filter(Q(giver=by.person_id) | Q(taker=by.person_id, handed_at__isnull=False))


def find(public_id: str, by: Actor, at: datetime) -> Handover:
    """Raises NotFound for a stranger's."""
    row = seen_by(by, at).filter(public_id=public_id).first()
    if row is None:
        raise NotFound(
            "reports.handover_gone", "この 引き継ぎは 見つかりません。一覧から えらびなおしてください。"
        )
    return row


def locked(key: int) -> Handover:
    """Raises NotFound where it was dropped meanwhile."""
    row = Handover.objects.select_for_update().filter(pk=key).first()
    if row is None:
        raise NotFound(
            "reports.handover_gone", "この 引き継ぎは もう ありません。一覧を 開きなおしてください。"
        )
    return row


def colleagues(day: date) -> QuerySet[Person]:
    """Who works at the desk: givers, takers and deputies are chosen among them."""
    return people.holders(Permission.REPORTS_READ, day=day).order_by("name", "pk")


def sections(person_id: int | None, day: date) -> list[Organisation]:
    """Where somebody holds a role today."""
    found = {one.organisation for one in people.current_memberships(person_id, day)}
    return sorted(found, key=lambda one: (one.kana, one.name, one.pk))


def whole(row: Handover, by: Actor, at: datetime) -> Whole:
    own = by.person_id == row.giver_id
    line_years = (row.nendo, row.nendo + 1)
    section = row.organisation_id
    lines = Line.objects.filter(nendo__in=line_years, parts__organisation=section)
    todos = Todo.objects.filter(organisation=section, done_at=None).select_related("line")
    return Whole(
        row, standing(row.handed_at, row.taken_at), own, waits(row.giver_id, at, own=own), in_name(row.giver_id),
        tuple(row.items.all()), tuple(lines.exclude(state=LineState.STOPPED).order_by("nendo", "number", "code")),
        tuple(todos.order_by("due_on", "pk")), tuple(deputies_of(row.giver_id, row.nendo)), tuple(decided(row)),
        roles(row.giver_id),
    )  # fmt: skip


def waits(giver_id: int, at: datetime, *, own: bool) -> tuple[Waits, ...]:
    """Read live from every room, as the giver's home page reads it."""
    giver = Actor(person_id=giver_id)
    rooms = [one for one in (*rooms_waiting.ROOMS, OWN) if own or not one.sealed]
    asked = [(str(one.label), [row for row in one.ask(giver, at) if row.count]) for one in rooms]
    return tuple(
        Waits(label, sum(row.count for row in found), tuple(found) if own else ())
        for label, found in asked
        if found
    )


def in_name(giver_id: int) -> tuple[InName, ...]:
    """起案 and 確認 that still stand in the giver's name."""
    made = runs.runs(over=False).filter(Q(prepared_by=giver_id) | Q(confirmed_by=giver_id)).count()
    drafts = Report.objects.filter(
        Q(made_by=giver_id) | Q(asked_by=giver_id), state__in=(ReportState.DRAFT, ReportState.ASKED)
    ).count()
    found = (
        InName("支払い（起案・確認）", made, "payouts:runs"),
        InName("部屋の申請（起案・確認）", openhouse.in_hand(giver_id), "openhouse:desk_applications"),
        InName("年次報告（下書き・確認まち）", drafts, "reports:desk_yearly"),
    )
    return tuple(one for one in found if one.count)


def decided(row: Handover) -> list[Step]:
    """代決 the giver did in the 年度."""
    first, last = years.first_day(row.nendo), years.last_day(row.nendo)
    return openhouse.decided_as_deputy(row.giver_id, first, last)


def roles(person_id: int) -> tuple[tuple[Membership, Role], ...]:
    rows = (
        Membership.objects.filter(person=person_id).select_related("organisation").order_by("ends_on", "pk")
    )
    return tuple((one, ROLES[one.role]) for one in rows)


def deputies_of(person_id: int, nendo: int) -> QuerySet[Deputy]:
    """Past ones of that 年度, and all that come."""
    return deputies().filter(Q(person=person_id) | Q(deputy=person_id), ends_on__gte=years.first_day(nendo))


def deputies() -> QuerySet[Deputy]:
    return Deputy.objects.select_related("person", "deputy").order_by("starts_on", "pk")


def deputies_seen(by: Actor, at: datetime) -> QuerySet[Deputy]:
    """Since the beginning of last 年度: one looks up who decides for whom."""
    since = years.first_day(years.nendo(clock.day(at)) - 1)
    return deputies().filter(ends_on__gte=since).order_by("-starts_on", "-pk")


def deputies_now(day: date) -> QuerySet[Deputy]:
    return deputies().filter(starts_on__lte=day, ends_on__gte=day)


def find_deputy(public_id: str) -> Deputy:
    """Raises NotFound."""
    row = deputies().filter(public_id=public_id).first()
    if row is None:
        raise NotFound("reports.deputy_gone", "この 代決は 見つかりません。一覧を 開きなおしてください。")
    return row
