"""A hole at the last minute is offered to the able, near and least used first, with why just to them. First yes wins."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.roster import policies
from ibasho.rooms.roster.actions import link_letters, links, taking
from ibasho.rooms.roster.models import Offer, Shift, Taken
from ibasho.rooms.roster.queries import able
from ibasho.rooms.roster.rules import offering as rules
from ibasho.rooms.roster.rules.kinds import Answer, TakenState, Way
from ibasho.town.people.permissions import Permission

NOUN = "roster.Offer"


@transaction.atomic
def offer(*, shift: Shift, first: int, by: Actor, at: datetime) -> list[Offer]:
    """Asks the next `first` of the ranked list whom nobody has asked for this shift. Those without mail are among them:
    staff see that they must be rung up. Raises Conflict for a shift without a hole or when nobody is left."""
    locked = taking.lock_shift(shift)
    policies.require_place(by, Permission.ROSTER_MANAGE, locked.roster.place, at=at)
    _check(locked, first)
    asked = set(locked.offers.values_list("helper_id", flat=True))
    left = [(who, found) for who, found in able.ranked(locked, at) if who.pk not in asked][:first]
    if not left:
        raise Conflict(
            "roster.offer_nobody",
            "この時間に 来られる人が もう いません。枠の 時間を 分けるか、ほかの団体や 市に 相談してください。",
        )
    made = [
        Offer.objects.create(shift=locked, helper=who, turn=turn, reasons=list(found.reasons), sent_at=at)
        for turn, (who, found) in enumerate(left, start=len(asked) + 1)
    ]
    for one in made:
        link_letters.offer(one, links.ensure(one.helper, at), by, at)
    journal.record(
        "roster.offer.send", noun="roster.Shift", object_id=locked.pk, by=by, at=at,
        data={"helpers": [one.helper_id for one in made]},
    )  # fmt: skip
    return made


@transaction.atomic
def say_yes(*, offer: Offer, by: Actor, at: datetime) -> Taken:
    """Takes the hole, if it is still one."""
    taken = taking.take(shift=offer.shift, helper=offer.helper, way=Way.OFFER, by=by, at=at)
    Offer.objects.filter(pk=offer.pk).exclude(answer=Answer.YES).update(answer=Answer.YES, answered_at=at)
    journal.record(
        "roster.offer.agree", noun=NOUN, object_id=offer.pk, by=by, at=at, data={"shift": offer.shift_id}
    )
    return taken


@transaction.atomic
def say_no(*, offer: Offer, by: Actor, at: datetime) -> Offer:
    """むり: nobody asks why. A yes may still follow while the hole is there."""
    locked = taking.lock_shift(offer.shift)
    taking.require(by, locked, at)
    row = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if row.answer != Answer.WAITING:
        return row
    row.answer, row.answered_at = Answer.NO.value, at
    row.save(update_fields=["answer", "answered_at"])
    journal.record(
        "roster.offer.refuse", noun=NOUN, object_id=row.pk, by=by, at=at, data={"shift": row.shift_id}
    )
    return row


def _check(shift: Shift, first: int) -> None:
    if not 1 <= first <= rules.FIRST_MAX:
        words = f"いちどに たのめるのは 1人から {rules.FIRST_MAX}人までです。"
        raise Invalid("roster.offer_first", words, fields={"first": words})
    if shift.taken.filter(state=TakenState.TAKEN).count() >= shift.wanted:
        raise Conflict("roster.offer_full", "この枠は もう そろっています。たのまなくて だいじょうぶです。")
