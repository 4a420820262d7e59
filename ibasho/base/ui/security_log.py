"""What a watchful person wants to read afterwards: who was refused where (ASVS 16.3). One line each, to the log `ibasho.security`.

Of a person their number, of everybody else the address under a key, of an address the path alone. Nothing that was typed.
"""

from __future__ import annotations

import logging
from urllib.parse import quote

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

log = logging.getLogger("ibasho.security")


def note(what: str, request: HttpRequest, sender: str, **told: object) -> None:
    """`sender` as `limits.sender` names it; `told`: words of ours, never of a request."""
    person = sender if sender.startswith("person ") else ""
    hidden = person or salted_hmac("ibasho.security", sender, algorithm="sha256").hexdigest()[:16]
    more = "".join(f" {name}={value}" for name, value in told.items())
    log.warning(
        "%s who=%s %s %s%s", what, hidden.replace(" ", ":"), request.method, quote(request.path), more
    )
