"""After the vault got a newer key: every matter's own key is wrapped under it, so that the old one may be taken away."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid, Unavailable
from ibasho.base.ports.vault import NewKey, Vault, vault
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions.matters import NOUN
from ibasho.rooms.care.models import Matter, Notice, Referral
from ibasho.rooms.care.queries import keys as queries
from ibasho.rooms.care.queries import words
from ibasho.rooms.care.rules import nicknames

Child = Notice | Referral
C = TypeVar("C", Notice, Referral)
MOST = 100  # in one transaction: who reads one of them waits for no more


@dataclass(frozen=True, slots=True)
class Made:
    """`key` None: the old one is gone. `mark` of the nickname, where it had one; `broken`: a column no longer opens. Not
    `whole`: the vault gave the key and then nothing more."""

    key: NewKey | None
    mark: bytes | None = None
    broken: bool = False
    whole: bool = True


@transaction.atomic
def rewrap(*, by: Actor, at: datetime, most: int = MOST) -> int:
    """Gives how many it settled; run again until it gives 0. Words stay as they are: only the key around their key changes,
    and the marks by which a nickname is found. Every key that the vault gave out is written down, also for a row that was
    passed over then.

    The vault is asked before any row is held; who reads one at that moment is passed over. What can't be opened (its key
    is gone) holds up no other: it is noted with its day and tried again the next. Raises Unavailable where the vault
    answers nothing at all; where it stops in the middle, what was done stays done."""
    policies.require_server(by)
    keys = vault()
    rows = list(queries.under_older(keys.number(), clock.day(at)).order_by("pk")[:most])
    made = _asked(rows, keys)
    given = [(pk, dict[str, str]()) for pk, (_row, told) in made.items() if told.key is not None]
    journal.record_many("care.matter.rewrap", noun=NOUN, things=given, by=by, at=at)
    return len(_settle({pk: one for pk, one in made.items() if one[1].whole}, at))


def _asked(rows: list[Matter], keys: Vault) -> dict[int, tuple[Matter, Made]]:
    """By matter, as it was and what is to become of it. Raises Unavailable where that is nothing."""
    children, made = _children(rows), dict[int, tuple[Matter, Made]]()
    for row in rows:
        try:
            made[row.pk] = (row, _made(row, children.get(row.pk), keys))
        except Unavailable:
            if not made:
                raise
            break
        if not made[row.pk][1].whole:
            break
    return made


def _made(row: Matter, child: Child | None, keys: Vault) -> Made:
    try:
        key = keys.rewrap(bytes(row.data_key or b""), words.bound(row.public_id))
    except Invalid:
        return Made(None)
    if child is None:
        return Made(key)
    try:
        nickname, place = _told(row, child, key.plain)
    except Invalid:
        # Nobody finds it by its nickname any more; the old key goes all the same.
        return Made(key, broken=True)
    folded = nicknames.folded(nickname)
    try:
        return Made(key, keys.marks(folded, nicknames.salt(place))[0] if folded else None)
    except Unavailable:
        return Made(key, whole=False)


def _children(rows: Iterable[Matter]) -> dict[int, Child]:
    """By matter, those by whose nickname somebody may look."""
    found: dict[int, Child] = {}
    for notice in Notice.objects.filter(matter__in=rows, child_mark__isnull=False):
        found[notice.matter_id] = notice
    for one in Referral.objects.filter(matter__in=rows, child_mark__isnull=False).select_related("place"):
        found[one.matter_id] = one
    return found


def _told(row: Matter, child: Child, key: bytes) -> tuple[str, str]:
    """Nickname and the place's public_id. Raises Invalid."""
    sealed, at = child.sealed_child, row.public_id
    if isinstance(child, Referral):
        return words.opened(sealed, key=key, column="care.referral.child", row=at), child.place.public_id
    where = json.loads(words.opened(child.sealed_where, key=key, column="care.notice.where", row=at) or "{}")
    return words.opened(sealed, key=key, column="care.notice.child", row=at), str(where.get("place") or "")


def _settle(made: dict[int, tuple[Matter, Made]], at: datetime) -> list[Matter]:
    """Those nobody holds and nobody has forgotten or wrapped meanwhile, saved; the others stay for the next time."""
    free = Matter.objects.select_for_update(skip_locked=True, no_key=True).filter(pk__in=made)
    settled = [row for row in free.order_by("pk") if row.data_key == made[row.pk][0].data_key]
    held = _mark({row.pk: made[row.pk][1].mark for row in settled if made[row.pk][1].key})
    settled = [row for row in settled if row.pk not in held]
    for row in settled:
        told = made[row.pk][1]
        if told.key is not None:
            row.data_key, row.key_number = told.key.wrapped, told.key.number
        row.unreadable_on = clock.day(at) if told.key is None or told.broken else None
    Matter.objects.bulk_update(settled, ["data_key", "key_number", "unreadable_on"])
    return settled


def _mark(marks: dict[int, bytes | None]) -> set[int]:
    """Gives the matters whose own somebody holds: waiting for them while we hold the matter, we might wait for each other."""
    notices = Notice.objects.filter(matter__in=marks, child_mark__isnull=False)
    referrals = Referral.objects.filter(matter__in=marks, child_mark__isnull=False)
    return _marked(notices, marks) | _marked(referrals, marks)


def _marked(rows: QuerySet[C], marks: dict[int, bytes | None]) -> set[int]:
    free = list(rows.select_for_update(skip_locked=True, no_key=True))
    held = set(rows.values_list("matter_id", flat=True)) - {one.matter_id for one in free}
    for one in free:
        one.child_mark = marks[one.matter_id]
    rows.bulk_update(free, ["child_mark"])
    return held
