"""Asking for help: once or as a series; changed words; withdrawn, and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.codes import looks_like_code
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.geo import Position
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.actions import request_letters as letters
from ibasho.rooms.familysupport.actions import visits
from ibasho.rooms.familysupport.models import Member, Request, Visit
from ibasho.rooms.familysupport.queries import requests as queries
from ibasho.rooms.familysupport.queries.request_check import Checked, checked, wished_of
from ibasho.rooms.familysupport.queries.whereabouts import located
from ibasho.rooms.familysupport.rules import calling_off
from ibasho.rooms.familysupport.rules import requests as rules
from ibasho.rooms.familysupport.rules.kinds import RequestState
from ibasho.rooms.familysupport.rules.requests import Wanted

NOUN = "familysupport.Request"
CHANGES = frozenset({"from_words", "to_words", "needs_car", "needs", "wished", "words"})


@transaction.atomic
def ask(*, member: Member, wanted: Wanted, by: Actor, at: datetime) -> Request:
    """By the member's own link or by the adviser for who telephones. A form sent twice (`wanted.key`) is one request.
    Raises Invalid or Conflict with what to mend (rules/requests.py)."""
    policies.require_adviser_or_member(by, at=at)
    locked = _lock_member(member)
    already = _already(locked, wanted)
    if already is not None:
        return already
    found = checked(locked, wanted, at)
    row = _row(locked, wanted, found, by, at)
    row.save(force_insert=True)
    row.children.set(found.children)
    made = [
        Visit(request=row, day=day, starts_at=starts, ends_at=ends)
        for day, (starts, ends) in zip(found.days, found.spans, strict=True)
    ]
    Visit.objects.bulk_create(made)
    _note("ask", row, by, at, visits=len(made), content=row.content)
    letters.asked(row, made, at=at)
    return row


@transaction.atomic
def change(*, request: Request, values: Mapping[str, Any], by: Actor, at: datetime) -> Request:
    """Words, ends of the way, car, needs and the wished provider (public id); `CHANGES`. Days and hours are what was
    matched: another day is another request."""
    locked = _lock(request, by, at)
    if locked.state != RequestState.OPEN:
        raise Conflict(
            "support.request_over",
            "この依頼は もう おわっています。新しく たのむときは「たのむ」から 入れてください。",
        )
    for name, value in values.items():
        if name not in CHANGES:
            raise ValueError(f"{name}: not a part of a request that changes")
        _set(locked, name, value)
    rules.check_way(locked.content, locked.where, locked.from_words, locked.to_words)
    locked.save()
    _note("change", locked, by, at, what=sorted(values))
    return locked


@transaction.atomic
def withdraw(*, request: Request, by: Actor, at: datetime, shown: int | None = None) -> Request:
    """All visits that have not begun are called off, each at its own price; those that have begun stay. `shown`: yen of
    all together as it was read before pressing. Raises Conflict where nothing is ahead, or the fee is another now."""
    locked = _lock(request, by, at)
    if locked.state != RequestState.OPEN:
        return locked
    ahead = list(locked.visits.filter(state__in=calling_off.OFF, starts_at__gt=at).order_by("pk"))
    if not ahead:
        raise Conflict(
            "support.nothing_ahead",
            "これからの回が ないので、とりさげるものが ありません。ページを 開きなおしてください。",
        )
    yen = 0
    for one in ahead:
        kind = calling_off.kind_now(one.starts_at, at)
        yen += visits.call_off(one.pk, kind, by=by, at=at, mail_family=False).cancel_yen
    calling_off.check_price(shown, yen)
    locked.state = RequestState.WITHDRAWN.value
    locked.save(update_fields=["state"])
    _note("withdraw", locked, by, at, visits=len(ahead))
    letters.withdrawn(locked, yen=yen, first=min(one.starts_at for one in ahead), at=at)
    return locked


@transaction.atomic
def restore(*, request: Request, by: Actor, at: datetime) -> Request:
    """The way back from `withdraw`: what was called off then is looked for again, under the terms of
    `visits.take_back`."""
    locked = _lock(request, by, at)
    if locked.state != RequestState.WITHDRAWN:
        return locked
    keys = [one.pk for one in queries.withdrawn(locked, at)]
    if not keys:
        raise Conflict(
            "support.nothing_ahead",
            "日が すぎたので もどせません。新しく たのむときは「たのむ」から 入れてください。",
        )
    locked.state = RequestState.OPEN.value
    locked.save(update_fields=["state"])
    visits.put_back(keys, by=by, at=at)
    _note("restore", locked, by, at, visits=len(keys))
    return locked


def _lock_member(member: Member) -> Member:
    """Two requests for one child at one time queue here."""
    rows = Member.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("centre", "person").get(pk=member.pk)


def _lock(request: Request, by: Actor, at: datetime) -> Request:
    policies.require_adviser_or_member(by, at=at)
    rows = Request.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("member__centre", "member__person").get(pk=request.pk)


def _already(member: Member, wanted: Wanted) -> Request | None:
    if not looks_like_code(wanted.key):
        return None
    return Request.objects.filter(member=member, public_id=wanted.key).first()


def _row(member: Member, wanted: Wanted, found: Checked, by: Actor, at: datetime) -> Request:
    row = Request(
        member=member, content=wanted.content, where=wanted.where, from_on=found.days[0], until_on=found.days[-1],
        weekdays=sorted(set(wanted.weekdays)), starts=wanted.starts, ends=wanted.ends,
        from_words=_plain(wanted.from_words), to_words=_plain(wanted.to_words), words=_plain(wanted.words),
        needs_car=wanted.needs_car, needs=_needs(wanted, found), wished=found.wished, asked_at=at,
        asked_via=by.via.value, asked_by_id=by.person_id,
    )  # fmt: skip
    _set_end(row, "from", wanted.from_position or located(row.from_words, member))
    _set_end(row, "to", wanted.to_position or located(row.to_words, member))
    if looks_like_code(wanted.key):
        row.public_id = wanted.key
    return row


def _needs(wanted: Wanted, found: Checked) -> list[str]:
    """What was ticked, and what each child needs anyway."""
    theirs = [need for child in found.children for need in child.needs]
    return list(dict.fromkeys([*wanted.needs, *theirs]))


def _set(row: Request, name: str, value: Any) -> None:
    if name == "wished":
        row.wished = wished_of(row.member, value)
        return
    setattr(row, name, _plain(value) if isinstance(value, str) else value)
    if name in ("from_words", "to_words"):
        _set_end(row, name.removesuffix("_words"), located(getattr(row, name), row.member))


def _set_end(row: Request, end: str, found: Position | None) -> None:
    setattr(row, f"{end}_lat", found.lat if found else None)
    setattr(row, f"{end}_lng", found.lng if found else None)


def _plain(told: str) -> str:
    try:
        return refuse_my_number(" ".join(told.split()))
    except Invalid as refusal:
        raise Invalid(refusal.code, refusal.message, fields={"words": refusal.message}) from refusal


def _note(verb: str, row: Request, by: Actor, at: datetime, **data: Any) -> None:
    journal.record(
        f"familysupport.request.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at,
        data={"member": row.member_id, **data},
    )  # fmt: skip
