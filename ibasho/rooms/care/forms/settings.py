"""How the centre is reached."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.rooms.care.models import CentreSettings


class CentreForm(Form):
    name = forms.CharField(label=_("センターの名前"), max_length=80)
    phone = forms.CharField(
        label=_("電話"), required=False, max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        help_text=_("空のままなら 市の 電話番号が 出ます。"),
    )  # fmt: skip
    hours = forms.CharField(
        label=_("いつ つながるか"), required=False, max_length=120, help_text=_("例：月～金 8時30分～17時15分")
    )  # fmt: skip
    night_words = forms.CharField(
        label=_("夜・休みの日"), required=False, max_length=200,
        help_text=_("例：夜と 休みの日は 189（いちはやく）へ。センターへは 市役所の 当直から つなぎます。"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, centre: CentreSettings | None) -> None:
        row = centre or CentreSettings()
        super().__init__(
            data, initial={name: getattr(row, name) for name in ("name", "phone", "hours", "night_words")}
        )
