"""A helper's few words, and how many staff want to ask."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.rooms.roster.models import Helper
from ibasho.rooms.roster.rules.offering import FIRST_MAX

WHY_MAX = 120
EVERYBODY = "all"


class GiveUpForm(Form):
    why = forms.CharField(
        label=_("わけを ひとこと"), max_length=WHY_MAX, widget=forms.TextInput(attrs={"data-width": "full"}),
        help_text=_("「かぜ」「しごと」だけで だいじょうぶです。病気の くわしいことは 書かないでください。"),
    )  # fmt: skip


class SwapForm(Form):
    """Who is asked: one by call name, or everybody who could come."""

    to = forms.ChoiceField(label=_("だれに たのみますか"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: Iterable[Helper], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {one.public_id: one for one in people}
        choices = [(code, one.call_name) for code, one in self.people.items()]
        self.fields["to"].choices = [(EVERYBODY, _("来られる人 みんな")), *choices]  # type: ignore[attr-defined]
        self.fields["to"].initial = EVERYBODY

    @property
    def asked(self) -> list[Helper]:
        chosen = self.cleaned_data["to"]
        return list(self.people.values()) if chosen == EVERYBODY else [self.people[chosen]]


class OfferForm(Form):
    first = forms.IntegerField(
        label=_("上から 何人に たのみますか"), min_value=1, max_value=FIRST_MAX, initial=3,
        help_text=_("はじめに「はい」と 答えた人に きまります。あとの人には「きまりました」と 伝わります。"),
    )  # fmt: skip
