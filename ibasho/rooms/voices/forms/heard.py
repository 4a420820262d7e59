"""Where somebody goes next, and for which hearing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.labelled import pairs
from ibasho.base.ui.forms import Form
from ibasho.rooms.voices.actions.outreach import Going
from ibasho.rooms.voices.models import Hearing
from ibasho.rooms.voices.rules.kinds import CHILD_STAGES
from ibasho.town.areas import queries as areas
from ibasho.town.areas.stages import Stage
from ibasho.town.places.models import Place
from ibasho.town.places.queries import published


class PlanForm(Form):
    hearing = forms.ModelChoiceField(
        label=_("どの回の ことを ききますか"), queryset=Hearing.objects.none(), to_field_name="public_id"
    )
    district = forms.ChoiceField(label=_("小学校区"))
    stage = forms.ChoiceField(label=_("年代"), choices=pairs(CHILD_STAGES))
    place = forms.ModelChoiceField(
        label=_("居場所"), queryset=Place.objects.none(), to_field_name="public_id", required=False,
        empty_label=_("居場所では ない（下に 書く）"),
    )  # fmt: skip
    words = forms.CharField(
        label=_("どこへ・どうやって"), max_length=120, required=False,
        widget=forms.TextInput(attrs={"data-width": "full"}),
        help_text=_("れい：東小の 校門で、カウンターを もって 朝"),
    )  # fmt: skip
    on = forms.DateField(label=_("いつ"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, today: date, **named: Any) -> None:
        super().__init__(*args, **named)
        asking = Hearing.objects.filter(state__in=[Hearing.State.OPEN, Hearing.State.DRAFT]).order_by(
            "-opens_on", "-pk"
        )
        hearing, place, district = self.fields["hearing"], self.fields["place"], self.fields["district"]
        hearing.queryset = asking  # type: ignore[attr-defined]
        hearing.label_from_instance = lambda one: one.title  # type: ignore[attr-defined]
        place.queryset = published.open_to_all().order_by("district_code", "name")  # type: ignore[attr-defined]
        place.label_from_instance = lambda one: one.name  # type: ignore[attr-defined]
        district.choices = [(one.code, one.name) for one in areas.named_districts(today)]  # type: ignore[attr-defined]

    def going(self) -> Going:
        data = self.cleaned_data
        return Going(
            district_code=data["district"], stage=Stage(data["stage"]), on=data["on"], place=data["place"],
            words=data["words"],
        )  # fmt: skip
