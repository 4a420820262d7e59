"""Organisations and the accounts of each door.

The first administrator is written straight to the tables, as nobody is there yet who could let them in;
everything after is that administrator's act. Passwords and second factors are known to everybody: demo only.
"""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password

from demo.accounts import totp_secret
from demo.chapters.people import Account, People
from demo.chapters.people import Organisation as Described
from demo.loading.work import Work
from ibasho.base.kernel.actor import Actor
from ibasho.town.people import policies, rules
from ibasho.town.people.actions import memberships, organisations
from ibasho.town.people.actions.organisations import Contact
from ibasho.town.people.models import Membership, Organisation, Person
from ibasho.town.people.roles import CITY_ADMIN


def load(people: People, work: Work) -> str:
    first = next(account for account in people.accounts if account.role == CITY_ADMIN.code)
    described = {each.code: each for each in people.organisations}
    _people(people, work)
    admin = _first_admin(first, described.pop(first.organisation), work)
    for code, each in described.items():
        work.organisations[code] = organisations.register(
            kind=each.kind, contact=_contact(each), by=admin, at=work.at
        )
    for account in people.accounts:
        if account.role and account is not first:
            _grant(account, admin, work)
    _second_factors(people, work)
    return f"団体・店・農家など {len(people.organisations)}、アカウント {len(people.accounts)}"


def _people(people: People, work: Work) -> None:
    """One hash for all: they share the one password, and a hash is slow on purpose."""
    shared, until = make_password(people.password), rules.latest_end(work.day)
    rows = [
        Person(email=account.email, name=account.name, password=shared, ends_on=until)
        for account in people.accounts
    ]
    Person.objects.bulk_create(rows)
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=row, email=row.email, verified=True, primary=True) for row in rows]
    )
    work.people.update(zip((account.code for account in people.accounts), rows, strict=True))


def _first_admin(account: Account, section: Described, work: Work) -> Actor:
    contact = _contact(section)
    organisation = Organisation.objects.create(
        kind=section.kind, name=contact.name, kana=contact.kana, phone=contact.phone, email=contact.email
    )
    work.organisations[section.code] = organisation
    Membership.objects.create(
        person=work.people[account.code], organisation=organisation, role=account.role,
        starts_on=work.day, ends_on=rules.latest_end(work.day),
    )  # fmt: skip
    return Actor(person_id=work.people[account.code].pk)


def _grant(account: Account, admin: Actor, work: Work) -> None:
    memberships.grant(
        person=work.people[account.code], organisation=work.organisations[account.organisation],
        role=account.role, by=admin, at=work.at, ends_on=rules.latest_end(work.day),
    )  # fmt: skip


def _second_factors(people: People, work: Work) -> None:
    for account in people.accounts:
        person = work.people[account.code]
        if policies.needs_second_factor(person.pk, work.day):
            TOTP.activate(person, totp_secret(account))


def _contact(each: Described) -> Contact:
    return Contact(name=each.name, kana=each.kana, phone=each.phone, email=each.email)
