"""What a reader of voices sends back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.rooms.voices.models import Opinion
from ibasho.rooms.voices.rules.kinds import TEXT_MAX


class ReadForm(Form):
    """`version`: the one that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    shown_words = forms.CharField(
        label=_("ページに 出る ことば"), max_length=TEXT_MAX, required=False,
        help_text=_("できるのは ◯◯ で かくすことと、かくした ところを もどすことだけです。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, opinion: Opinion) -> None:
        super().__init__(data, initial={"version": opinion.version, "shown_words": opinion.shown_words})


class WhyForm(Form):
    why = forms.CharField(label=_("なぜ 読みなおすか"), max_length=200)
