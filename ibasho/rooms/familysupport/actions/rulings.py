"""The adviser's word that every plan obeys: this provider for this visit, or not this one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.models import Member, Ruling, Visit
from ibasho.rooms.familysupport.queries import world as worlds
from ibasho.rooms.familysupport.rules import deciding as rules
from ibasho.rooms.familysupport.rules.kinds import Verdict, VisitState
from ibasho.town.people.permissions import Permission

NOUN = "familysupport.Visit"


@transaction.atomic
def pin(*, visit: Visit, member: Member, by: Actor, at: datetime) -> Ruling:
    """Every plan gives this visit to this provider; an older pin of the visit goes. Raises Conflict where something firm
    stands against it, or the provider is pinned for another visit at the same time."""
    row = _lock(visit, by, at)
    Ruling.objects.filter(visit=row, verdict=Verdict.PIN).exclude(member=member).delete()
    Ruling.objects.filter(visit=row, member=member).delete()
    _check_pin(row, member, at)
    return _rule(row, member, Verdict.PIN, by, at)


@transaction.atomic
def forbid(*, visit: Visit, member: Member, by: Actor, at: datetime) -> Ruling:
    """No plan gives this visit to this provider, and nobody decides so by mistake."""
    row = _lock(visit, by, at)
    Ruling.objects.filter(visit=row, member=member).delete()
    return _rule(row, member, Verdict.FORBID, by, at)


@transaction.atomic
def take_back(*, visit: Visit, member: Member, by: Actor, at: datetime) -> None:
    """As if nothing had been said."""
    row = _lock(visit, by, at)
    if Ruling.objects.filter(visit=row, member=member).delete()[0]:
        journal.record(
            "familysupport.ruling.take_back", noun=NOUN, object_id=row.pk, by=by, at=at, data={"member": member.pk}
        )  # fmt: skip


def _lock(visit: Visit, by: Actor, at: datetime) -> Visit:
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    Visit.objects.select_for_update().get(pk=visit.pk)
    row = Visit.objects.select_related("request__member", "provider", "decided_by").get(pk=visit.pk)
    rules.check_open(
        row.state, row.starts_at, at, who=row.decided_by.name if row.decided_by else "", when=row.decided_at,
        provider=row.provider.name if row.provider else "",
    )  # fmt: skip
    return row


def _check_pin(row: Visit, member: Member, at: datetime) -> None:
    world = worlds.load([row], at)
    if member.pk not in world.members:
        raise rules.gone()
    refusal = world.firm_refusal(row, world.members[member.pk])
    if refusal is not None:
        raise rules.refused(refusal, member.name)
    other = Ruling.objects.filter(
        member=member, verdict=Verdict.PIN, visit__state=VisitState.OPEN, visit__starts_at__lt=row.ends_at,
        visit__ends_at__gt=row.starts_at,
    ).exclude(visit=row)  # fmt: skip
    if other.exists():
        raise Conflict(
            "familysupport.pinned_elsewhere",
            f"{member.name}さんは 同じ時間の ほかの依頼に「この人に する」と してあります。先に そちらを とりけしてください。",
        )


def _rule(row: Visit, member: Member, verdict: Verdict, by: Actor, at: datetime) -> Ruling:
    made = Ruling.objects.create(
        visit=row, member=member, verdict=verdict.value, ruled_at=at, ruled_by_id=by.person_id
    )
    journal.record(
        f"familysupport.ruling.{verdict.value}", noun=NOUN, object_id=row.pk, by=by, at=at, data={"member": member.pk}
    )  # fmt: skip
    return made
