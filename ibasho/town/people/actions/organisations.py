"""団体・店・農家・企業・課: registered by the city, kept up to date by themselves."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.town.people import policies, queries, rules
from ibasho.town.people.models import Invitation, Membership, Organisation
from ibasho.town.people.permissions import Permission

NOUN = "people.Organisation"


@dataclass(frozen=True, slots=True)
class Contact:
    """What an organisation says about itself. All of it may be shown to the public but the mail address."""

    name: str
    kana: str = ""
    phone: str = ""
    email: str = ""
    url: str = ""


@transaction.atomic
def register(*, kind: str, contact: Contact, by: Actor, at: datetime) -> Organisation:
    policies.require_city(by, Permission.ORGANISATIONS_EDIT, day=clock.day(at))
    if kind not in Organisation.Kind.values:
        raise Invalid("people.kind_unknown", "この種類は ありません。一覧から えらんでください。")
    organisation = Organisation.objects.create(kind=kind, **_checked(contact))
    journal.record(
        "people.organisation.register",
        noun=NOUN,
        object_id=organisation.pk,
        by=by,
        at=at,
        data={"kind": kind},
    )
    return organisation


@transaction.atomic
def change(*, organisation_id: int, contact: Contact, by: Actor, at: datetime) -> Organisation:
    policies.require_seen(
        by, Permission.ORGANISATIONS_EDIT, day=clock.day(at), organisation_id=organisation_id
    )
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    told = _checked(contact)
    fields = [name for name, value in told.items() if getattr(organisation, name) != value]
    if not fields:
        return organisation
    for name in fields:
        setattr(organisation, name, told[name])
    organisation.save(update_fields=fields)
    journal.record(
        "people.organisation.change",
        noun=NOUN,
        object_id=organisation.pk,
        by=by,
        at=at,
        data={"fields": fields},
    )
    return organisation


@transaction.atomic
def close(*, organisation_id: int, why: str, by: Actor, at: datetime) -> None:
    """Ends the organisation, every role in it and every open invitation to it."""
    day = clock.day(at)
    policies.require_city(by, Permission.PEOPLE_MANAGE, day=day)
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    if not organisation.is_active:
        return
    if organisation.kind == Organisation.Kind.CITY:
        rules.check_admin_remains(queries.admins_left(day, without_organisation=organisation.pk))
    organisation.is_active = False
    organisation.save(update_fields=["is_active"])
    ended = _empty(organisation, at)
    journal.record(
        "people.organisation.close",
        noun=NOUN,
        object_id=organisation.pk,
        by=by,
        at=at,
        why=refuse_my_number(why),
        data={"roles_ended": ended},
    )


def _empty(organisation: Organisation, at: datetime) -> int:
    day = clock.day(at)
    running = Membership.objects.filter(organisation=organisation, starts_on__lte=day)
    ended = running.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day)).update(ends_on=day)
    waiting = Invitation.objects.filter(organisation=organisation, accepted_at=None, withdrawn_at=None)
    waiting.update(withdrawn_at=at)
    return ended


def _checked(contact: Contact) -> dict[str, str]:
    if not contact.name.strip():
        raise Invalid(
            "people.name_missing", "名前を 書いてください。", fields={"name": "名前が ありません。"}
        )
    return {name: refuse_my_number(value.strip()) for name, value in asdict(contact).items()}
