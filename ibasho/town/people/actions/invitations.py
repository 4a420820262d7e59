"""Invitations: the only way to an account. A link that works once, by mail or as a letter with a QR code."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.base.ports.mail import EVENT_HEADER
from ibasho.town.people import policies, rules
from ibasho.town.people.actions import memberships
from ibasho.town.people.models import Appointment, Invitation, Organisation, Person
from ibasho.town.people.roles import ROLES

NOUN = "people.Invitation"


@dataclass(frozen=True, slots=True)
class Invited:
    """`link` exists only here and in the letter or mail: the table keeps a hash."""

    invitation: Invitation
    link: str


@transaction.atomic
def invite(*, organisation: Organisation, role: str, email: str, by: Actor, at: datetime) -> Invited:
    """Sends the link by mail, or returns it for a letter where `email` is empty. An older open invitation
    of the same address to the same role stops working."""
    memberships.check_may_give(by, role, organisation, clock.day(at))
    if not organisation.is_active:
        raise Conflict(
            "people.organisation_closed", "この団体は もう活動していません。ほかの団体を えらんでください。"
        )
    if email:
        Invitation.objects.filter(
            organisation=organisation, role=role, email__iexact=email, accepted_at=None, withdrawn_at=None
        ).update(withdrawn_at=at)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        token_hash=rules.token_hash(token),
        email=email,
        organisation=organisation,
        role=role,
        invited_at=at,
        invited_by_id=policies.person_of(by),
        expires_at=rules.invitation_end(at),
    )
    data = {"organisation": organisation.pk, "role": role, "letter": not email}
    journal.record("people.invitation.invite", noun=NOUN, object_id=invitation.pk, by=by, at=at, data=data)
    return _sent(Invited(invitation, _link(token)))


@transaction.atomic
def accept(*, token: str, by: Actor, at: datetime, name: str = "", email: str = "") -> Person:
    """Turns the link into an account (or a further role for the one who is signed in), once.

    A role of the city waits for a second person, who is not the one that invited.
    Raises NotFound for a link that was used, withdrawn or is too old, Conflict("people.sign_in_first")
    where the address already has an account, NotAllowed where one would take the centre's role from oneself.
    """
    invitation = find_open(token, at=at, lock=True)
    person = _person_for(invitation, name=name, email=email, by=by, at=at)
    rules.check_not_oneself(invitation.role, person.pk, invitation.invited_by_id)
    given = memberships.give(person, invitation.organisation, invitation.role, invitation.invited_by_id, at)
    invitation.accepted_at, invitation.accepted_by = at, person
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    journal.record(
        "people.invitation.accept",
        noun=NOUN,
        object_id=invitation.pk,
        by=replace(by, person_id=person.pk, via=Via.LINK),
        at=at,
        data={
            "organisation": invitation.organisation_id,
            "role": invitation.role,
            "waits": isinstance(given, Appointment),
        },
    )
    return person


@transaction.atomic
def withdraw(*, invitation_id: int, by: Actor, at: datetime) -> Invitation:
    invitation = Invitation.objects.select_for_update().get(pk=invitation_id)
    memberships.check_may_give(by, invitation.role, invitation.organisation, clock.day(at))
    if not invitation.is_open(at):
        raise Conflict("people.invitation_closed", "この招待は もう使われたか、終わっています。")
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at"])
    journal.record("people.invitation.withdraw", noun=NOUN, object_id=invitation.pk, by=by, at=at)
    return invitation


def find_open(token: str, *, at: datetime, lock: bool = False) -> Invitation:
    """The invitation behind a link. NotFound says the same for every reason."""
    rows = Invitation.objects.select_for_update(of=("self",)) if lock else Invitation.objects.all()
    rows = rows.select_related("organisation")
    invitation = rows.filter(token_hash=rules.token_hash(token), organisation__is_active=True).first()
    if invitation is None or not invitation.is_open(at):
        raise NotFound(
            "people.invitation_gone",
            "このリンクは もう使えません。使えるのは 1回、14日のあいだです。まねいた人に もう一度 たのんでください。",
        )
    return invitation


def _person_for(invitation: Invitation, *, name: str, email: str, by: Actor, at: datetime) -> Person:
    if by.person_id is not None:
        return Person.objects.select_for_update().get(pk=by.person_id)
    address = (invitation.email or email).strip()
    known = Person.objects.select_for_update().filter(email__iexact=address).first() if address else None
    if known is not None:
        return _returning(known, proven=bool(invitation.email), at=at)
    return _newcomer(address, name, proven=bool(invitation.email), at=at)


def _returning(person: Person, *, proven: bool, at: datetime) -> Person:
    """Somebody whose account ended or was closed comes back by a link that reached their mailbox."""
    disabled = not person.is_active and person.closed_at is None
    if person.may_sign_in(clock.day(at)) or not proven or disabled:
        raise Conflict(
            "people.sign_in_first",
            "このメールアドレスは もう登録されています。ログインしてから、このリンクを もう一度 ひらいてください。",
        )
    person.is_active, person.closed_at, person.ends_on = True, None, rules.account_end(clock.day(at))
    person.save(update_fields=["is_active", "closed_at", "ends_on"])
    return person


def _newcomer(email: str, name: str, *, proven: bool, at: datetime) -> Person:
    missing = {
        key: "書いてください。" for key, text in (("email", email), ("name", name.strip())) if not text
    }
    if missing:
        raise Invalid(
            "people.newcomer_incomplete", "名前と メールアドレスを 書いてください。", fields=missing
        )
    person = Person.objects.create_user(
        email, name=refuse_my_number(name.strip()), ends_on=rules.account_end(clock.day(at))
    )
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=proven)
    return person


def _sent(invited: Invited) -> Invited:
    """Mail goes through Django's mail to the outbox, in this transaction; a letter is printed by the view."""
    invitation = invited.invitation
    if invitation.email:
        words = {"invitation": invitation, "link": invited.link, "role": ROLES[invitation.role]}
        EmailMessage(
            subject="居場所の なかまに まねかれています",
            body=render_to_string("people/email/invitation.txt", {**words, "city": settings.IBASHO_CITY}),
            to=[invitation.email],
            headers={EVENT_HEADER: f"people.invitation:{invitation.public_id}"},
        ).send()
    return invited


def _link(token: str) -> str:
    return f"{settings.PUBLIC_URL}{reverse('people:invitation_open', args=[token])}"
