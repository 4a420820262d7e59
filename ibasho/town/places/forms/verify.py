"""What is different, told by who runs the place."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form


class DifferentForm(Form):
    words = forms.CharField(
        label=_("どこが どう ちがいますか"), max_length=400, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("例：水曜は 16時からに なりました。市の担当が 直して、わからないときは 電話します。"),
    )  # fmt: skip
