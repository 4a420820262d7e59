"""A child's thank-you, and what somebody found out about a sign."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.reasons import LETTERS_MAX
from ibasho.base.ui.forms import Form
from ibasho.rooms.mealtickets.models import Shop
from ibasho.rooms.mealtickets.rules.thanks import PICTURES, WORDS_MAX


class ThanksForm(Form):
    picture = forms.ChoiceField(
        label=_("どの 絵に する？"), choices=list(PICTURES.items()), required=False, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("ひとこと"), required=False, max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": WORDS_MAX}),
        help_text=_("書かなくても いいよ。60文字まで。名前や 電話番号は 書かないでね。"),
    )  # fmt: skip


class PaperThanksForm(ThanksForm):
    """Typed in at the desk."""

    shop = forms.ModelChoiceField(
        Shop.objects.none(), label=_("どのお店で"), required=False, empty_label=_("わからない・どこでも")
    )
    field_order = ("shop", "picture", "words")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        started = (
            Shop.objects.filter(started_on__isnull=False)
            .select_related("place")
            .order_by("place__kana", "place__name")
        )
        self.fields["shop"].queryset = started  # type: ignore[attr-defined]


class SignForm(Form):
    words = forms.CharField(
        label=_("見て わかったこと"), max_length=LETTERS_MAX, widget=forms.TextInput(attrs={"data-width": "full"}),
        help_text=_("こどもの名前は 書きません。例：野球部の子たちが いっしょに来た"),
    )  # fmt: skip
