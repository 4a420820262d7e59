"""「こんなところだったよ」: a stage and up to 100 characters, nothing about who writes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.once import OnceForm
from ibasho.town.places.forms.place import CHILD_CHOICES
from ibasho.town.places.rules.moderation import WORDS_MAX


class NoteForm(OnceForm):
    stage = forms.ChoiceField(
        label=_("いま なん年生？"), choices=[*CHILD_CHOICES, ("", _("言わない"))], required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    words = forms.CharField(
        label=_("どんな ところだった？"), max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": WORDS_MAX}),
        help_text=_("100文字まで。名前や 電話番号は 書かないでね。"),
    )  # fmt: skip
