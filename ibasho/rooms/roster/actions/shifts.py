"""Single shifts by hand: one more on a day, one less, and back again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.roster import policies
from ibasho.rooms.roster.actions import shift_letters, staffing
from ibasho.rooms.roster.actions.patterns import check
from ibasho.rooms.roster.models import Roster, Shift, Taken
from ibasho.rooms.roster.rules.kinds import TakenState
from ibasho.rooms.roster.rules.making import Key
from ibasho.rooms.roster.rules.safeguarding import checked_text
from ibasho.town.people.permissions import Permission

NOUN = "roster.Shift"


@transaction.atomic
def add(*, roster: Roster, when: Key, wanted: int, note: str = "", by: Actor, at: datetime) -> Shift:
    """One more wish for helpers on a day to come."""
    day, starts, ends, skill = when
    policies.require_place(by, Permission.ROSTER_MANAGE, roster.place, at=at)
    check(starts, ends, wanted)
    if clock.at(day, ends) <= at:
        words = _("もう すぎた時間です。これからの 日と時間を 入れてください。")
        raise Invalid("roster.past", words, fields={"day": words})
    note, skill = checked_text(note, "note"), refuse_my_number(skill.strip())
    row, fresh = Shift.objects.get_or_create(
        roster=roster, day=day, starts=starts, ends=ends, skill=skill, cancelled_at__isnull=True,
        defaults={"wanted": wanted, "note": note, "by_hand": True},
    )  # fmt: skip
    if not fresh:
        words = _("同じ時間の 枠が もう あります。その枠の 人数を 変えてください。")
        raise Conflict("roster.shift_there", words, fields={"starts": words})
    journal.record("roster.shift.add", noun=NOUN, object_id=row.pk, by=by, at=at, data={"wanted": wanted})
    return row


@transaction.atomic
def change(*, shift: Shift, wanted: int, note: str, by: Actor, at: datetime) -> Shift:
    """More or fewer people, or other words. Never fewer than have taken it."""
    locked = _locked(shift, by, at)
    check(locked.starts, locked.ends, wanted)
    there = list(locked.taken.filter(state=TakenState.TAKEN).order_by("slot"))
    if wanted < len(there):
        words = _("もう %(n)s人が 引きうけています。それより 少なくは できません。") % {"n": len(there)}
        raise Conflict("roster.shift_fewer", words, fields={"wanted": words})
    for number, one in enumerate(there, start=1):  # close ranks: a slot above `wanted` would be lost
        if one.slot != number:
            Taken.objects.filter(pk=one.pk).update(slot=number)
    locked.wanted, locked.note, locked.by_hand = wanted, checked_text(note, "note"), True
    locked.save(update_fields=["wanted", "note", "by_hand"])
    journal.record(
        "roster.shift.change", noun=NOUN, object_id=locked.pk, by=by, at=at, data={"wanted": wanted}
    )
    return locked


@transaction.atomic
def cancel(*, shift: Shift, by: Actor, at: datetime) -> Shift:
    """Not wanted any more. Who took it is free again and is told."""
    locked = _locked(shift, by, at)
    if locked.cancelled_at is not None:
        raise Conflict("roster.shift_off", _("この枠は もう ありません。一覧を 見なおしてください。"))
    there = locked.taken.filter(state=TakenState.TAKEN).select_related("helper")
    for one in there.order_by("pk"):
        shift_letters.cancelled(one, at=at)
    there.update(state=TakenState.GIVEN_UP, given_up_at=at, why=_("枠が なしに なりました"))
    locked.cancelled_at, locked.by_hand = at, True
    locked.save(update_fields=["cancelled_at", "by_hand"])
    journal.record("roster.shift.cancel", noun=NOUN, object_id=locked.pk, by=by, at=at)
    staffing.settle(place=locked.roster.place, days={locked.day}, by=by, at=at)
    return locked


@transaction.atomic
def restore(*, shift: Shift, by: Actor, at: datetime) -> Shift:
    """Undoes `cancel`: the shift stands again, with those it lost who have nothing else at that time."""
    locked = _locked(shift, by, at)
    twin = Shift.objects.filter(
        roster_id=locked.roster_id, day=locked.day, starts=locked.starts, ends=locked.ends,
        skill=locked.skill, cancelled_at__isnull=True,
    )  # fmt: skip
    if locked.cancelled_at is None or twin.exists():
        raise Conflict("roster.shift_on", _("この枠は もう もどっています。一覧を 見なおしてください。"))
    lost = locked.taken.filter(state=TakenState.GIVEN_UP, given_up_at=locked.cancelled_at)
    for one in lost.select_related("helper").order_by("pk"):
        if not _busy(one):
            one.state, one.given_up_at, one.why = TakenState.TAKEN, None, ""
            one.save(update_fields=["state", "given_up_at", "why"])
            shift_letters.restored(one, at=at)
    locked.cancelled_at = None
    locked.save(update_fields=["cancelled_at"])
    journal.record("roster.shift.restore", noun=NOUN, object_id=locked.pk, by=by, at=at)
    staffing.settle(place=locked.roster.place, days={locked.day}, by=by, at=at)
    return locked


def _busy(lost: Taken) -> bool:
    other = Taken.objects.filter(
        helper_id=lost.helper_id, state=TakenState.TAKEN,
        held_from__lt=lost.held_until, held_until__gt=lost.held_from,
    )  # fmt: skip
    return other.exists()


def _locked(shift: Shift, by: Actor, at: datetime) -> Shift:
    policies.require_place(by, Permission.ROSTER_MANAGE, shift.roster.place, at=at)
    rows = Shift.objects.select_for_update(of=("self",)).select_related("roster__place")
    locked = rows.get(pk=shift.pk)
    if clock.at(locked.day, locked.ends) <= at:
        raise Conflict("roster.past", _("もう すぎた枠は 変えられません。時間の記録を 見てください。"))
    return locked
