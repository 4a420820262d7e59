"""The form a child fills in: who comes, what to call them, and, only if wanted, where news should go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.codes import new_code, tidy_code
from ibasho.base.ui.forms import Form
from ibasho.town.places.models import Session

HEADS_MAX = 10
_SALT = "places.signup"
_KEY_SECONDS = 24 * 60 * 60
CLASS_LABELS = {
    "infant": _("小さい子（学校に 入る前）"),
    "elementary": _("小学生"),
    "junior": _("中学生"),
    "high": _("高校生"),
    "guardian": _("おうちの人"),
    "local_adult": _("近所の おとな"),
    "senior": _("お年より"),
}


class SignupForm(Form):
    """`heads` gives the numbers by class, `public_id` the code this very form was handed out with."""

    key = forms.CharField(widget=forms.HiddenInput, required=False)
    nickname = forms.CharField(
        label=_("よび名"),
        help_text=_("本当の名前で なくて いいよ。受付で よぶ 名前です。"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-private": "", "data-width": "md"}),
    )
    email = forms.EmailField(
        label=_("メール"),
        help_text=_("お休みや 席のことを 知らせます。書かなくても いいよ。"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "data-private": ""}),
    )
    phone = forms.CharField(
        label=_("電話"),
        help_text=_("メールが ないとき、急なことを 知らせます。書かなくても いいよ。"),
        required=False,
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "type": "tel",
                "autocomplete": "tel",
                "inputmode": "tel",
                "data-private": "",
                "data-width": "md",
            }
        ),
    )
    note = forms.CharField(
        label=_("つたえたいこと"),
        help_text=_("アレルギーや、手つだってほしいことなど。書かなくても いいよ。"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-private": "", "data-width": "full"}),
    )

    def __init__(self, *args: Any, session: Session, classes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        self.classes = tuple(classes)
        for of_class in self.classes:
            self.fields[f"heads_{of_class}"] = _heads_field(CLASS_LABELS[of_class])
        self.fields["key"].initial = signing.dumps([session.pk, new_code()], salt=_SALT)

    @property
    def head_fields(self) -> list[forms.BoundField]:
        return [self[f"heads_{of_class}"] for of_class in self.classes]

    @property
    def news_fields(self) -> list[forms.BoundField]:
        return [self["email"], self["phone"], self["note"]]

    @property
    def heads(self) -> dict[str, int]:
        return {of_class: int(self.cleaned_data[f"heads_{of_class}"]) for of_class in self.classes}

    @property
    def public_id(self) -> str:
        """The code we signed into the form, so that pressing twice signs up once; a fresh one if it is not ours."""
        try:
            session_id, public_id = signing.loads(self.cleaned_data["key"], salt=_SALT, max_age=_KEY_SECONDS)
        except (signing.BadSignature, ValueError):
            return new_code()
        return str(public_id) if session_id == self.session.pk else new_code()


def _heads_field(label: Any) -> forms.TypedChoiceField:
    choices = [(number, _("%(n)s人") % {"n": number}) for number in range(HEADS_MAX + 1)]
    return forms.TypedChoiceField(
        label=label,
        choices=choices,
        coerce=int,
        initial=0,
        required=False,
        empty_value="0",
        widget=forms.Select(attrs={"data-private": "", "data-width": "sm"}),
    )


class FindTicketForm(Form):
    """For whoever has lost the ticket's address and kept the number."""

    code = forms.CharField(
        label=_("受付番号"),
        help_text=_("申しこんだときに 出た 4けたの 数字です。"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "data-private": "", "data-width": "sm"}
        ),
    )
    nickname = forms.CharField(
        label=_("よび名"),
        help_text=_("申しこんだときに 書いた 名前です。"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-private": "", "data-width": "md"}),
    )

    def clean_code(self) -> str:
        return tidy_code(self.cleaned_data["code"])


class SpotNoticeForm(Form):
    email = forms.EmailField(
        label=_("メール"),
        help_text=_("空いたときに 1回だけ 送って、すぐに 消します。"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "data-private": ""}),
    )
