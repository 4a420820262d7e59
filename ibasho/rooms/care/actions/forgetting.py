"""Words go 90 days after the end with the key of their matter; rows five years after their 年度."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions import matters
from ibasho.rooms.care.models import Matter, NoteWord, Notice, Opening, Referral
from ibasho.town.concerns.rules import clock as keeping

ROWS_MAX = 500  # in one transaction
_NOBODYS = bytes(32)  # the mark of what no longer says anything


@transaction.atomic
def forget_matter(*, matter: Matter, by: Actor, at: datetime) -> bool:
    """Throws the matter's key away and empties every sealed column under it: no backup opens them again, for the key stands
    in none but wrapped. For the clock's jobs alone. False where it was done before."""
    policies.require_server(by)
    row = Matter.objects.select_for_update().get(pk=matter.pk)
    if row.data_key is None:
        return False
    row.data_key, row.forgotten_on, row.unreadable_on = None, clock.day(at), None
    row.save(update_fields=["data_key", "forgotten_on", "unreadable_on"])
    Notice.objects.filter(matter=row).update(
        sealed_signs=None, sealed_where=None, sealed_child=None, sealed_words=None, child_mark=None, content_mark=_NOBODYS
    )  # fmt: skip
    NoteWord.objects.filter(notice__matter=row).update(sealed_text=None)
    Referral.objects.filter(matter=row).update(
        sealed_child=None,
        sealed_allergy=None,
        sealed_collect=None,
        sealed_decline_words=None,
        child_mark=None,
    )
    Opening.objects.filter(matter=row).update(sealed_reason=None)
    matters.note("forget", row, by=by, at=at)
    return True


@transaction.atomic
def forget_over(over_before: Callable[[datetime], Q], *, by: Actor, at: datetime) -> tuple[int, int]:
    """Of matters that were over before a moment: words go after 90 days, rows after five years. Gives how many of each, at most
    `ROWS_MAX`; what somebody works on waits until the next night."""
    policies.require_server(by)
    today = clock.day(at)
    words_end = clock.at(keeping.words_go_before(today), keeping.MIDNIGHT)
    rows_end = clock.at(keeping.rows_go_before(today), keeping.MIDNIGHT)
    free = Matter.objects.select_for_update(skip_locked=True, of=("self",)).order_by("pk")
    due = list(free.filter(over_before(words_end), data_key__isnull=False)[:ROWS_MAX])
    emptied = sum(forget_matter(matter=one, by=by, at=at) for one in due)
    old = list(free.filter(over_before(rows_end))[:ROWS_MAX])
    for one in old:
        matters.note("drop", one, by=by, at=at)
        one.delete()
    return emptied, len(old)


def forget_referrals(*, by: Actor, at: datetime) -> tuple[int, int]:
    return forget_over(_over_before, by=by, at=at)


def _over_before(end: datetime) -> Q:
    """A decline is an answer, the other two are ends."""
    declined = Q(referral__state=Referral.State.DECLINED, referral__answered_at__lt=end)
    return declined | Q(
        referral__state__in=[Referral.State.ENDED, Referral.State.REVOKED], referral__ended_at__lt=end
    )
