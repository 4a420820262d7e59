"""Which pages there are: every address somebody of the cast meets with 200, and the pages of allauth that we dress."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import reverse

from tests.matrix import WHO, expected, matrix
from tests.objects import Objects

# Pages of allauth whose templates are ours, and who meets them.
OTHERS = {
    "account_login": "anonymous", "account_signup": "anonymous", "account_reset_password": "anonymous",
    "account_reset_password_done": "anonymous", "account_inactive": "anonymous", "account_logout": "hana",
    "account_change_password": "hana", "account_email": "hana", "account_reauthenticate": "hana",
    "account_email_verification_sent": "anonymous", "mfa_index": "hana", "mfa_activate_totp": "hana",
    "mfa_list_webauthn": "aoi", "mfa_add_webauthn": "aoi", "mfa_view_recovery_codes": "aoi",
    "mfa_generate_recovery_codes": "aoi", "mfa_deactivate_totp": "aoi",
}  # fmt: skip
# Which of them answer with a file; the grid holds the list against what it meets.
FILES = set(Path(__file__).with_name("files.txt").read_text(encoding="utf-8").split())


@dataclass(frozen=True, slots=True)
class Page:
    """`name` as in access.toml; `who` of the cast looks at it."""

    name: str
    who: str
    path: str


@cache
def names() -> dict[str, str]:
    """Address → the first of the cast who meets a page there. Some answer with a file: `FILES`."""
    ours = {name: [who for who in WHO if expected(row, who) == 200] for name, row in matrix().items()}
    return {**{name: who[0] for name, who in sorted(ours.items()) if who}, **OTHERS}


def page(name: str, made: Objects) -> Page:
    row = matrix().get(name, {})
    return Page(name, names()[name], reverse(name, kwargs=made.kwargs(row.get("object"))))
