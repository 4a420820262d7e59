"""A person looked at a sign and wrote what it was. Nothing else happens."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.models import Shop, SignReview
from ibasho.rooms.mealtickets.rules.kinds import SignKind
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission


@transaction.atomic
def review(*, kind: SignKind, shop: Shop, day: date, words: str, by: Actor, at: datetime) -> SignReview:
    """Written once; a later look writes over it, and the journal keeps that somebody did. Raises Invalid without
    words."""
    policies.require(by, Permission.MEALS_MANAGE, at=at)
    sentence = _("見て わかったことを 書いてください。「部活の子たちが 来た」のように 短くて かまいません。")
    told = reason(words, code="signs.no_words", sentence=sentence, field="words")
    row, _made = SignReview.objects.update_or_create(
        kind=kind.value, shop=shop, day=day,
        defaults={"words": told, "seen_at": at, "seen_by_id": people.person_of(by)},
    )  # fmt: skip
    journal.record(
        "mealtickets.sign.review", noun="mealtickets.SignReview", object_id=row.pk, by=by, at=at,
        data={"kind": row.kind, "shop": shop.pk, "day": day.isoformat()},
    )  # fmt: skip
    return row
