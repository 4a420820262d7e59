"""Whose page this is: a link somebody was given, kept in a signed cookie of that page's addresses alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Generic, TypeVar

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.ui.forms import Form
from ibasho.base.ui.request import Request

DAYS = 365
BY = Actor.public(Via.LINK)
Holder = TypeVar("Holder")
View = Callable[..., HttpResponse]


class CodeForm(Form):
    """The letters of the link, as they were read out or printed."""

    code = forms.CharField(
        label=_("もらった 20文字"), max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "data-width": "full"}
        ),
        help_text=_("大文字でも 小文字でも、あいだが 空いていても だいじょうぶです。"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Holding(Generic[Holder]):
    """`find` gives who holds this token now, or None: a token that was replaced opens nothing."""

    cookie: str
    salt: str
    path: str
    find: Callable[[str], Holder | None]

    def keep(self, response: HttpResponse, token: str) -> HttpResponse:
        """The phone stays theirs until they leave or a new link is given."""
        response.set_signed_cookie(
            self.cookie, token, salt=self.salt, max_age=DAYS * 86_400, path=self.path,
            secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax",
        )  # fmt: skip
        return response

    def forget(self, response: HttpResponse) -> HttpResponse:
        response.delete_cookie(self.cookie, path=self.path, samesite="Lax")
        return response

    def holder(self, request: Request) -> Holder | None:
        """None: no link, one that was changed, or one that no longer opens anything."""
        token = request.get_signed_cookie(self.cookie, default="", salt=self.salt, max_age=DAYS * 86_400)
        return self.find(token or "")

    def held(self, view: View) -> View:
        """The view gets the holder; without a link that holds there is no such page."""

        @wraps(view)
        def given(request: Request, *args: Any, **named: Any) -> HttpResponse:
            found = self.holder(request)
            if found is None:
                raise Http404
            return private(view(request, found, *args, **named))

        return given


def private(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
