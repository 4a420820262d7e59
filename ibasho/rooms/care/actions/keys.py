"""After the vault got a newer key: every matter's own key is wrapped under it, so that the old one may be taken away."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid, Unavailable
from ibasho.base.ports.vault import Vault, vault
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions.matters import NOUN
from ibasho.rooms.care.models import Matter, Notice, Referral
from ibasho.rooms.care.queries import keys as queries
from ibasho.rooms.care.queries import words
from ibasho.rooms.care.rules import nicknames

Child = Notice | Referral
_CHANGED = ("data_key", "key_number", "unreadable_on")


@transaction.atomic
def rewrap(*, by: Actor, at: datetime, most: int = 500) -> int:
    """Gives how many it looked at; run again until it gives 0. Words stay as they are: only the key around their key changes,
    and the marks by which a nickname is found. Who reads at that moment is passed over and waits for nothing.

    What can't be opened (its key is gone) holds up no other: it is noted with its day and tried again the next. Raises
    Unavailable where the vault answers nothing at all; where it stops in the middle, what was done stays done."""
    policies.require_server(by, at=at)
    keys, today = vault(), clock.day(at)
    rows = queries.under_older(keys.number(), today).select_for_update(skip_locked=True, no_key=True)
    seen = _rewrapped(list(rows.order_by("pk")[:most]), keys, at)
    Matter.objects.bulk_update(seen, _CHANGED)
    done = [row for row in seen if row.unreadable_on is None]
    if done:
        journal.record("care.matter.rewrap", noun=NOUN, object_id="", by=by, at=at, data={"count": len(done)})
    return len(seen)


def _rewrapped(rows: list[Matter], keys: Vault, at: datetime) -> list[Matter]:
    """Those that were looked at, changed and not yet saved."""
    children, held = _children(rows)
    seen: list[Matter] = []
    for row in rows:
        if row.pk in held:
            continue
        try:
            _rewrap(row, children.get(row.pk), keys, at)
        except Unavailable:
            if not seen:
                raise
            break
        seen.append(row)
    return seen


def _rewrap(row: Matter, child: Child | None, keys: Vault, at: datetime) -> None:
    """Raises Unavailable before anything of the row changed."""
    try:
        made = keys.rewrap(bytes(row.data_key or b""), words.bound(row.public_id))
    except Invalid:
        row.unreadable_on = clock.day(at)
        return
    mark, broken = _marked(row, child, made.plain, keys) if child else (None, False)
    row.data_key, row.key_number = made.wrapped, made.number
    row.unreadable_on = clock.day(at) if broken else None
    if child is not None:
        type(child).objects.filter(pk=child.pk).update(child_mark=mark)


def _children(rows: Iterable[Matter]) -> tuple[dict[int, Child], set[int]]:
    """By matter, those by whose nickname somebody may look; and the matters whose own somebody else holds just now: waiting
    for them while their matter is ours, we might wait for each other."""
    found: dict[int, Child] = {}
    there: set[int] = set()
    for model in (Notice, Referral):
        marked = model.objects.filter(matter__in=rows, child_mark__isnull=False)
        there |= set(marked.values_list("matter_id", flat=True))
        for one in marked.select_for_update(skip_locked=True, no_key=True):
            found[one.matter_id] = one
    return found, there - found.keys()


def _marked(row: Matter, child: Child, key: bytes, keys: Vault) -> tuple[bytes | None, bool]:
    """The mark under the newest key, and whether a column no longer opens: that one nobody finds by its nickname, and the
    old key goes all the same."""
    try:
        nickname, place = _told(row, child, key)
    except Invalid:
        return None, True
    folded = nicknames.folded(nickname)
    return (keys.marks(folded, nicknames.salt(place))[0] if folded else None), False


def _told(row: Matter, child: Child, key: bytes) -> tuple[str, str]:
    """Nickname and the place's public_id. Raises Invalid."""
    sealed, at = child.sealed_child, row.public_id
    if isinstance(child, Referral):
        return words.opened(sealed, key=key, column="care.referral.child", row=at), child.place.public_id
    where = json.loads(words.opened(child.sealed_where, key=key, column="care.notice.where", row=at) or "{}")
    return words.opened(sealed, key=key, column="care.notice.child", row=at), str(where.get("place") or "")
