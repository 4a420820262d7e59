"""Where allauth meets the house: who may sign in, what it says when not, and how second factors are kept."""

from __future__ import annotations

import base64
from typing import Any, ClassVar

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.encoding import force_bytes
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui import limits, security_log
from ibasho.base.ui.request import Request
from ibasho.town.people import policies
from ibasho.town.people.actions import accounts
from ibasho.town.people.models import Person

_WRONG = _("メールアドレスか パスワードが ちがいます。もう一度 ためすか、コードで ログインしてください。")
_PATIENCE = _("何度も ちがったので、少しお休みします。15分ほど待って、もう一度 ためしてください。")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are for adults with a task: they come by invitation, children need none."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _WRONG,
        "invalid_login": _WRONG,
        "too_many_login_attempts": _PATIENCE,
        "rate_limited": _PATIENCE,
        "incorrect_code": _("コードが ちがいます。メールの数字を もう一度 たしかめてください。"),
        "incorrect_password": _("パスワードが ちがいます。もう一度 ためしてください。"),
        "enter_current_password": _("今のパスワードを 入れてください。"),
        "email_taken": _("このメールアドレスは 使えません。ほかのアドレスを 入れてください。"),
        "same_as_current": _("今と同じです。新しいものを 入れてください。"),
        "invalid_or_expired_key": _("このリンクは もう使えません。はじめから やり直してください。"),
    }

    def is_open_for_signup(self, request: Request) -> bool:
        return False

    def pre_login(self, request: Request, user: Person, **kwargs: Any) -> HttpResponse | None:
        """An account that ended or was disabled does not get in, whatever it shows."""
        if not user.may_sign_in(clock.day(request.at)):
            clear_login(request)
            return redirect("account_inactive")
        return None

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, Any]]:
        """Where there is no authenticator app the passkey comes before the page that asks for six digits."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists():
            return methods
        return sorted(methods, key=lambda method: method["id"] == "mfa_reauthenticate")

    def authentication_failed(self, request: Request, **credentials: Any) -> None:
        security_log.note("sign-in-refused", request, limits.sender(request), by="password")

    def login(self, request: Request, user: Person) -> None:
        super().login(request, user)
        accounts.note_sign_in(by=Actor(person_id=user.pk), at=request.at)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """TOTP secrets are encrypted at rest, and a city role can't be left without a second factor."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("コードが ちがいます。アプリの今の6けたを 入れてください。"),
        "unverified_email": _("先に メールアドレスを たしかめてください。"),
        "cannot_delete_authenticator": _(
            "市の役割には 2つ目のかぎが いります。ほかのかぎを足してから けしてください。"
        ),
    }

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _keys().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        return segno.make(url, error="m").svg_inline(scale=5, border=2, dark="#000", light="#fff")

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        keys = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        others = keys.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
        today = clock.day(clock.now())
        return others or not policies.needs_second_factor(authenticator.user.pk, today)


def _keys() -> MultiFernet:
    """From SECRET_KEY; old keys in SECRET_KEY_FALLBACKS still open what they closed."""
    return MultiFernet(
        [Fernet(_derived(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def _derived(secret: str | bytes) -> bytes:
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"ibasho.people.second_factor")
    return base64.urlsafe_b64encode(hkdf.derive(force_bytes(secret)))
