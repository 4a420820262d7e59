"""How a concern ended."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.town.concerns.rules.kinds import Outcome


class EndForm(Form):
    """No free words: what was done for the child stands in the centre's own records."""

    outcome = forms.ChoiceField(
        label=_("どう なりましたか"), choices=Outcome.choices(), widget=forms.RadioSelect,
        help_text=_("したことは センターの 記録に 書きます。ここには 書きません。「声に もどす」を えらぶと、ことばは ほかの 声と いっしょに 2人の 確認に まわります。"),
    )  # fmt: skip
