"""A visit becomes agreed: the one way there is. Only what the centre decided before it began is insured."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import DatabaseError, transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.actions import asking, decision_letters
from ibasho.rooms.familysupport.models import Member, Plan, Visit
from ibasho.rooms.familysupport.queries import world as worlds
from ibasho.rooms.familysupport.queries.world import World
from ibasho.rooms.familysupport.rules import deciding as rules
from ibasho.rooms.familysupport.rules.kinds import Verdict, VisitState
from ibasho.town.people.permissions import Permission

NOUN = "familysupport.Visit"


@dataclass(frozen=True, slots=True)
class Decided:
    """`clashes`: visits that could not be decided, each with why; the rest went on."""

    visits: list[Visit] = field(default_factory=list)
    clashes: list[tuple[Visit, str]] = field(default_factory=list)


@transaction.atomic
def decide(*, visit: Visit, provider: Member, by: Actor, at: datetime) -> Visit:
    """This provider takes this visit. Both are told, everybody else who was asked is thanked. What the provider has said
    about hours or ways may be overruled: the adviser has spoken with them. Pressing twice decides once. Raises Conflict
    when somebody else was first (with who and when), it has begun, or something firm stands against it."""
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    (row,) = _lock([visit.pk])
    _lock_members([provider.pk])
    if row.state == VisitState.AGREED and row.provider_id == provider.pk:
        return row
    return _decide(worlds.load([row], at), row, provider.pk, by, at)


@transaction.atomic
def decide_plan(*, plan: Plan, by: Actor, at: datetime) -> Decided:
    """Every proposal of a plan that still stands. The world may have changed: what clashes is named, the rest goes on."""
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    wanted = plan.proposals.filter(member__isnull=False, visit__state=VisitState.OPEN)
    provider_of = dict(wanted.values_list("visit_id", "member_id"))
    if not provider_of:
        raise Conflict(
            "familysupport.plan_empty", "決める案が ありません。「案を つくりなおす」を おしてください。"
        )
    rows = _lock(provider_of)
    _lock_members(provider_of.values())
    world, done = worlds.load(rows, at), Decided()
    for row in sorted(rows, key=lambda row: (row.starts_at, row.pk)):
        if row.state == VisitState.AGREED and row.provider_id == provider_of[row.pk]:
            continue
        try:
            with transaction.atomic():
                done.visits.append(_decide(world, row, provider_of[row.pk], by, at, strict=True))
        except Conflict as clash:
            done.clashes.append((row, clash.message))
    return done


@transaction.atomic
def undo(*, visit: Visit, by: Actor, at: datetime) -> Visit:
    """The decision is taken back while it has not begun: open again, and both sides are told. Nothing is held against
    the provider (when they cannot come, see `visits.reopen`)."""
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    (row,) = _lock([visit.pk])
    if row.state == VisitState.OPEN:
        return row
    rules.check_undo(row.state, row.starts_at, at)
    provider, decided_at = row.provider, row.decided_at
    row.state, row.provider, row.decided_at, row.decided_by = VisitState.OPEN.value, None, None, None
    row.save(update_fields=["state", "provider", "decided_at", "decided_by"])
    journal.record(
        "familysupport.visit.undo", noun=NOUN, object_id=row.pk, by=by, at=at,
        data={"request": row.request_id, "provider": provider.pk if provider else None},
    )  # fmt: skip
    if provider is not None and decided_at is not None:
        decision_letters.undone(row, provider, decided_at, by=by, at=at)
    return row


def _decide(
    world: World, row: Visit, provider_pk: int, by: Actor, at: datetime, *, strict: bool = False
) -> Visit:
    """Part of an action that holds the visit and the provider. `strict`: also what the provider alone could waive."""
    _check(world, row, provider_pk, at, strict=strict)
    row.state, row.provider = VisitState.AGREED.value, world.members[provider_pk]
    row.decided_at, row.decided_by_id = at, by.person_id
    try:
        with transaction.atomic():
            row.save(update_fields=["state", "provider", "decided_at", "decided_by"])
    except DatabaseError as error:  # an agreed visit came back in the same second
        raise rules.overlap() from error
    world.keep(row, world.members[provider_pk])
    journal.record(
        "familysupport.visit.decide", noun=NOUN, object_id=row.pk, by=by, at=at,
        data={"request": row.request_id, "provider": provider_pk},
    )  # fmt: skip
    decision_letters.decided(
        row, meeting_due=world.meeting_due(row, world.members[provider_pk]), by=by, at=at
    )
    asking.settle_others(row, by=by, at=at)
    return row


def _check(world: World, row: Visit, provider_pk: int, at: datetime, *, strict: bool) -> None:
    who = row.decided_by.name if row.decided_by is not None else ""
    rules.check_open(
        row.state,
        row.starts_at,
        at,
        who=who,
        when=row.decided_at,
        provider=row.provider.name if row.provider else "",
    )
    provider = world.members.get(provider_pk)
    if provider is None:
        raise rules.gone()
    pinned = world.verdicts.get((row.pk, provider_pk)) == Verdict.PIN
    refusal = world.refusal(row, provider) if strict and not pinned else world.firm_refusal(row, provider)
    if refusal is not None:
        raise rules.refused(refusal, provider.name)


def _lock(keys: Iterable[int]) -> list[Visit]:
    """Visits before members, each in the order of their keys: everybody who decides locks so. Read after the lock is held:
    what is joined to a row somebody else has just changed would still be the old."""
    wanted = Visit.objects.select_for_update(of=("self",)).filter(pk__in=list(keys)).order_by("pk")
    held = list(wanted.values_list("pk", flat=True))
    rows = Visit.objects.filter(pk__in=held).order_by("pk")
    return list(
        rows.select_related("request__member__centre", "request__member__person", "provider", "decided_by")
    )


def _lock_members(keys: Iterable[int]) -> None:
    rows = Member.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=set(keys))
    list(rows.order_by("pk").values_list("pk", flat=True))
