"""From hand to hand: how much, how cold, until when. Noted by the place, by the driver on their link, or at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.actions import runs
from ibasho.rooms.surplus.models import Driver, Handover, Offer, Proposal, Recall, Share, Stop
from ibasho.rooms.surplus.queries import handing as queries
from ibasho.rooms.surplus.queries import takers
from ibasho.rooms.surplus.rules import handing as rules
from ibasho.rooms.surplus.rules.kinds import Band, OfferState, ProposalState, RunState, ShareState
from ibasho.rooms.surplus.rules.sharing import SEEKING
from ibasho.town.people.permissions import Permission

NOUN = "surplus.Share"


@dataclass(frozen=True, slots=True)
class Words:
    """`temperature`: 0.1 ℃, None where nobody measured. `note`: also the answer to a warning of being too warm.
    `handed_at`: where it is written down later; None: now."""

    grams: int
    temperature: int | None = None
    lot: str = ""
    expires_on: date | None = None
    fine: bool = True
    crates: int = 0
    note: str = ""
    handed_at: datetime | None = None


@transaction.atomic
def hand(*, share: Share, words: Words, driver: Driver | None = None, by: Actor, at: datetime) -> Handover:
    """Once. `driver`: whose link speaks (the view has checked it). Raises NotFound, Conflict, Invalid."""
    offer, locked = lock(share, driver, by, at)
    if locked.state != ShareState.CONFIRMED:
        raise Conflict("surplus.not_to_hand", not_now(locked))
    if Recall.objects.filter(offer=offer).exists():
        raise Conflict("surplus.recalled", "この おすそわけは 回収に なりました。わたさないでください。")
    lot, note = (
        refuse_my_number(words.lot.strip())[:40],
        refuse_my_number(words.note.strip())[: rules.NOTE_MAX],
    )
    when = _check(offer, locked, words, note, at)
    handed = Handover.objects.create(
        share=locked, grams=words.grams, lot=lot or offer.lot, temperature_tenths=words.temperature,
        expires_on=words.expires_on or offer.expires_on, fine=words.fine, crates_out=words.crates, note=note,
        handed_at=when, noted_at=at, handed_by_id=by.person_id,
    )  # fmt: skip
    locked.state = ShareState.HANDED
    locked.save(update_fields=["state"])
    runs.drop_done(locked, when)
    settle(offer, at)
    data = {"grams": words.grams, "warm": bool(rules.warning(Band(offer.band), words.temperature))}
    journal.record("surplus.share.hand", noun=NOUN, object_id=locked.pk, by=by, at=at, data=data)
    return handed


@transaction.atomic
def take_back(*, share: Share, driver: Driver | None = None, by: Actor, at: datetime) -> Share:
    """The hand-over was a slip of the finger: within a day, and before anybody told what became of it."""
    offer, locked = lock(share, driver, by, at)
    handed = Handover.objects.filter(share=locked).first()
    if locked.state != ShareState.HANDED or handed is None:
        raise Conflict(
            "surplus.not_handed", "この分は もう「わたした」では ありません。ページを 見なおしてください。"
        )
    if not rules.may_undo(handed.noted_at, at):
        raise Conflict(
            "surplus.undo_late", "わたしてから 1日が すぎたので もどせません。市に 電話してください。"
        )
    if locked.uses.exists() or Recall.objects.filter(offer=offer).exists():
        raise Conflict(
            "surplus.undo_used", "使ったことか 回収の 記録が あるので もどせません。市に 電話してください。"
        )
    grams = handed.grams
    handed.delete()
    locked.state = ShareState.CONFIRMED
    locked.save(update_fields=["state"])
    runs.drop_done(locked, None)
    reopen(offer)
    journal.record(
        "surplus.share.hand_back", noun=NOUN, object_id=locked.pk, by=by, at=at, data={"grams": grams}
    )
    return locked


def lock(share: Share, driver: Driver | None, by: Actor, at: datetime) -> tuple[Offer, Share]:
    """Part of an action: the offer, then the share, both for `by`. Raises NotFound for a stranger."""
    place = share.receiver.place
    if driver is None:
        policies.require_of(by, Permission.SURPLUS_HAND, place.organisation_id, at=at)
    elif not carries(driver, share):
        raise Conflict(
            "surplus.not_yours",
            "この分は いまは あなたの 予定に ありません。ページを ひらきなおしてください。",
        )
    offer = Offer.objects.select_for_update(of=("self",)).get(pk=share.proposal.offer_id)
    rows = Share.objects.select_for_update(of=("self",)).select_related("proposal", "receiver__place")
    return offer, rows.get(pk=share.pk)


def carries(driver: Driver, share: Share) -> bool:
    return (
        Stop.objects.filter(share=share, run__driver=driver).exclude(run__state=RunState.CANCELLED).exists()
    )


def settle(offer: Offer, at: datetime) -> bool:
    """Part of an action: an offer is done when nobody is still to get any of it and nothing of it looks for a home, or
    nobody can fetch that any more (what nobody wants ends with its hours, `offer_clock.lapse`). Says whether it is done."""
    shares = Share.objects.filter(proposal__offer=offer)
    if offer.state not in SEEKING or not shares.filter(state=ShareState.HANDED).exists():
        return False
    if shares.filter(state=ShareState.CONFIRMED).exists():
        return False
    if takers.left_grams(offer) and offer.ready_until >= at:
        return False
    shares.filter(state=ShareState.PROPOSED).update(state=ShareState.DROPPED)
    Proposal.objects.filter(offer=offer, state=ProposalState.PROPOSED).update(state=ProposalState.DROPPED)
    offer.state, offer.ended_at = OfferState.DONE, at
    offer.save(update_fields=["state", "ended_at"])
    return True


def reopen(offer: Offer) -> None:
    """The way back from `settle`."""
    if offer.state == OfferState.DONE:
        offer.state, offer.ended_at = OfferState.CONFIRMED, None
        offer.save(update_fields=["state", "ended_at"])


def _check(offer: Offer, share: Share, words: Words, note: str, at: datetime) -> datetime:
    """When it was handed; what is looked at is looked at as of that day."""
    when = rules.moment(words.handed_at, agreed_at=share.proposal.confirmed_at, at=at)
    until = rules.eat_by(offer.use_until, offer.date_kind, words.expires_on)
    rules.check(
        band=Band(offer.band), tenths=words.temperature, grams=words.grams, most_grams=share.grams,
        use_until=until, today=clock.day(when), fine=words.fine, note=note,
    )  # fmt: skip
    opens = queries.opens_by(share.receiver.place, when, until)
    rules.check_in_time(eat_by=until, use_until=offer.use_until, opens=opens, note=note)
    return when


def not_now(share: Share) -> str:
    state = ShareState(share.state)
    if state == ShareState.HANDED:
        return "この分は もう わたして あります。2回 入れることは ありません。"
    return f"この分は いま「{state.label}」なので、わたせません。一覧を 見なおしてください。"
