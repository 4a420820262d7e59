"""Looking through the full list. Options carry their reading in brackets: a select cannot hold furigana."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.town.areas import queries as areas
from ibasho.town.places.rules.kinds import PlaceKind
from ibasho.town.places.rules.stages import CHILD_STAGES
from ibasho.town.places.views.chooser import STAGE_WORDS


class LookForm(Form):
    """Sent by GET; what is left empty narrows nothing."""

    q = forms.CharField(
        label=_("ことばで さがす"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("どんな ところ"), required=False)
    stage = forms.ChoiceField(label=_("なんねんせい"), required=False)
    district = forms.ChoiceField(label=_("小学校区"), required=False)

    def __init__(self, values: dict[str, str], *, day: date) -> None:
        super().__init__(values)
        fields = self.fields
        _offer(fields["kind"], ((kind.value, kind.label) for kind in PlaceKind))
        _offer(fields["stage"], ((stage.value, str(STAGE_WORDS[stage])) for stage in CHILD_STAGES))
        _offer(
            fields["district"],
            ((one.code, f"{one.name}（{one.kana}）") for one in areas.named_districts(day)),
        )


def _offer(field: forms.Field, options: Iterable[tuple[str, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", _("ぜんぶ")), *options]
