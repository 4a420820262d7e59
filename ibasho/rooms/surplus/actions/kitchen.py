"""献立と 仕入れの 記録: once a day of a kitchen, written again in its place, kept for the 保健所."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.models import KitchenRecord
from ibasho.rooms.surplus.rules import allergens
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

NOUN = "surplus.KitchenRecord"
FIELDS = frozenset({"menu", "allergens", "bought", "meals", "heated", "helpers_well", "note"})


@transaction.atomic
def write(*, place: Place, day: date, words: Mapping[str, Any], by: Actor, at: datetime) -> KitchenRecord:
    """`words`: KitchenRecord's fields of `FIELDS`. A day that has a record gets these words instead. Raises Invalid."""
    policies.require_of(by, Permission.SURPLUS_HAND, place.organisation_id, at=at)
    if set(words) - FIELDS:
        raise ValueError(f"{set(words) - FIELDS}: not fields of a kitchen's record")
    if day > clock.day(at):
        sentence = "これからの日は まだ 書けません。きょうまでの 日を えらんでください。"
        raise Invalid("surplus.kitchen_day", sentence, fields={"day": sentence})
    Place.objects.select_for_update(of=("self",), no_key=True).get(
        pk=place.pk
    )  # one writer a place: the row may not be there yet
    row = KitchenRecord.objects.filter(place=place, day=day).first() or KitchenRecord(place=place, day=day)
    for name, value in words.items():
        setattr(row, name, refuse_my_number(value.strip()) if isinstance(value, str) else value)
    row.allergens = list(allergens.known(row.allergens))
    if not row.menu:
        raise Invalid(
            "surplus.kitchen_menu", "献立を 書いてください。", fields={"menu": "献立を 書いてください。"}
        )
    row.written_at, row.written_by_id = at, by.person_id
    row.save()
    journal.record(
        "surplus.kitchen.write", noun=NOUN, object_id=row.pk, by=by, at=at, data={"day": day.isoformat()}
    )
    return row


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> int:
    """A year after the end of their 年度; how many rows went."""
    policies.require_server(by)
    oldest = years.first_day(years.nendo(clock.day(at)) - 1)
    gone, _rows = KitchenRecord.objects.filter(day__lt=oldest).delete()
    if gone:
        journal.record("surplus.kitchen.forget", noun=NOUN, object_id="", by=by, at=at, data={"rows": gone})
    return gone
