"""Nobody came for it. The kilos are free again; nothing else follows from it by itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.actions import handing, proposing, runs
from ibasho.rooms.surplus.models import NoShow, Offer, Share
from ibasho.rooms.surplus.queries import takers
from ibasho.rooms.surplus.rules import handing as rules
from ibasho.rooms.surplus.rules.kinds import ShareState
from ibasho.rooms.surplus.rules.sharing import SEEKING
from ibasho.town.people.permissions import Permission

NOUN = "surplus.Share"


@transaction.atomic
def note(*, share: Share, words: str, by: Actor, at: datetime) -> NoShow:
    """By the desk, as the giver or the drop-off point told it. What is left is proposed anew."""
    offer, locked = _lock(share, by, at)
    if locked.state != ShareState.CONFIRMED:
        raise Conflict("surplus.no_show_state", handing.not_now(locked))
    if offer.ready_from > at:
        raise Conflict(
            "surplus.no_show_early", "まだ わたす時間に なっていません。時間が すぎてから 入れてください。"
        )
    made = NoShow.objects.create(
        share=locked,
        words=refuse_my_number(" ".join(words.split()))[:200],
        noted_at=at,
        noted_by_id=by.person_id,
    )
    locked.state = ShareState.NO_SHOW
    locked.save(update_fields=["state"])
    runs.follow([locked], by=by, at=at)
    journal.record(
        "surplus.share.no_show", noun=NOUN, object_id=locked.pk, by=by, at=at, data={"grams": locked.grams}
    )
    proposing.settle(offer)
    if offer.state in SEEKING and clock.day(at) <= offer.use_until:
        proposing.ask(offer)
    return made


@transaction.atomic
def take_back(*, share: Share, by: Actor, at: datetime) -> Share:
    """They did come: within a day, and as long as nobody else was promised those kilos."""
    offer, locked = _lock(share, by, at)
    noted = NoShow.objects.filter(share=locked).first()
    if locked.state != ShareState.NO_SHOW or noted is None:
        raise Conflict("surplus.no_show_gone", "この分は もう「とりに来なかった」では ありません。")
    if not rules.may_undo(noted.noted_at, at):
        raise Conflict(
            "surplus.undo_late",
            "1日が すぎたので もどせません。あとで わかったことは 記録の ことばに 書いてください。",
        )
    if takers.left_grams(offer) < locked.grams or offer.state not in SEEKING:
        raise Conflict(
            "surplus.no_show_given", "その分は もう ほかの ところへ 行くことに なったので、もどせません。"
        )
    noted.delete()
    locked.state = ShareState.CONFIRMED
    locked.save(update_fields=["state"])
    proposing.settle(offer)
    runs.follow([locked], by=by, at=at)
    journal.record("surplus.share.no_show_back", noun=NOUN, object_id=locked.pk, by=by, at=at)
    return locked


def _lock(share: Share, by: Actor, at: datetime) -> tuple[Offer, Share]:
    policies.require(by, Permission.SURPLUS_WRITE, at=at)
    return handing.lock(share, None, by, at)
