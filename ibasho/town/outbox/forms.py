"""What a person chooses about messages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.town.outbox.actions import Wishes


class TimeInput(forms.TimeInput):
    input_type = "time"


class WishesForm(Form):
    wants_mail = forms.BooleanField(
        label=_("メールで おしらせを うけとる"),
        required=False,
        help_text=_("ログインのコードや 急ぎのことは、えらばなくても とどきます。"),
    )
    quiet_from = forms.TimeField(
        label=_("しずかな時間 はじめ"),
        widget=TimeInput(format="%H:%M"),
        help_text=_("この間は メールを 送りません。"),
    )
    quiet_until = forms.TimeField(label=_("しずかな時間 おわり"), widget=TimeInput(format="%H:%M"))

    def wishes(self) -> Wishes:
        return Wishes(**self.cleaned_data)
