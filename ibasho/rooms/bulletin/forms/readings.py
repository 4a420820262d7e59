"""Readings: looking through them, correcting one, adding one's own."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.rooms.bulletin.rules import reading as rules
from ibasho.rooms.bulletin.rules.kinds import Origin

_KANA = {"lang": "ja", "autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}


class LookForm(Form):
    """All of it may be empty."""

    q = forms.CharField(label=_("ことば・よみ"), max_length=60, required=False)
    origin = forms.ChoiceField(
        label=_("どれ"), required=False, choices=[("", _("ぜんぶ（まだの ものが 上）")), *Origin.choices()]
    )


class KanaForm(Form):
    kana = forms.CharField(
        label=_("よみ（ひらがな）"), max_length=rules.KANA_MAX * 2, widget=forms.TextInput(attrs=_KANA)
    )


class WordForm(Form):
    word = forms.CharField(
        label=_("ことば"), max_length=rules.WORD_MAX * 2,
        help_text=_("ページに 書いてあるとおりに。おくりがなも いっしょに 入れると まちがいません。例：運んで、二の丸"),
    )  # fmt: skip
    kana = forms.CharField(
        label=_("よみ（ひらがな）"), max_length=rules.KANA_MAX * 2, widget=forms.TextInput(attrs=_KANA)
    )
