"""A device's name, and the shop's PIN."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form

_DIGITS = {"inputmode": "numeric", "autocomplete": "new-password", "data-private": "yes"}


class DeviceForm(Form):
    name = forms.CharField(
        label=_("端末の名前"), max_length=60, help_text=_("例：レジの スマホ、奥の タブレット")
    )


class PinForm(Form):
    """Typed twice: what nobody sees while typing is easily mistyped."""

    pin = forms.CharField(
        label=_("あたらしい暗証番号（数字 4〜8けた）"), max_length=8, widget=forms.PasswordInput(attrs=_DIGITS),
        help_text=_("1234 や 0000 のような、すぐ わかる番号は 使えません。お店の電話番号も さけてください。"),
    )  # fmt: skip
    again = forms.CharField(label=_("もういちど"), max_length=8, widget=forms.PasswordInput(attrs=_DIGITS))

    def clean(self) -> None:
        super().clean()
        given = self.cleaned_data
        if given.get("pin") and given.get("again") and given["pin"] != given["again"]:
            self.add_error("again", _("2つの番号が ちがいます。もういちど うってください。"))
