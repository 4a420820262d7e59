"""回収: one tap, and everybody who has or is to get some of an offer knows not to eat it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import reasons
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.actions import carry_letters, proposing, runs
from ibasho.rooms.surplus.models import Offer, Proposal, Recall, RecallAnswer, Share
from ibasho.rooms.surplus.rules.kinds import GOING, OfferState, ProposalState, ShareState
from ibasho.rooms.surplus.rules.offering import ENDED
from ibasho.town.people.permissions import Permission

NOUN = "surplus.Recall"
# Also where nothing was written down: somebody may have fetched it all the same, and says so in the answer.
REACHED = (*GOING, ShareState.NO_SHOW, ShareState.GONE)


@transaction.atomic
def recall(*, offer: Offer, words: str, by: Actor, at: datetime) -> Recall:
    """Whoever has some answers; what was only promised is promised no more. Raises Conflict the second time."""
    policies.require(by, Permission.SURPLUS_MANAGE, at=at)
    why = reasons.reason(
        words,
        code="surplus.recall_words",
        sentence="わけと、どうしてほしいかを 書いてください。",
        field="words",
        most=400,
    )
    locked = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if Recall.objects.filter(offer=locked).exists():
        raise Conflict(
            "surplus.recalled_before",
            "この おすそわけは もう 回収に なっています。回収の ページを 見てください。",
        )
    shares = list(_reached(locked))
    made = Recall.objects.create(offer=locked, words=why, recalled_at=at, recalled_by_id=by.person_id)
    mailed = 0
    for one in shares:
        told = carry_letters.recalled(made, one, by, at)
        RecallAnswer.objects.create(recall=made, share=one, told_at=at if told else None)
        mailed += told
    proposing.wish_again([one for one in shares if one.state in GOING], locked.food, at)
    _stop(locked, by, at)
    data = {"offer": locked.pk, "shares": len(shares), "mailed": mailed}
    journal.record("surplus.offer.recall", noun=NOUN, object_id=made.pk, by=by, at=at, data=data)
    return made


@transaction.atomic
def told(*, answer: RecallAnswer, reached: bool = True, by: Actor, at: datetime) -> RecallAnswer:
    """Somebody rang them up; not `reached`: nobody has, after all (a slip, or a mail nobody reads). Who has answered knows."""
    policies.require(by, Permission.SURPLUS_WRITE, at=at)
    locked = RecallAnswer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    if (locked.told_at is not None) != reached and locked.answered_at is None:
        locked.told_at = at if reached else None
        locked.save(update_fields=["told_at"])
        journal.record(
            f"surplus.recall.{'told' if reached else 'untold'}",
            noun=NOUN,
            object_id=locked.recall_id,
            by=by,
            at=at,
            data={"share": locked.share_id},
        )
    return locked


@transaction.atomic
def answer(
    *, answer: RecallAnswer, left_grams: int, eaten: bool, words: str, by: Actor, at: datetime
) -> RecallAnswer:
    """What the receiver says; told again it takes the place of the first answer, until the recall is closed."""
    place = answer.share.receiver.place
    policies.require_of(by, Permission.SURPLUS_HAND, place.organisation_id, at=at)
    locked = (
        RecallAnswer.objects.select_for_update(of=("self",))
        .select_related("recall", "share")
        .get(pk=answer.pk)
    )
    if locked.recall.closed_at is not None:
        raise Conflict(
            "surplus.recall_closed",
            "この回収は もう おわっています。つたえたいことは 市に 電話してください。",
        )
    if left_grams > locked.share.grams:
        sentence = "のこりは、うけとった重さまでです。"
        raise Invalid("surplus.recall_left", sentence, fields={"left": sentence})
    locked.left_grams, locked.eaten = left_grams, eaten
    locked.words = refuse_my_number(" ".join(words.split()))[:200]
    locked.answered_at, locked.answered_by_id = at, by.person_id
    locked.told_at = locked.told_at or at
    locked.save()
    data = {"share": locked.share_id, "left": left_grams, "eaten": eaten}
    journal.record("surplus.recall.answer", noun=NOUN, object_id=locked.recall_id, by=by, at=at, data=data)
    return locked


@transaction.atomic
def close(*, recall: Recall, why: str, by: Actor, at: datetime) -> Recall:
    """All is said. Who has not answered must be told of in `why`, which stands in the journal."""
    policies.require(by, Permission.SURPLUS_MANAGE, at=at)
    locked = Recall.objects.select_for_update(of=("self",)).get(pk=recall.pk)
    if locked.closed_at is not None:
        raise Conflict("surplus.recall_closed", "この回収は もう おわっています。")
    silent = locked.answers.filter(answered_at__isnull=True).count()
    if silent or why.strip():
        why = reasons.reason(
            why, code="surplus.recall_silent", field="why",
            sentence=f"まだ 返事のない ところが {silent}か所 あります。どう たしかめたかを 書いてください。",
        )  # fmt: skip
    locked.closed_at = at
    locked.save(update_fields=["closed_at"])
    journal.record(
        "surplus.recall.close", noun=NOUN, object_id=locked.pk, by=by, at=at, why=why, data={"silent": silent}
    )
    return locked


def _reached(offer: Offer) -> list[Share]:
    rows = Share.objects.select_for_update(of=("self",)).filter(proposal__offer=offer, state__in=REACHED)
    return list(rows.select_related("receiver__place").order_by("pk"))


def _stop(offer: Offer, by: Actor, at: datetime) -> None:
    """Nothing of it goes on its way any more; who has it in the car hears it too."""
    shares = Share.objects.filter(proposal__offer=offer)
    agreed = list(shares.filter(state=ShareState.CONFIRMED).order_by("pk"))
    shares.filter(state__in=[ShareState.CONFIRMED, ShareState.PROPOSED]).update(state=ShareState.DROPPED)
    runs.follow(agreed, by=by, at=at)
    Proposal.objects.filter(offer=offer, state=ProposalState.PROPOSED).update(state=ProposalState.DROPPED)
    if offer.state not in ENDED:
        offer.state, offer.ended_at, offer.ended_words = OfferState.WITHDRAWN, at, "回収に なりました"
        offer.save(update_fields=["state", "ended_at", "ended_words"])
