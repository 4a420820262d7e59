"""Taking a shift: one slot once, never two shifts at one time, and only who may."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.rooms.roster import policies
from ibasho.rooms.roster.actions import closing_offers, staffing
from ibasho.rooms.roster.models import Helper, Shift, Taken
from ibasho.rooms.roster.queries import standing
from ibasho.rooms.roster.rules import eligibility
from ibasho.rooms.roster.rules.kinds import TakenState, Way
from ibasho.town.people.permissions import Permission
from ibasho.town.places.policies import NOBODYS

NOUN = "roster.Taken"


@transaction.atomic
def take(*, shift: Shift, helper: Helper, way: Way = Way.LINK, by: Actor, at: datetime) -> Taken:
    """By the helper's own link, or by staff for somebody. Pressing twice is one shift. Raises Conflict with why not and
    what to do; `roster.shift_full` when somebody else was first."""
    locked = lock_shift(shift)
    require(by, locked, at)
    who = lock_helper(helper, locked)
    already = locked.taken.filter(helper=who, state=TakenState.TAKEN).first()
    if already is not None:
        return already
    slot = _free_slot(locked)
    check(locked, who, at)
    taken = hold(locked, who, slot, way, at)
    journal.record(
        "roster.shift.take", noun=NOUN, object_id=taken.pk, by=by, at=at,
        data={"shift": locked.pk, "helper": who.pk, "way": way.value, "slot": slot},
    )  # fmt: skip
    closing_offers.after(locked, who, by, at)
    staffing.settle(place=locked.roster.place, days={locked.day}, by=by, at=at)
    return taken


def lock_shift(shift: Shift) -> Shift:
    """Everybody who wants something of this shift queues here; then comes the helper, then the roster (staffing)."""
    rows = Shift.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("roster__place__organisation").get(pk=shift.pk)


def lock_helper(helper: Helper, shift: Shift) -> Helper:
    """The helper, locked, so that two shifts at one time or too many minutes are seen. NotFound for a stranger."""
    found = (
        Helper.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk=helper.pk, organisation_id=shift.roster.place.organisation_id or NOBODYS)
        .first()
    )
    if found is None:
        raise NotFound(
            "roster.helper_unknown", "この団体の 手伝う人では ありません。一覧から えらびなおしてください。"
        )
    return found


def require(by: Actor, shift: Shift, at: datetime) -> None:
    """Staff need ROSTER_MANAGE at the place; a helper's own link was proven by the view."""
    if not by.is_link:
        policies.require_place(by, Permission.ROSTER_MANAGE, shift.roster.place, at=at)


def check(shift: Shift, helper: Helper, at: datetime) -> None:
    """Raises Conflict where a rule stands against it."""
    eligibility.check(standing.of(helper), standing.wish(shift), standing.held(helper, since=at), at=at)


def hold(shift: Shift, helper: Helper, slot: int, way: Way, at: datetime) -> Taken:
    """Part of an action that has locked both. Who takes a shift so late that the reminder is due already has said yes."""
    since, until = standing.wish(shift).span
    late = at >= since - timedelta(hours=shift.roster.remind_hours)
    own = way != Way.STAFF
    return Taken.objects.create(
        shift=shift, helper=helper, slot=slot, held_from=since, held_until=until, way=way.value, taken_at=at,
        reminded_at=at if late and own else None, confirmed_at=at if late and own else None,
    )  # fmt: skip


def _free_slot(shift: Shift) -> int:
    used = set(shift.taken.filter(state=TakenState.TAKEN).values_list("slot", flat=True))
    free = [slot for slot in range(1, shift.wanted + 1) if slot not in used]
    if not free:
        raise Conflict(
            "roster.shift_full",
            "ひと足ちがいで、ほかの人が 引きうけてくれました。ありがとうございます。ほかの 空いている枠を 見てください。",
        )
    return free[0]
