"""How a note ended, a word back, the same thing told before, the same nickname."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.rooms.care.actions.notices import SAY_LETTERS_MAX
from ibasho.rooms.care.rules.kinds import Outcome
from ibasho.rooms.care.rules.notes import CHILD_MAX
from ibasho.town.places.models import Place


class CloseForm(Form):
    """No free words: what was done for the child stands in the centre's own records."""

    outcome = forms.ChoiceField(
        label=_("どう なりましたか"), choices=Outcome.choices(), widget=forms.RadioSelect,
        help_text=_("書いた人には「ありがとうございました」だけが とどきます。したことは センターの 記録に 書きます。"),
    )  # fmt: skip


class SayForm(Form):
    text = forms.CharField(
        label=_("書いた人の 団体への ことば"), max_length=SAY_LETTERS_MAX,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("300文字まで。名前・住所・家の ことは 書きません。構成員で いるあいだだけ 読めます。"),
    )  # fmt: skip


class SameForm(Form):
    first = forms.CharField(
        label=_("さきに とどいた 気づきの 番号"), max_length=16,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip


class SearchForm(Form):
    """Both or nothing; sent by POST, so that the nickname stands in no address."""

    place = forms.ModelChoiceField(
        label=_("居場所"), queryset=Place.objects.none(), to_field_name="public_id", empty_label=_("えらんでください")
    )  # fmt: skip
    nickname = forms.CharField(
        label=_("よび名"), max_length=CHILD_MAX, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("その居場所での よび名。「くん」「ちゃん」や かな・カナの ちがいは そろえて さがします。"),
    )  # fmt: skip

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        places = Place.objects.exclude(state=Place.State.DRAFT).order_by("kana", "name", "pk")
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
