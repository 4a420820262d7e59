"""団体カルテ: what the city and the CSW keep about a group beside its name and phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.network import policies
from ibasho.rooms.network.models import Profile
from ibasho.rooms.network.rules.contacts import line
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation, Person
from ibasho.town.people.permissions import Permission

NOUN = "network.Profile"


@dataclass(frozen=True, slots=True)
class About:
    """`takes_home`: whether food is eaten at home; None: not asked yet."""

    does: str = ""
    district_code: str = ""
    began_on: date | None = None
    heads: int | None = None
    takes_home: bool | None = None
    city_keeper: Person | None = None
    csw_keeper: Person | None = None


@transaction.atomic
def keep(*, organisation: Organisation, about: About, by: Actor, at: datetime) -> Profile:
    """Raises Invalid for a first day ahead, and for a keeper who can't read the register."""
    policies.require(by, Permission.NETWORK_WRITE, at=at)
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    _check(about, at)
    row, _made = Profile.objects.update_or_create(
        organisation=organisation,
        defaults={
            "does": line(about.does), "district_code": about.district_code, "began_on": about.began_on,
            "heads": about.heads, "takes_home": about.takes_home, "city_keeper": about.city_keeper,
            "csw_keeper": about.csw_keeper, "changed_at": at, "changed_by_id": by.person_id,
        },
    )  # fmt: skip
    data = {"organisation": organisation.pk, "keepers": [row.city_keeper_id, row.csw_keeper_id]}
    journal.record("network.profile.keep", noun=NOUN, object_id=row.pk, by=by, at=at, data=data)
    return row


def _check(about: About, at: datetime) -> None:
    if about.began_on is not None and about.began_on > clock.day(at):
        sentence = "はじめた日が これからの日に なっています。日を たしかめてください。"
        raise Invalid("network.profile_began", sentence, fields={"began_on": sentence})
    may_read = people.holders(Permission.NETWORK_WRITE, day=clock.day(at))
    for field, keeper in (("city_keeper", about.city_keeper), ("csw_keeper", about.csw_keeper)):
        if keeper is not None and not may_read.filter(pk=keeper.pk).exists():
            sentence = "この人は 団体カルテを 見られません。市か CSWの 役割の ある人を えらんでください。"
            raise Invalid("network.profile_keeper", sentence, fields={field: sentence})
