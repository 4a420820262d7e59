"""People of a group who may have no account: who is rung up, who left, who is erased a year later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.network import policies
from ibasho.rooms.network.models import ContactPerson
from ibasho.rooms.network.rules import contacts as rules
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission

NOUN = "network.ContactPerson"


@dataclass(frozen=True, slots=True)
class Known:
    name: str
    duty: str = ""
    phone: str = ""
    email: str = ""
    call_first: bool = False
    note: str = ""


@transaction.atomic
def add(*, organisation: Organisation, known: Known, by: Actor, at: datetime) -> ContactPerson:
    _locked(organisation.pk, by, at)
    _check(known)
    if known.call_first:
        _nobody_first(organisation.pk)
    row = ContactPerson.objects.create(organisation=organisation, **_written(known))
    _note("add", row, by, at)
    return row


@transaction.atomic
def change(*, person: ContactPerson, known: Known, by: Actor, at: datetime) -> ContactPerson:
    """Raises Conflict for somebody who left: who comes back is added anew."""
    row = _again(person, by, at)
    _check(known)
    if known.call_first and not row.call_first:
        _nobody_first(row.organisation_id)
    for name, value in _written(known).items():
        setattr(row, name, value)
    row.save()
    _note("change", row, by, at)
    return row


@transaction.atomic
def leave(*, person: ContactPerson, left_on: date, by: Actor, at: datetime) -> ContactPerson:
    """A year after that day name and number are erased."""
    row = _again(person, by, at)
    if left_on > clock.day(at):
        sentence = "やめた日が これからの日に なっています。その日が 来てから 入れてください。"
        raise Invalid("network.person_left_ahead", sentence, fields={"left_on": sentence})
    row.left_on, row.call_first = left_on, False
    row.save(update_fields=["left_on", "call_first"])
    _note("leave", row, by, at)
    return row


@transaction.atomic
def come_back(*, person: ContactPerson, by: Actor, at: datetime) -> ContactPerson:
    """Typed in by mistake, or they are there again."""
    row = _again(person, by, at, left=True)
    row.left_on = None
    row.save(update_fields=["left_on"])
    _note("come_back", row, by, at)
    return row


@transaction.atomic
def forget_left(*, by: Actor, at: datetime) -> int:
    """The job: whoever left a year ago. Returns how many. Of a group that ended everybody has left since the night it is seen."""
    policies.require_server(by)
    ended = ContactPerson.objects.filter(organisation__is_active=False, left_on__isnull=True)
    left = ended.update(left_on=clock.day(at), call_first=False)
    if left:
        journal.record("network.person.end", noun=NOUN, object_id="", by=by, at=at, data={"count": left})
    old = ContactPerson.objects.filter(left_on__lt=rules.left_before(clock.day(at)))
    count = old.delete()[0]
    if count:
        journal.record("network.person.forget", noun=NOUN, object_id="", by=by, at=at, data={"count": count})
    return count


def _locked(organisation_id: int, by: Actor, at: datetime) -> None:
    """One after another within a group, so that one stays the first to call."""
    policies.require(by, Permission.NETWORK_WRITE, at=at)
    Organisation.objects.select_for_update().get(pk=organisation_id)


def _again(person: ContactPerson, by: Actor, at: datetime, *, left: bool = False) -> ContactPerson:
    _locked(person.organisation_id, by, at)
    row = ContactPerson.objects.select_for_update().filter(pk=person.pk).first()
    if row is None or (row.left_on is not None) != left:
        raise Conflict(
            "network.person_gone",
            "この人のことは ほかの人が 直したところです。ページを 開きなおしてください。",
        )
    return row


def _nobody_first(organisation_id: int) -> None:
    ContactPerson.objects.filter(organisation=organisation_id, call_first=True).update(call_first=False)


def _check(known: Known) -> None:
    if not known.name.strip():
        sentence = "名前を 入れてください。名字だけでも かまいません。"
        raise Invalid("network.person_name", sentence, fields={"name": sentence})
    if known.call_first and not (known.phone.strip() or known.email.strip()):
        sentence = "さいしょに 連絡する人には、電話か メールを 入れてください。"
        raise Invalid("network.person_no_way", sentence, fields={"phone": sentence})


def _written(known: Known) -> dict[str, object]:
    return {
        "name": rules.line(known.name), "duty": rules.line(known.duty), "phone": known.phone.strip(),
        "email": known.email.strip(), "call_first": known.call_first, "note": rules.line(known.note),
    }  # fmt: skip


def _note(verb: str, row: ContactPerson, by: Actor, at: datetime) -> None:
    data = {"organisation": row.organisation_id}
    journal.record(f"network.person.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at, data=data)
