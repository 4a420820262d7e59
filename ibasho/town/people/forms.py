"""Forms of people. They tidy what was typed; actions decide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.account import forms as allauth_forms
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.actor import Via
from ibasho.base.ui.forms import Form
from ibasho.town.people.actions.accounts import OwnWords
from ibasho.town.people.actions.organisations import Contact
from ibasho.town.people.models import DataAsk, Organisation
from ibasho.town.people.roles import ROLES

CHANNELS = [
    (Via.PHONE.value, _("電話")),
    (Via.COUNTER.value, _("窓口")),
    (Via.PAPER.value, _("紙")),
    (Via.FAX.value, _("FAX")),
]


class DayInput(forms.DateInput):
    """The browser's own calendar; the value stays 2027-03-31 in every language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class PeopleSearch(Form):
    name = forms.CharField(label=_("名前・よび名"), required=False, max_length=80)
    email = forms.CharField(label=_("メール"), required=False, max_length=120)
    phone = forms.CharField(label=_("電話"), required=False, max_length=20)
    organisation = forms.CharField(label=_("団体・店の名前"), required=False, max_length=80)


class OrganisationSearch(Form):
    name = forms.CharField(label=_("名前・よみ"), required=False, max_length=80)
    kind = forms.ChoiceField(
        label=_("種類"), required=False, choices=[("", _("すべて")), *Organisation.Kind.choices]
    )


class ContactForm(Form):
    name = forms.CharField(label=_("名前"), max_length=120)
    kana = forms.CharField(label=_("よみ（ひらがな）"), max_length=160, required=False)
    phone = forms.CharField(label=_("電話"), max_length=20, required=False)
    email = forms.EmailField(
        label=_("メール"), required=False, help_text=_("市からの連絡に使います。公開しません。")
    )
    url = forms.URLField(label=_("ホームページ"), required=False, assume_scheme="https")

    def contact(self) -> Contact:
        return Contact(
            **{name: self.cleaned_data[name] for name in ("name", "kana", "phone", "email", "url")}
        )


class RegisterForm(ContactForm):
    kind = forms.ChoiceField(label=_("種類"), choices=Organisation.Kind.choices)
    field_order = ("kind",)


class InviteForm(Form):
    role = forms.ChoiceField(label=_("役割"), widget=forms.RadioSelect)
    email = forms.EmailField(
        label=_("メールアドレス"),
        required=False,
        help_text=_("その場に メールが ない人には、空のままで。QRコードのついた 手紙を 1回だけ 出します。"),
    )

    def __init__(self, *args: Any, roles: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (code, f"{ROLES[code].name}（{ROLES[code].purpose}）") for code in roles
        ]


class AcceptForm(Form):
    name = forms.CharField(
        label=_("名前"),
        max_length=80,
        help_text=_("団体の なかまと 市の担当だけが 見ます。"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("メールアドレス"),
        help_text=_("ログインのときに コードを 送ります。"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, letter: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not letter:
            del self.fields["email"]


class OwnWordsForm(Form):
    name = forms.CharField(
        label=_("名前"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    nickname = forms.CharField(
        label=_("よび名"),
        max_length=40,
        required=False,
        help_text=_("画面で 名前のかわりに 見せます。"),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    phone = forms.CharField(
        label=_("電話"), max_length=20, required=False, widget=forms.TextInput(attrs={"autocomplete": "tel"})
    )

    def words(self, language: str) -> OwnWords:
        data = self.cleaned_data
        return OwnWords(data["name"], data["nickname"], data["phone"], language)


class GrantForm(Form):
    organisation = forms.ModelChoiceField(
        label=_("団体・店など"),
        queryset=Organisation.objects.filter(is_active=True).order_by("kind", "kana", "name"),
    )
    role = forms.ChoiceField(label=_("役割"), choices=[(role.code, role.name) for role in ROLES.values()])


class ExtendForm(Form):
    ends_on = forms.DateField(label=_("いつまで"), widget=DayInput())


class WhyForm(Form):
    why = forms.CharField(
        label=_("わけ"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("記録に のこります。"),
    )


class ProtectForm(Form):
    starts_on = forms.DateField(label=_("いつから"), help_text=_("申出のあった日"), widget=DayInput())
    ends_on = forms.DateField(
        label=_("いつまで"), required=False, help_text=_("決まっていないときは 空のままで"), widget=DayInput()
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("始まりの日より 後の日に してください。"))
        return data


class ActForm(Form):
    via = forms.ChoiceField(label=_("どうやって 聞きましたか"), choices=CHANNELS, widget=forms.RadioSelect)


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """allauth's form in our words; good for sign-in without a password unless told otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("名前（「仕事のパソコン」など）")
        self.fields["passwordless"].label = _("パスワードなしの ログインにも 使う")
        self.fields["passwordless"].help_text = ""
        self.fields["passwordless"].initial = True


class PlainFields:
    """allauth puts HTML into help texts and repeats labels as placeholders; our fields say it once, as text."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.help_text = ""
            field.widget.attrs.pop("placeholder", None)


class LoginForm(PlainFields, allauth_forms.LoginForm):  # type: ignore[misc]
    pass


class RequestLoginCodeForm(PlainFields, allauth_forms.RequestLoginCodeForm):  # type: ignore[misc]
    pass


class ReauthenticateForm(PlainFields, allauth_forms.ReauthenticateForm):  # type: ignore[misc]
    pass


class ChangePasswordForm(PlainFields, allauth_forms.ChangePasswordForm):  # type: ignore[misc]
    pass


class SetPasswordForm(PlainFields, allauth_forms.SetPasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordForm(PlainFields, allauth_forms.ResetPasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordKeyForm(PlainFields, allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class DataAskForm(Form):
    """「見せて・直して・消して」, in three lines."""

    kind = forms.ChoiceField(
        label=_("どうしてほしい？"),
        choices=[
            (DataAsk.Kind.SHOW.value, _("見せて（わたしのことが どう書いてあるか 知りたい）")),
            (DataAsk.Kind.MEND.value, _("直して（まちがっている）")),
            (DataAsk.Kind.ERASE.value, _("消して（なくしてほしい）")),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("どんなこと？"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("「どこで 書いたか」「いつごろか」が わかると 早いよ。名前は 書かなくても いいよ。"),
    )  # fmt: skip
    contact = forms.CharField(
        label=_("へんじの あて先（書かなくても いいよ）"), max_length=120, required=False,
        help_text=_("電話か メール。書かないときは、あとで 番号で 見られるよ。"),
    )  # fmt: skip


class AnswerForm(Form):
    words = forms.CharField(
        label=_("したこと（できないときは わけ）"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("番号を 知っている人なら だれでも 読めます。名前や 中身は 書かないでください。"),
    )  # fmt: skip
