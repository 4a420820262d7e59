"""Where allauth meets the house: nobody signs up without an invitation."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are for adults with a task: they come by invitation, children need none."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
