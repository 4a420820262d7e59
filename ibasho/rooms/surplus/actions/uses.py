"""What a day made of a share, and the word of thanks somebody reads before the giver does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.models import Handover, Share, Use
from ibasho.rooms.surplus.rules import using as rules
from ibasho.rooms.surplus.rules.handing import eat_by
from ibasho.rooms.surplus.rules.kinds import DateKind, ShareState, WordsState
from ibasho.town.people.permissions import Permission
from ibasho.town.places.rules import moderation

NOUN = "surplus.Use"


@dataclass(frozen=True, slots=True)
class Words:
    used: int
    meals: int
    thrown: int = 0
    dish: str = ""
    thanks: str = ""


@transaction.atomic
def tell(*, share: Share, day: date, words: Words, by: Actor, at: datetime) -> Use:
    """One row a day; told again it takes the place of the first. Raises Invalid for more than was handed."""
    policies.require_of(by, Permission.SURPLUS_HAND, share.receiver.place.organisation_id, at=at)
    locked = Share.objects.select_for_update(of=("self",)).get(pk=share.pk)
    handed = Handover.objects.filter(share=locked).first()
    if locked.state != ShareState.HANDED or handed is None:
        raise Conflict(
            "surplus.not_handed", "まだ うけとっていない分です。先に「うけとりました」を おしてください。"
        )
    before = Use.objects.filter(share=locked, day=day).first()
    rules.check(
        used=words.used, thrown=words.thrown, others=_told(locked, before), handed=handed.grams, day=day,
        handed_on=clock.day(handed.handed_at), today=clock.day(at), last=_last(locked, handed),
    )  # fmt: skip
    row = before or Use(share=locked, day=day)
    _write(row, words, by, at)
    row.save()
    data = {"share": locked.pk, "used": words.used, "thrown": words.thrown, "meals": words.meals}
    journal.record("surplus.use.tell", noun=NOUN, object_id=row.pk, by=by, at=at, data=data)
    return row


@transaction.atomic
def look(*, use: Use, shown: bool, by: Actor, at: datetime) -> Use:
    """Somebody of the city or the CSW has read the thanks. Words that reach a person are never shown."""
    policies.require(by, Permission.SURPLUS_MANAGE, at=at)
    locked = Use.objects.select_for_update(of=("self",)).get(pk=use.pk)
    if not locked.thanks:
        raise Conflict("surplus.no_thanks", "お礼の ことばが もう ありません。一覧を 見なおしてください。")
    if shown and not moderation.may_be_shown(locked.thanks):
        raise Invalid(
            "surplus.thanks_reach",
            "電話番号や アドレスなどが 入っているので のせられません。「のせない」に するか、居場所に 書きなおして もらってください。",
        )
    locked.thanks_state = WordsState.SHOWN if shown else WordsState.HIDDEN
    locked.looked_at, locked.looked_by_id = at, by.person_id
    locked.save(update_fields=["thanks_state", "looked_at", "looked_by"])
    verb = "show" if shown else "hide"
    journal.record(f"surplus.thanks.{verb}", noun=NOUN, object_id=locked.pk, by=by, at=at)
    return locked


def _last(share: Share, handed: Handover) -> date | None:
    """Of a 消費期限, the earlier of what was told and what is printed."""
    offer = share.proposal.offer
    known = offer.date_kind == DateKind.USE_BY
    return eat_by(offer.use_until, offer.date_kind, handed.expires_on) if known else None


def _told(share: Share, but: Use | None) -> int:
    others = share.uses.exclude(pk=but.pk) if but else share.uses.all()
    rows = others.aggregate(used=Sum("grams_used"), thrown=Sum("grams_thrown"))
    return (rows["used"] or 0) + (rows["thrown"] or 0)


def _write(row: Use, words: Words, by: Actor, at: datetime) -> None:
    thanks = refuse_my_number(" ".join(words.thanks.split()))[:200]
    if thanks != row.thanks:
        row.thanks_state, row.looked_at, row.looked_by_id = WordsState.WAITING, None, None
    row.grams_used, row.grams_thrown, row.meals = words.used, words.thrown, words.meals
    row.dish, row.thanks = refuse_my_number(words.dish.strip())[:80], thanks
    row.told_at, row.told_by_id = at, by.person_id
