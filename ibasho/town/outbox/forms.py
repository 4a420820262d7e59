"""What a person chooses about messages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.town.outbox.actions import Wishes
from ibasho.town.outbox.models import Channel

WAYS = {Channel.MAIL: _("メール"), Channel.LINE: "LINE", Channel.PUSH: _("この端末への 通知")}


class TimeInput(forms.TimeInput):
    input_type = "time"


class WishesForm(Form):
    """`channels`: those the person can choose just now; where mail is the only one, nothing is asked."""

    channel = forms.ChoiceField(
        label=_("どこで うけとりますか"),
        widget=forms.RadioSelect,
        help_text=_("とどかなく なったときは、メールで 送ります。"),
    )
    wants_mail = forms.BooleanField(
        label=_("おしらせを うけとる"),
        required=False,
        help_text=_("ログインのコードや 急ぎのことは、えらばなくても とどきます。"),
    )
    quiet_from = forms.TimeField(
        label=_("しずかな時間 はじめ"),
        widget=TimeInput(format="%H:%M"),
        help_text=_("この間は 送りません。急ぎのことは べつです。"),
    )
    quiet_until = forms.TimeField(label=_("しずかな時間 おわり"), widget=TimeInput(format="%H:%M"))

    def __init__(self, *args: Any, channels: Iterable[Channel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(channel.value, WAYS[channel]) for channel in channels]
        if len(known) > 1:
            field = self.fields["channel"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = known
        else:
            del self.fields["channel"]

    def wishes(self) -> Wishes:
        given = dict(self.cleaned_data)
        return Wishes(channel=Channel(given.pop("channel", Channel.MAIL.value)), **given)
