"""Looking givers up by name, and taking their names out as a file, leaves a trace: who and how many, never the words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.models import Gift
from ibasho.town.people.permissions import Permission

LETTERS_MIN, FOUND_MAX = 2, 20


@transaction.atomic
def by_name(*, words: str, by: Actor, at: datetime) -> Sequence[Gift]:
    """The newest twenty whose name or reading holds these letters. Raises Invalid for fewer than two."""
    policies.require(by, Permission.MEALS_MONEY, at=at)
    told = " ".join(words.split())
    if len(told) < LETTERS_MIN:
        sentence = _("お名前を 2文字より 多く 入れてください。")
        raise Invalid("gifts.short_name", sentence, fields={"name": sentence})
    found = list(
        Gift.objects.filter(Q(name__icontains=told) | Q(kana__icontains=told))
        .select_related("fund", "pool", "receipt")
        .order_by("-promised_at")[:FOUND_MAX]
    )
    journal.record(
        "mealtickets.gift.search",
        noun="mealtickets.Gift",
        object_id="",
        by=by,
        at=at,
        data={"found": len(found)},
    )
    return found


@transaction.atomic
def take_out(*, what: str, rows: int, by: Actor, at: datetime) -> None:
    """Names go out as a file: noted before they do."""
    policies.require(by, Permission.MEALS_MONEY, at=at)
    journal.record(
        "mealtickets.gift.export", noun="mealtickets.Gift", object_id="", by=by, at=at,
        data={"what": what, "rows": rows},
    )  # fmt: skip
