"""One occasion of a request: called off with its price, put back, looked for again, or not found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.actions import asking
from ibasho.rooms.familysupport.actions import request_letters as letters
from ibasho.rooms.familysupport.models import Member, Request, Ruling, Visit
from ibasho.rooms.familysupport.queries import requests as queries
from ibasho.rooms.familysupport.queries import world as worlds
from ibasho.rooms.familysupport.queries.expected_fee import cancel_yen
from ibasho.rooms.familysupport.queries.request_check import kids
from ibasho.rooms.familysupport.rules import calling_off
from ibasho.rooms.familysupport.rules import requests as rules
from ibasho.rooms.familysupport.rules.kinds import (
    CancelKind,
    RequestState,
    UnmetReason,
    Verdict,
    VisitState,
)
from ibasho.town.people.permissions import Permission

NOUN = "familysupport.Visit"
BATCH_MAX = 500
_BACK = (VisitState.CANCELLED, VisitState.UNMET)
_SIDES = (
    "request__member__centre", "request__member__person", "provider__person", "provider__centre",
)  # fmt: skip


@transaction.atomic
def cancel(*, visit: Visit, kind: CancelKind, by: Actor, at: datetime, shown: int | None = None) -> Visit:
    """Called off. The family by its link as the clock says (BEFORE, SAME_DAY, before it begins); the adviser any kind,
    also afterwards. Both sides are told. The fee stands in `cancel_yen`; `shown`: yen as it was read before pressing.
    Raises Conflict (also where the fee is another now), NotAllowed."""
    policies.require_adviser_or_member(by, at=at)
    _queue(visit)
    row = call_off(visit.pk, CancelKind(kind), by=by, at=at)
    calling_off.check_price(shown, row.cancel_yen)
    close_if_over(row.request_id, by=by, at=at)
    return row


def call_off(key: int, kind: CancelKind, *, by: Actor, at: datetime, mail_family: bool = True) -> Visit:
    """Part of an action that has asked who may. Keeps the provider's name on an agreed visit: the fee is theirs."""
    row = _lock(key)
    calling_off.check(row.state, row.starts_at, kind, at, by_link=by.is_link)
    yen, provider = cancel_yen(row, kind), row.provider
    row.state, row.cancel_kind, row.cancel_yen, row.cancelled_at = (
        VisitState.CANCELLED.value,
        kind.value,
        yen,
        at,
    )
    row.save(update_fields=["state", "cancel_kind", "cancel_yen", "cancelled_at"])
    _note("cancel", row, by, at, kind=kind.value, yen=yen)
    asking.settle_others(row, by=by, at=at)
    letters.cancelled(row, provider, at=at, mail_family=mail_family)
    return row


@transaction.atomic
def take_back(*, visit: Visit, by: Actor, at: datetime) -> Visit:
    """The way back from calling off, and from not found, while it has not begun. Within ten minutes an agreed visit is
    agreed again where its provider still can; later they may have other plans, and the adviser looks for it anew. By its
    link a family takes back only what it called off itself, and once the ten minutes are over only where nobody was to
    come: the fee is the provider's. Raises Conflict, Invalid (the child is elsewhere now)."""
    policies.require_adviser_or_member(by, at=at)
    _queue(visit)
    (row,) = put_back([visit.pk], by=by, at=at)
    return row


def put_back(keys: Iterable[int], *, by: Actor, at: datetime) -> list[Visit]:
    """Part of an action that has asked who may and holds the request of these visits."""
    held = _lock_with_members(keys)
    rows = [one for one in held if one.state in _BACK]
    if not rows:
        return held
    _check_back(rows, by, at)
    member = rows[0].request.member
    rules.check_member(member.kind, member.state, paused_until=member.paused_until, phone=member.centre.phone)
    spans = [(one.starts_at, one.ends_at) for one in rows]
    rules.check_own_overlap(kids(list(rows[0].request.children.order_by("pk")), spans), spans)
    able = _able(rows, at)
    for row in rows:
        _put(row, row.pk in able, by, at)
    Request.objects.filter(pk=rows[0].request_id).update(state=RequestState.OPEN)
    return held


@transaction.atomic
def reopen(*, visit: Visit, by: Actor, at: datetime) -> Visit:
    """The provider cannot come: the visit is open again and that provider is not proposed for it. Both sides are told;
    the family never reads why. By the adviser or by the provider's own link. Raises Conflict once it has begun."""
    policies.require_adviser_or_member(by, at=at)
    row = _lock(visit.pk)
    if row.state != VisitState.AGREED or at >= row.starts_at:
        raise Conflict(
            "support.visit_not_agreed",
            "さがしなおせるのは、決まっていて まだ はじまっていない回だけです。センターに 電話してください。",
        )
    provider = row.provider
    if provider is not None:
        Ruling.objects.update_or_create(
            visit=row, member=provider,
            defaults={"verdict": Verdict.FORBID.value, "ruled_at": at, "ruled_by_id": by.person_id},
        )  # fmt: skip
    _clear(row, keep_provider=False)
    row.state = VisitState.OPEN.value
    row.save()
    _note("reopen", row, by, at, provider=provider.pk if provider else None)
    letters.reopened(row, provider, at=at)
    return row


@transaction.atomic
def mark_unmet(*, visit: Visit, reason: UnmetReason, by: Actor, at: datetime) -> Visit:
    """Nobody could be found, and why: by the adviser. The family reads at once where the child can go."""
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    _queue(visit)
    row = _lock(visit.pk)
    if row.state == VisitState.UNMET and row.unmet_reason == reason:
        return row
    if row.state not in (VisitState.OPEN, VisitState.UNMET):
        raise Conflict(
            "support.visit_not_open",
            f"この回は いま「{VisitState(row.state).label}」です。ページを 開きなおしてください。",
        )
    _give_up(row, UnmetReason(reason), by, at)
    close_if_over(row.request_id, by=by, at=at)
    return row


@transaction.atomic
def give_up_begun(*, visit_id: int, by: Actor, at: datetime) -> bool:
    """An open visit whose time has come was not met. False when somebody was quicker, or another worker has it in hand."""
    rows = Visit.objects.select_for_update(of=("self",), skip_locked=True).select_related(*_SIDES)
    row = rows.filter(pk=visit_id, state=VisitState.OPEN, starts_at__lte=at).first()
    if row is None:
        return False
    answers = tuple(row.asks.values_list("answer", flat=True))
    _give_up(row, calling_off.unmet_reason(answers, row.request.asked_at, row.starts_at), by, at)
    return True


@transaction.atomic
def close_over(*, by: Actor, at: datetime) -> int:
    """Requests of which nothing is ahead any more are over."""
    ahead = Visit.objects.filter(state__in=calling_off.OFF).values("request")
    over = Request.objects.filter(state=RequestState.OPEN).exclude(pk__in=ahead).order_by("pk")
    keys = list(over.values_list("pk", flat=True)[:BATCH_MAX])
    return sum(close_if_over(key, by=by, at=at) for key in keys)


def close_if_over(key: int, *, by: Actor, at: datetime) -> bool:
    """Part of an action: the request is closed with its last visit."""
    row = Request.objects.select_for_update(of=("self",), no_key=True).get(pk=key)
    if row.state != RequestState.OPEN or row.visits.filter(state__in=calling_off.OFF).exists():
        return False
    row.state = RequestState.CLOSED.value
    row.save(update_fields=["state"])
    journal.record("familysupport.request.close", noun="familysupport.Request", object_id=key, by=by, at=at)
    return True


def _give_up(row: Visit, reason: UnmetReason, by: Actor, at: datetime) -> None:
    fresh = row.state != VisitState.UNMET
    row.state, row.unmet_reason, row.unmet_at = VisitState.UNMET.value, reason.value, at
    row.save(update_fields=["state", "unmet_reason", "unmet_at"])
    _note("mark_unmet", row, by, at)  # the reason may say that somebody refused: it stands on the visit alone
    if fresh:
        asking.settle_others(row, by=by, at=at)
        letters.unmet(row, at=at)


def _queue(visit: Visit) -> None:
    """The request before its visits, as withdrawing does: nobody waits for each other."""
    Request.objects.select_for_update(of=("self",), no_key=True).get(pk=visit.request_id)


def _lock(key: int) -> Visit:
    """Read again once it is held: what is joined to a row that had to be waited for is as it was before the wait."""
    Visit.objects.select_for_update().get(pk=key)
    return Visit.objects.select_related(*_SIDES).get(pk=key)


def _lock_with_members(keys: Iterable[int]) -> list[Visit]:
    """Visits before members, as deciding locks: the family, whose child is in one place at a time (asking queues there
    too), and who was to come."""
    held = list(Visit.objects.select_for_update().filter(pk__in=list(keys)).order_by("pk"))
    people = {one.provider_id for one in held if one.provider_id is not None}
    people |= set(Request.objects.filter(visits__in=held).values_list("member_id", flat=True))
    list(Member.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=people).order_by("pk"))
    rows = Visit.objects.filter(pk__in=[one.pk for one in held]).select_related(*_SIDES)
    return list(rows.order_by("pk"))


def _check_back(rows: Sequence[Visit], by: Actor, at: datetime) -> None:
    """Raises Conflict for what has begun, and for what a family may not take back."""
    own = queries.called_off_by_link(rows) if by.is_link else set()
    for row in rows:
        if at >= row.starts_at:
            raise Conflict(
                "support.visit_begun",
                "はじまる時間を すぎたので もどせません。新しく たのむか、センターに 電話してください。",
            )
        if by.is_link and row.state == VisitState.CANCELLED:
            refusal = queries.not_back(row, own, at)
            if refusal is not None:
                raise refusal


def _able(rows: Sequence[Visit], at: datetime) -> set[int]:
    """Keys of the visits called off just now whose provider nothing firm keeps from coming after all."""
    slips = [one for one in rows if one.provider is not None and calling_off.is_slip(one.cancelled_at, at)]
    if not slips:
        return set()
    world, able = worlds.load(slips, at), set()
    for row in slips:
        provider = world.members.get(row.provider_id or 0)
        if provider is not None and world.firm_refusal(row, provider) is None:
            world.keep(row, provider)
            able.add(row.pk)
    return able


def _put(row: Visit, agreed: bool, by: Actor, at: datetime) -> None:
    """Who was told of a fee hears that it is gone."""
    provider, yen = row.provider, row.cancel_yen
    _clear(row, keep_provider=agreed)
    row.state = (VisitState.AGREED if agreed else VisitState.OPEN).value
    row.save()
    _note("take_back", row, by, at, state=row.state)
    if agreed:
        letters.restored(row, yen=yen, at=at)
    elif provider is not None and yen:
        letters.fee_gone(row, provider, yen=yen, at=at)


def _clear(row: Visit, *, keep_provider: bool) -> None:
    row.unmet_reason, row.unmet_at, row.unmet_end = "", None, ""
    row.cancel_kind, row.cancel_yen, row.cancelled_at = "", 0, None
    if not keep_provider:
        row.provider, row.decided_at, row.decided_by = None, None, None


def _note(verb: str, row: Visit, by: Actor, at: datetime, **data: object) -> None:
    journal.record(
        f"familysupport.visit.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at,
        data={"request": row.request_id, **data},
    )  # fmt: skip
