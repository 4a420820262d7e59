"""It is over: an offer declined on either side, or a helper who leaves. No reason is asked: nobody has to give one, and
none can then say what a check said. Thirty days later the name goes; until then it can be undone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.roster import policies
from ibasho.rooms.roster.actions.joining import lock, note, settle_places
from ibasho.rooms.roster.models import Helper, Offer, Safeguard, Swap, Taken
from ibasho.rooms.roster.rules import erasing
from ibasho.rooms.roster.rules import registering as rules
from ibasho.rooms.roster.rules.kinds import Answer, HelperState, TakenState
from ibasho.rooms.roster.rules.registering import Step
from ibasho.town.people.permissions import Permission


@transaction.atomic
def decline(*, helper: Helper, by: Actor, at: datetime) -> Helper:
    """Whoever said no: it won't be."""
    return _end(Step.DECLINE, helper, by, at)


@transaction.atomic
def leave(*, helper: Helper, by: Actor, at: datetime) -> Helper:
    """From now on no shift: those to come are free again, and the helper's own link is dead."""
    locked = _end(Step.LEAVE, helper, by, at)
    coming = Taken.objects.filter(helper=locked, state=TakenState.TAKEN, held_from__gt=at)
    places = list(coming.values_list("shift__roster__place", "shift__day"))
    coming.update(state=TakenState.GIVEN_UP.value, given_up_at=at)
    for asked in (
        Offer.objects.filter(helper=locked),
        Swap.objects.filter(to=locked),
        Swap.objects.filter(taken__helper=locked),
    ):
        asked.filter(answer=Answer.WAITING).update(answer=Answer.CLOSED.value, answered_at=at)
    settle_places(places, by=by, at=at)
    return locked


@transaction.atomic
def come_back(*, helper: Helper, by: Actor, at: datetime) -> Helper:
    """Undoes either, as long as the name is not erased. Shifts and the link don't come back by themselves."""
    locked = lock(helper)
    policies.require(by, Permission.ROSTER_MANAGE, locked.organisation, at=at)
    if locked.state not in rules.ENDED:
        raise Conflict(
            "roster.step",
            f"いまは「{HelperState(locked.state).label}」です。とりけす ものが ありません。",
        )
    was = rules.returned(
        offered_on=locked.offered_on,
        registered_on=locked.registered_on,
        interviewed=locked.interview_at is not None,
    )
    locked.state, locked.ended_on, locked.erase_on = was.value, None, None
    locked.save()
    _dates_go_on(locked)
    note(Step.RETURN.value, locked, by=by, at=at, data={"state": locked.state})
    return locked


def _end(step: Step, helper: Helper, by: Actor, at: datetime) -> Helper:
    locked = lock(helper)
    policies.require(by, Permission.ROSTER_MANAGE, locked.organisation, at=at)
    locked.state = rules.after(step, locked.state).value
    locked.ended_on = clock.day(at)
    locked.erase_on = erasing.name_erase_on(locked.ended_on)
    locked.token_hash = locked.token_at = None
    locked.save()
    _dates_go_on(locked)
    note(step.value, locked, by=by, at=at, data={"erase_on": locked.erase_on.isoformat()})
    return locked


def _dates_go_on(helper: Helper) -> None:
    row = Safeguard.objects.filter(helper=helper).first()
    if row is not None:
        row.erase_on = erasing.dates_erase_on(done_on=row.done_on, ended_on=helper.ended_on)
        row.save(update_fields=["erase_on"])
