"""Signing the cast in: `sign_in(client, cast.aoi)` gives a session as a real sign-in would leave it.

A city role gets a real TOTP authenticator, and its session says that the second factor was shown.
"""

from __future__ import annotations

import time
from datetime import date

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY as METHODS
from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY as METHODS_OF
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.town.people import policies
from ibasho.town.people.models import Person


def sign_in(client: Client, person: Person, *, day: date | None = None) -> Client:
    """Signs `person` in, with the second factor if one of their roles on `day` (today) asks for it."""
    verified_mail(person)
    client.force_login(person)
    records = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    if policies.needs_second_factor(person.pk, day or clock.day(clock.now())):
        records.append(
            {"method": "mfa", "at": time.time(), "id": second_factor(person).pk, "type": "totp",
             "reauthenticated": True}
        )  # fmt: skip
    session = client.session
    session[METHODS], session[METHODS_OF] = records, str(person.pk)
    session.save()
    return client


def second_factor(person: Person) -> Authenticator:
    """The person's TOTP authenticator, made if there is none."""
    known = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
    return known or totp.TOTP.activate(person, totp.generate_totp_secret()).instance


def code_now(authenticator: Authenticator) -> str:
    """The six digits an authenticator app would show at this moment."""
    secret = totp.decrypt(authenticator.data["secret"])
    counter = int(time.time()) // 30
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def verified_mail(person: Person) -> EmailAddress:
    address, _ = EmailAddress.objects.get_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )
    return address
