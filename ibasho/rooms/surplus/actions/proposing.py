"""Who gets it: the engine proposes, a person confirms or changes it, a receiver may still say no."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime

from django.db import transaction
from procrastinate.contrib.django import app as jobs

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.actions import runs, share_news
from ibasho.rooms.surplus.engine.inputs import Allotment
from ibasho.rooms.surplus.models import Offer, Passed, Proposal, Recall, Receiver, Share, Wish
from ibasho.rooms.surplus.queries import allotting, takers
from ibasho.rooms.surplus.rules import sharing
from ibasho.rooms.surplus.rules.kinds import GOING, OfferState, ProposalState, Refusal, ShareState, WishState
from ibasho.town.people.permissions import Permission

NOUN, SHARE = "surplus.Proposal", "surplus.Share"


@transaction.atomic
def propose(*, offer: Offer, by: Actor, at: datetime) -> Proposal:
    """The engine's answer for what has no home yet; it takes the place of the open one. Who said no is not asked again.

    Raises Conflict for an offer that is over or cannot be fetched any more, or of which everything has a home."""
    policies.require(by, Permission.SURPLUS_WRITE, at=at)
    row, left = _locked_homeless(offer, at)
    return _write(row, allotting.allotment(row, left, at), by, at)


def _locked_homeless(offer: Offer, at: datetime) -> tuple[Offer, int]:
    """With the grams that have no home. Raises Conflict."""
    row = _locked_offer(offer, clock.day(at))
    sharing.check_ready(row.ready_until, at)
    left = takers.left_grams(row)
    if not left:
        raise Conflict(
            "surplus.proposal.nothing_left", "行き先は もう ぜんぶ きまっています。新しい案は いりません。"
        )
    return row, left


def _write(row: Offer, found: Allotment, by: Actor, at: datetime) -> Proposal:
    _close_open(row, ProposalState.REPLACED)
    made = Proposal.objects.create(
        offer=row,
        number=row.proposals.count() + 1,
        left_grams=found.left_grams,
        made_at=at,
        made_by_id=by.person_id,
    )
    Share.objects.bulk_create(
        Share(proposal=made, receiver_id=one.key, grams=one.grams, reasons=allotting.stored(one.reasons))
        for one in found.shares
    )
    Passed.objects.bulk_create(
        Passed(proposal=made, receiver_id=one.key, reasons=allotting.stored(one.reasons))
        for one in found.passed
    )
    settle(row)
    data = {"number": made.number, "shares": len(found.shares), "left_grams": found.left_grams}
    journal.record("surplus.proposal.propose", noun=NOUN, object_id=made.pk, by=by, at=at, data=data)
    return made


@transaction.atomic
def confirm(
    *, proposal: Proposal, grams: dict[int, int] | None = None, words: str = "", by: Actor, at: datetime
) -> Proposal:
    """A person says yes. `grams`: by receiver, where somebody changed it by hand, with `words` why; 0 takes one out.

    Raises Conflict where a colleague was first or a receiver closed since, Invalid for grams out of step or too many."""
    policies.require(by, Permission.SURPLUS_MANAGE, at=at)
    offer = _locked_offer(proposal.offer, None)
    row = Proposal.objects.select_for_update().get(pk=proposal.pk)
    sharing.check_proposal(row.state, row.confirmed_at)
    _check_seeking(offer, clock.day(at))
    sharing.check_ready(offer.ready_until, at)
    proposed = dict(row.shares.values_list("receiver_id", "grams"))
    wanted = {key: told for key, told in (proposed if grams is None else grams).items() if told}
    why = _why(words) if wanted != proposed else ""
    receivers = _locked_receivers(set(wanted) | set(proposed))
    names = {one.pk: one.place.name for one in receivers.values()}
    sharing.check_grams(grams or wanted, names, left=takers.left_grams(offer), step=offer.step_grams)
    allotting.check_still(offer, [(receivers[key], told) for key, told in sorted(wanted.items())], at)
    _write_shares(row, wanted, proposed)
    row.left_grams = takers.left_grams(offer) - sum(wanted.values())
    row.state, row.changed_words = ProposalState.CONFIRMED.value, why
    row.confirmed_at, row.confirmed_by_id = at, by.person_id
    row.save()
    row.shares.filter(state=ShareState.PROPOSED.value).update(state=ShareState.CONFIRMED.value)
    settle(offer)
    Wish.objects.filter(receiver__in=wanted, food=offer.food, state=WishState.OPEN.value).update(
        state=WishState.MET.value
    )
    data = {"receivers": len(wanted), "by_hand": bool(why), "left_grams": row.left_grams}
    journal.record("surplus.proposal.confirm", noun=NOUN, object_id=row.pk, by=by, at=at, data=data)
    share_news.tell_confirmed(row, by, at)
    return row


@transaction.atomic
def drop(*, proposal: Proposal, by: Actor, at: datetime) -> Proposal:
    """Nobody gets it by this proposal; the offer looks for a home again."""
    policies.require(by, Permission.SURPLUS_MANAGE, at=at)
    offer = Offer.objects.select_for_update().get(pk=proposal.offer_id)
    row = Proposal.objects.select_for_update().get(pk=proposal.pk)
    sharing.check_proposal(row.state, row.confirmed_at)
    _close_open(offer, ProposalState.DROPPED)
    settle(offer)
    journal.record("surplus.proposal.drop", noun=NOUN, object_id=row.pk, by=by, at=at)
    row.refresh_from_db()
    return row


@transaction.atomic
def decline(*, share: Share, refusal: Refusal, by: Actor, at: datetime) -> Share:
    """うけとれません: by the receiver, or by staff who heard it. The grams are free for others within minutes.

    Raises Conflict after the hand-over, or where the answer has been given."""
    policies.require_of(by, Permission.SURPLUS_OWN, share.receiver.place.organisation_id, at=at)
    offer, row = _locked_share(share)
    if row.state != ShareState.CONFIRMED:
        word = ShareState(row.state).label
        raise Conflict(
            "surplus.share.over", f"この分は いま「{word}」なので、「うけとれない」に できません。"
        )
    row.state, row.refusal = ShareState.DECLINED.value, refusal.value
    row.answered_at, row.answered_by_id = at, by.person_id
    row.save()
    wish_again([row], offer.food, at)
    runs.follow([row], by=by, at=at)
    settle(offer)
    data = {"refusal": refusal.value, "grams": row.grams}
    journal.record("surplus.share.decline", noun=SHARE, object_id=row.pk, by=by, at=at, data=data)
    ask(offer)
    return row


@transaction.atomic
def take_back_decline(*, share: Share, by: Actor, at: datetime) -> Share:
    """やっぱり うけとれます, as long as nobody else has got it and the place still can."""
    policies.require_of(by, Permission.SURPLUS_OWN, share.receiver.place.organisation_id, at=at)
    offer, row = _locked_share(share)
    _check_seeking(offer, clock.day(at))
    if row.state != ShareState.DECLINED:
        raise Conflict(
            "surplus.share.not_declined",
            "「うけとれない」の 返事は ありません。ページを 開きなおしてください。",
        )
    if takers.left_grams(offer) < row.grams:
        raise Conflict(
            "surplus.share.given_on",
            "この分は もう ほかの所に きまりました。つぎの おすそわけを おまちください。",
        )
    _locked_receivers({row.receiver_id})
    allotting.check_still(offer, [(row.receiver, row.grams)], at)
    row.state, row.refusal = ShareState.CONFIRMED.value, ""
    row.answered_at, row.answered_by_id = None, None
    row.save()
    runs.follow([row], by=by, at=at)
    settle(offer)
    journal.record("surplus.share.take_back_decline", noun=SHARE, object_id=row.pk, by=by, at=at)
    ask(offer)
    return row


def propose_rest(*, by: Actor, at: datetime) -> int:
    """Each morning: what found no home is asked about anew, for a place may open since. Gives how many new answers there
    are. Each offer by itself: what a person does meanwhile stops nothing of the others."""
    policies.require_server(by)
    found = Offer.objects.filter(state__in=sharing.SEEKING, use_until__gte=clock.day(at), ready_until__gte=at)
    count = 0
    for one in found.filter(recall__isnull=True).order_by("pk"):
        if takers.left_grams(one) and _is_stuck(one):
            with suppress(Conflict):
                count += _ask_again(one, by, at)
    return count


@transaction.atomic
def _ask_again(offer: Offer, by: Actor, at: datetime) -> bool:
    """No new proposal where the answer is nobody as it was: only the reasons, which the places read, are kept up to date."""
    row, left = _locked_homeless(offer, at)
    if not _is_stuck(row):
        return False
    found = allotting.allotment(row, left, at)
    known = row.proposals.filter(state=ProposalState.PROPOSED.value, left_grams=found.left_grams).first()
    if found.shares or known is None:
        _write(row, found, by, at)
        return True
    why = {one.key: allotting.stored(one.reasons) for one in found.passed}
    if why != dict(known.passed.values_list("receiver_id", "reasons")):
        known.passed.all().delete()
        Passed.objects.bulk_create(Passed(proposal=known, receiver_id=key, reasons=why[key]) for key in why)
    return False


def ask(offer: Offer) -> None:
    """Asks for a proposal in a moment, in the caller's transaction."""
    jobs.configure_task("surplus.propose").defer(offer_id=offer.pk)


def wish_again(shares: Iterable[Share], food: str, at: datetime) -> None:
    """Part of an action that took these agreed shares away: what they had met is open again, unless something newer is."""
    for key in sorted({one.receiver_id for one in shares}):
        wishes = Wish.objects.filter(receiver_id=key, food=food)
        met = wishes.filter(state=WishState.MET.value, until__gte=clock.day(at)).order_by("-told_at").first()
        if met is not None and not wishes.filter(state=WishState.OPEN.value).exists():
            met.state = WishState.OPEN.value
            met.save(update_fields=["state"])


def settle(offer: Offer) -> None:
    """The offer's state as its proposals and shares say it; what is over stays over. The caller holds the offer's lock.

    An open proposal of more than there is any more gives way: `ask` makes a new one of the rest."""
    if offer.state not in sharing.SEEKING:
        return
    proposed = Share.objects.filter(proposal__offer=offer, proposal__state=ProposalState.PROPOSED.value)
    if sum(proposed.values_list("grams", flat=True)) > takers.left_grams(offer):
        _close_open(offer, ProposalState.REPLACED)
    if proposed.exists():
        state = OfferState.PROPOSED
    elif Share.objects.filter(proposal__offer=offer, state__in=GOING).exists():
        state = OfferState.CONFIRMED
    else:
        state = OfferState.OPEN
    offer.state = state.value
    offer.save(update_fields=["state"])


def _is_stuck(offer: Offer) -> bool:
    """No proposal with a receiver in it waits for somebody's yes."""
    return not Share.objects.filter(
        proposal__offer=offer, proposal__state=ProposalState.PROPOSED.value
    ).exists()


def _locked_offer(offer: Offer, today: date | None) -> Offer:
    """With `today`: raises Conflict where nothing of it may be given any more."""
    row = Offer.objects.select_for_update(of=("self",)).select_related("depot").get(pk=offer.pk)
    if today is not None:
        _check_seeking(row, today)
    return row


def _check_seeking(offer: Offer, today: date) -> None:
    recalled = Recall.objects.filter(offer=offer).exists()
    sharing.check_seeking(offer.state, offer.use_until, recalled=recalled, today=today)


def _locked_share(share: Share) -> tuple[Offer, Share]:
    offer = _locked_offer(share.proposal.offer, None)
    return offer, Share.objects.select_for_update(of=("self",)).select_related("receiver__place").get(
        pk=share.pk
    )


def _locked_receivers(keys: set[int]) -> dict[int, Receiver]:
    """Two offers confirmed at once must not fill one fridge twice."""
    rows = Receiver.objects.select_for_update(of=("self",)).select_related("place").filter(pk__in=keys)
    return {one.pk: one for one in rows.order_by("pk")}


def _close_open(offer: Offer, state: ProposalState) -> None:
    rows = Proposal.objects.filter(offer=offer, state=ProposalState.PROPOSED.value)
    Share.objects.filter(proposal__in=rows).update(state=ShareState.DROPPED.value)
    rows.update(state=state.value)


def _write_shares(row: Proposal, wanted: dict[int, int], proposed: dict[int, int]) -> None:
    """What was changed by hand says so; who was taken out keeps the row as dropped."""
    for key in proposed.keys() - wanted.keys():
        row.shares.filter(receiver_id=key).update(state=ShareState.DROPPED.value)
    for key, grams in wanted.items():
        if key in proposed and grams != proposed[key]:
            row.shares.filter(receiver_id=key).update(grams=grams, by_hand=True)
        elif key not in proposed:
            Share.objects.create(proposal=row, receiver_id=key, grams=grams, by_hand=True)
            Passed.objects.filter(proposal=row, receiver_id=key).delete()


def _why(words: str) -> str:
    return reason(
        words, code="surplus.proposal.why", field="words",
        sentence="手で 直したときは、わけを 書いてください（例：みなみ食堂は 今週 人数が 多いと 聞いた）。",
    )  # fmt: skip
