"""Where allauth meets the house: who may sign in, what it says when not, and how second factors are kept."""

from __future__ import annotations

import base64
import re
import unicodedata
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
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.encoding import force_bytes
from django.utils.translation import gettext
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


# Words that make a password easy to guess here: the trade's own. docs/accounts.md lists them.
HOUSE = (
    "ibasho", "居場所", "いばしょ", "イバショ", "kodomo", "こども", "子ども", "子供", "コドモ", "syokudo", "shokudo", "食堂", "しょくどう",
    "みまもり", "見守り", "kakekko", "famisapo", "ファミサポ", "password", "パスワード", "admin", "管理者",
)  # fmt: skip
REST_MIN = 6  # letters that have to be left when all of these are taken out


class HouseWordsValidator:
    """Refuses what is little more than HOUSE, the city's or one's own names and figures in a row. Nothing else is asked of a
    password's letters; Django's list of common ones is looked at beside."""

    def validate(self, password: str, user: Any = None) -> None:
        left = _plain(password)
        for word in sorted((*HOUSE, *_of_city(), *_of_person(user)), key=len, reverse=True):
            left = left.replace(_plain(word), "")
        if left != _plain(password) and len(left.strip("0123456789!-_.")) < REST_MIN:
            raise ValidationError(
                gettext(
                    "市や 自分の 名前だけの パスワードは すぐに 当てられます。ほかの ことばを 足してください。"
                ),
                code="password_house_words",
            )

    def get_help_text(self) -> str:
        return gettext("市や 自分の 名前だけの ものは 使えません。")


def _of_city() -> tuple[str, ...]:
    """The city's names: with and without 市・町・村, in kanji and as its domain writes it."""
    told = [str(settings.IBASHO_CITY.get("name", "")), str(settings.CITY_SLUG)]
    return tuple(word for one in told for word in (one, one.rstrip("市町村区")) if len(word) > 1)


def _of_person(user: Any) -> tuple[str, ...]:
    """What everybody knows of who chooses: the parts of the names and of the mail address before the @."""
    told = " ".join(str(getattr(user, name, "")) for name in ("name", "nickname", "email")).partition("@")[0]
    return tuple(word for word in re.split(r"[\W_\d]+", told) if len(word) > 1)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
