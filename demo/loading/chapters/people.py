"""Organisations and the accounts of each door: the first administrator as in any city, all others by that person's acts.

Only what must never happen in a city is written straight to the tables: accounts without an invitation, one
password for all, second factors everybody knows.
"""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password

from demo.accounts import totp_secret
from demo.chapters.people import Account, People
from demo.chapters.people import Organisation as Described
from demo.loading.work import Work
from ibasho.base.kernel.actor import Actor
from ibasho.town.people import queries, rules
from ibasho.town.people.actions import appointing, beginning, memberships, organisations
from ibasho.town.people.actions.organisations import Contact
from ibasho.town.people.models import Appointment, Membership, Person
from ibasho.town.people.roles import CITY_ADMIN, ROLES


def load(people: People, work: Work) -> str:
    first = next(account for account in people.accounts if account.role == CITY_ADMIN.code)
    admin = _first_admin(first, people, work)
    for each in people.organisations:
        if each.code != first.organisation:
            work.organisations[each.code] = organisations.register(
                kind=each.kind, contact=_contact(each), by=admin, at=work.at
            )
    others = [account for account in people.accounts if account is not first]
    _people(others, work)
    for account in others:
        if account.role:
            _grant(account, admin, work)
    _open_to_all(people, work)
    return f"団体・店・農家など {len(people.organisations)}、アカウント {len(people.accounts)}"


def _first_admin(account: Account, people: People, work: Work) -> Actor:
    section = next(each for each in people.organisations if each.code == account.organisation)
    person = beginning.appoint_first_admin(
        email=account.email, name=account.name, section=section.name, by=work.by, at=work.at
    )
    by = Actor(person_id=person.pk)
    work.people[account.code] = person
    work.organisations[section.code] = organisations.change(
        organisation_id=person.memberships.get().organisation_id, contact=_contact(section), by=by, at=work.at
    )
    return by


def _people(accounts: list[Account], work: Work) -> None:
    rows = Person.objects.bulk_create(
        [Person(email=each.email, name=each.name, ends_on=rules.account_end(work.day)) for each in accounts]
    )
    EmailAddress.objects.bulk_create([EmailAddress(user=row, email=row.email, primary=True) for row in rows])
    work.people.update(zip((each.code for each in accounts), rows, strict=True))


def _grant(account: Account, admin: Actor, work: Work) -> None:
    given = memberships.grant(
        person=work.people[account.code], organisation=work.organisations[account.organisation],
        role=account.role, by=admin, at=work.at,
    )  # fmt: skip
    if isinstance(given, Appointment):
        second = queries.seconds(work.day, without=(given.asked_by_id, given.person_id))[0]
        appointing.confirm(appointment_id=given.pk, by=Actor(person_id=second.pk), at=work.at)


def _open_to_all(people: People, work: Work) -> None:
    """One password, addresses that count as proven, second factors, and an end so late that no demo meets it. Roles
    began a year ago: some chapters tell of what these people did before today."""
    keys, until = [person.pk for person in work.people.values()], rules.latest_end(work.day)
    Person.objects.filter(pk__in=keys).update(password=make_password(people.password), ends_on=until)
    since = work.day - timedelta(days=365)
    Membership.objects.filter(person__in=keys).update(starts_on=since, ends_on=until)
    EmailAddress.objects.filter(user__in=keys).update(verified=True)
    for account in people.accounts:
        if account.role and ROLES[account.role].second_factor:
            TOTP.activate(work.people[account.code], totp_secret(account))


def _contact(each: Described) -> Contact:
    return Contact(name=each.name, kana=each.kana, phone=each.phone, email=each.email)
