"""Whether the same nickname was told from the same place before: two conditions, few rows, written down before it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.base.ports.vault import vault
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions.matters import NOUN
from ibasho.rooms.care.queries import notices as queries
from ibasho.rooms.care.rules import nicknames
from ibasho.rooms.care.rules.kinds import SEARCH_ROWS_MAX
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place


@dataclass(frozen=True, slots=True)
class Found:
    """Numbers, days, states and who has them; never a word. `more`: there are others beyond the newest twenty."""

    lines: list[queries.Line]
    more: bool


@transaction.atomic
def search(*, place: Place | None, nickname: str, by: Actor, at: datetime) -> Found:
    """The newest first. Raises Invalid without both conditions, NotFound for who is not of the centre."""
    policies.require(by, Permission.CARE_HANDLE, at=at)
    folded = nicknames.folded(nickname)
    if place is None or not folded:
        raise _both(place is None, not folded)
    marks = vault().marks(folded, nicknames.salt(place.public_id))
    rows = list(
        queries.seen(by).filter(child_mark__in=marks).order_by("-received_at", "-pk")[: SEARCH_ROWS_MAX + 1]
    )
    journal.record(
        "care.notice.search",
        noun=NOUN,
        object_id="",
        by=by,
        at=at,
        data={"found": min(len(rows), SEARCH_ROWS_MAX)},
    )
    return Found(queries.lines(rows[:SEARCH_ROWS_MAX], at), len(rows) > SEARCH_ROWS_MAX)


def _both(no_place: bool, no_nickname: bool) -> Invalid:
    fields = {}
    if no_place:
        fields["place"] = "居場所を えらんでください。"
    if no_nickname:
        fields["nickname"] = "よび名を 書いてください。"
    return Invalid(
        "care.search_two",
        "居場所と よび名の 両方が いります。片方だけでは さがせません。両方 入れてください。",
        fields=fields,
    )
