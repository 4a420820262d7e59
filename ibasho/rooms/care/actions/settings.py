"""How the centre is reached: its lead writes it once for all pages, papers and mails."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.care import policies
from ibasho.rooms.care.models import CentreSettings
from ibasho.rooms.care.rules import settings as rules
from ibasho.town.people.permissions import Permission

NOUN = "care.CentreSettings"


@transaction.atomic
def change(*, name: str, phone: str, hours: str, night_words: str, by: Actor, at: datetime) -> CentreSettings:
    """Raises Invalid for an empty name and for a number no telephone can dial."""
    policies.require(by, Permission.CARE_LEAD, at=at)
    CentreSettings.objects.get_or_create(pk=1)
    row = CentreSettings.objects.select_for_update().get(pk=1)
    row.name, row.phone = rules.line(name), rules.phone(phone)
    row.hours, row.night_words = rules.line(hours), rules.line(night_words)
    if not row.name:
        sentence = "センターの名前を 書いてください。紙や メールに 出ます。"
        raise Invalid("care.centre_name", sentence, fields={"name": sentence})
    row.changed_at, row.changed_by_id = at, by.person_id
    row.save()
    journal.record("care.settings.change", noun=NOUN, object_id=row.pk, by=by, at=at)
    return row
