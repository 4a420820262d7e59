"""Somebody who is signed in, in whatever database is set: what a browser then carries."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.test import Client

from ibasho.town.people.models import Membership, Organisation, Person
from tests import people
from tests.signing_in import sign_in as signed_in


@transaction.atomic
def sign_in(path: str) -> None:
    """The lead of a group; nobody of the cast, whom the crowd brings along."""
    lead = Person.objects.create(email="across@example.test", name="渡", ends_on=people.UNTIL)
    group = Organisation.objects.create(kind="group", name="わたり食堂の会")
    Membership.objects.create(
        person=lead, organisation=group, role="operator_lead", starts_on=people.SINCE, ends_on=people.UNTIL
    )
    name = settings.SESSION_COOKIE_NAME
    Path(path).write_text(json.dumps({"cookie": f"{name}={signed_in(Client(), lead).cookies[name].value}"}))
