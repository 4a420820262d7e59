"""利用のきまり of a place. What a group accepted stays readable: a new text is a new row."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.openhouse import policies
from ibasho.rooms.openhouse.models import Terms
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

LETTERS_MAX = 6_000


@transaction.atomic
def write(*, place: Place, text: str, by: Actor, at: datetime) -> Terms:
    """The same text again changes nothing. Raises Invalid for nothing, or too much."""
    policies.require_place(by, Permission.OPENHOUSE_MANAGE, place, at=at)
    told = refuse_my_number(text.strip().replace("\r\n", "\n"))
    if not 0 < len(told) <= LETTERS_MAX:
        words = _("きまりを %(most)s文字までで 書いてください。") % {"most": LETTERS_MAX}
        raise Invalid("terms.words", words, fields={"text": words})
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    newest = Terms.objects.filter(place=place).order_by("-pk").first()
    if newest is not None and newest.text == told:
        return newest
    row = Terms.objects.create(place=place, text=told, written_at=at, written_by_id=by.person_id)
    journal.record("openhouse.terms.write", noun="openhouse.Terms", object_id=row.pk, by=by, at=at)
    return row
