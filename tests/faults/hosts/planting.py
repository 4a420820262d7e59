"""Somebody who is signed in, in whatever database is set: what a browser then carries."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.test import Client

from tests import people
from tests.signing_in import sign_in as signed_in


@transaction.atomic
def sign_in(path: str) -> None:
    client = signed_in(Client(), people.cast().hana)
    name = settings.SESSION_COOKIE_NAME
    Path(path).write_text(json.dumps({"cookie": f"{name}={client.cookies[name].value}"}))
