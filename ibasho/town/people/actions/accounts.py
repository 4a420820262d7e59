"""One's own account, and accounts ended by the city."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.town.people import policies, queries, rules
from ibasho.town.people.actions import memberships
from ibasho.town.people.models import (
    Appointment,
    DataAsk,
    Invitation,
    LetterRun,
    Membership,
    Person,
    Protection,
    ProtectionCheck,
)
from ibasho.town.people.permissions import Permission

NOUN = "people.Person"
GONE = "退会した人"


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a person says about themselves. The mail address has its own way, with proof."""

    name: str
    nickname: str = ""
    phone: str = ""
    language: str = "ja"


@transaction.atomic
def change_own(*, words: OwnWords, by: Actor, at: datetime) -> Person:
    person = Person.objects.select_for_update().get(pk=policies.person_of(by))
    if not words.name.strip():
        raise Invalid(
            "people.name_missing", "名前を 書いてください。", fields={"name": "名前が ありません。"}
        )
    given = {name: refuse_my_number(value.strip()) for name, value in asdict(words).items()}
    fields = [name for name, value in given.items() if getattr(person, name) != value]
    for name in fields:
        setattr(person, name, given[name])
    if fields:
        person.save(update_fields=fields)
        journal.record(
            "people.person.change", noun=NOUN, object_id=person.pk, by=by, at=at, data={"fields": fields}
        )
    return person


@transaction.atomic
def note_sign_in(*, by: Actor, at: datetime) -> None:
    """Sign-in itself is allauth's; the journal learns who and when."""
    journal.record("people.person.sign_in", noun=NOUN, object_id=by.person_id, by=by, at=at)


@transaction.atomic
def sign_out_everywhere(*, person_id: int, by: Actor, at: datetime) -> Person:
    """Ends every session of an account at its next request: one's own, or somebody's whose device was lost. The browser in
    which one asks signs itself in again (views)."""
    if person_id != by.person_id:
        policies.require_city(by, Permission.PEOPLE_MANAGE, day=clock.day(at))
    person = Person.objects.select_for_update().get(pk=person_id)
    person.signed_out += 1
    person.save(update_fields=["signed_out"])
    journal.record("people.person.sign_out_everywhere", noun=NOUN, object_id=person.pk, by=by, at=at)
    return person


@transaction.atomic
def close_account(*, by: Actor, at: datetime) -> None:
    """One leaves: no sign-in, no roles from now on. Name and address are erased a year later."""
    person = Person.objects.select_for_update().get(pk=policies.person_of(by))
    _stop(person, at)
    person.closed_at = at
    person.save(update_fields=["closed_at"])
    journal.record("people.person.close", noun=NOUN, object_id=person.pk, by=by, at=at)


@transaction.atomic
def disable(*, person_id: int, why: str, by: Actor, at: datetime) -> None:
    """The city shuts an account at once; its sessions end with their next request."""
    policies.require_city(by, Permission.PEOPLE_MANAGE, day=clock.day(at))
    person = Person.objects.select_for_update().get(pk=person_id)
    _stop(person, at)
    journal.record(
        "people.person.disable", noun=NOUN, object_id=person.pk, by=by, at=at, why=refuse_my_number(why)
    )


@transaction.atomic
def enable(*, person_id: int, by: Actor, at: datetime) -> None:
    """Opens a disabled account again, without its roles: they are given anew."""
    policies.require_city(by, Permission.PEOPLE_MANAGE, day=clock.day(at))
    person = Person.objects.select_for_update().get(pk=person_id)
    person.is_active, person.closed_at, person.ends_on = True, None, rules.account_end(clock.day(at))
    person.save(update_fields=["is_active", "closed_at", "ends_on"])
    journal.record("people.person.enable", noun=NOUN, object_id=person.pk, by=by, at=at)


@transaction.atomic
def extend(*, person_id: int, ends_on: date, by: Actor, at: datetime) -> Person:
    """The April hand-over: the account and the roles that still run get a new last day."""
    day = clock.day(at)
    policies.require_city(by, Permission.PEOPLE_MANAGE, day=day)
    person = Person.objects.select_for_update().get(pk=person_id)
    person.ends_on = rules.check_end(ends_on, day)
    person.save(update_fields=["ends_on"])
    Membership.objects.filter(person=person, starts_on__lte=day, ends_on__gte=day).update(ends_on=ends_on)
    journal.record(
        "people.person.extend", noun=NOUN, object_id=person.pk, by=by, at=at, data={"ends_on": str(ends_on)}
    )
    return person


@transaction.atomic
def reset_second_factor(*, person_id: int, by: Actor, at: datetime) -> None:
    """For somebody who lost phone and recovery codes and was recognised at the counter."""
    policies.require_city(by, Permission.PEOPLE_MANAGE, day=clock.day(at))
    person = Person.objects.select_for_update().get(pk=person_id)
    Authenticator.objects.filter(user=person).delete()
    journal.record("people.person.reset_second_factor", noun=NOUN, object_id=person.pk, by=by, at=at)


@transaction.atomic
def forget_gone(*, by: Actor, at: datetime) -> int:
    """Erases name, addresses and keys of accounts that closed or ended a year ago; returns how many.

    The row stays as a number without a name, so that the journal and old records keep their sense.
    """
    before = at - timedelta(days=rules.FORGET_AFTER_DAYS)
    gone = Person.objects.filter(Q(closed_at__lt=before) | Q(ends_on__lt=clock.day(before))).exclude(
        name=GONE
    )
    people = list(gone.select_for_update(skip_locked=True)[:500])
    for person in people:
        _forget(person)
        journal.record("people.person.forget", noun=NOUN, object_id=person.pk, by=by, at=at)
    return len(people)


@transaction.atomic
def drop_old_rows(*, by: Actor, at: datetime) -> dict[str, int]:
    """Invitations, ended roles, lifted protections and looks at papers past their time (inventory.toml); returns how many."""

    def before(days: int) -> datetime:
        return at - timedelta(days=days)

    old = {
        "invitations": Invitation.objects.filter(invited_at__lt=before(rules.INVITATION_KEPT_DAYS)),
        "memberships": Membership.objects.filter(ends_on__lt=before(rules.MEMBERSHIP_KEPT_DAYS).date()),
        "checks": ProtectionCheck.objects.filter(checked_at__lt=before(rules.LETTERS_KEPT_DAYS)),
        "letters": LetterRun.objects.filter(asked_at__lt=before(rules.LETTERS_KEPT_DAYS)),
        "asks": DataAsk.objects.filter(answered_at__lt=before(rules.ASK_KEPT_DAYS)),
        "appointments": Appointment.objects.filter(asked_at__lt=before(rules.APPOINTMENTS_KEPT_DAYS)),
        "protections": Protection.objects.filter(ends_on__lt=before(rules.PROTECTION_KEPT_DAYS).date()),
    }
    counts = {name: rows.delete()[0] for name, rows in old.items()}
    if any(counts.values()):
        journal.record("people.retention.drop", noun=NOUN, object_id="", by=by, at=at, data=counts)
    return counts


def _forget(person: Person) -> None:
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    person.email, person.name, person.nickname, person.phone = (
        f"{person.public_id}@gone.invalid",
        GONE,
        "",
        "",
    )
    person.is_active, person.last_login = False, None
    person.set_unusable_password()
    person.save()


def _stop(person: Person, at: datetime) -> None:
    day = clock.day(at)
    if queries.is_admin(person.pk, day):
        rules.check_admin_remains(queries.admins_left(day, without_person=person.pk))
    for membership in policies.current_memberships(person.pk, day):
        memberships.leave(membership, day)
    person.is_active = False
    person.save(update_fields=["is_active"])
