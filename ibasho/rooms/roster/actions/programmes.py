"""What an organisation says of its programme: its category in こども性暴力防止法, its rules, what an hour is paid."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.roster import policies
from ibasho.rooms.roster.models import Programme
from ibasho.rooms.roster.rules.kinds import DbsCategory
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission

FIELDS = frozenset(
    {"dbs_category", "certificate_number", "certified_on", "rules_version", "rules_on", "yen_per_hour",
     "minor_minutes_week_max", "minor_home_by"}
)  # fmt: skip


@transaction.atomic
def write(*, organisation: Organisation, values: Mapping[str, Any], by: Actor, at: datetime) -> Programme:
    """`values` are Programme's fields. Raises Invalid for 認定 without its day."""
    policies.require(by, Permission.ROSTER_MANAGE, organisation, at=at)
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    programme = Programme.objects.filter(organisation=organisation).first() or Programme(
        organisation=organisation
    )
    before = {name: getattr(programme, name) for name in FIELDS}
    for name, value in values.items():
        if name not in FIELDS:
            raise ValueError(f"{name}: not a field of a programme")
        setattr(programme, name, refuse_my_number(value.strip()) if isinstance(value, str) else value)
    if programme.dbs_category == DbsCategory.CERTIFIED and programme.certified_on is None:
        sentence = _("「認定」のときは 認定の日が いります。認定書を 見て 入れてください。")
        raise Invalid("roster.no_certificate", sentence, fields={"certified_on": sentence})
    programme.save()
    changed = sorted(name for name, value in before.items() if getattr(programme, name) != value)
    journal.record(
        "roster.programme.write", noun="roster.Programme", object_id=programme.pk, by=by, at=at,
        data={"fields": changed},
    )  # fmt: skip
    return programme
