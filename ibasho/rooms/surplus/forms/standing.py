"""A standing offer of a season, and this week's answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.errors import Invalid
from ibasho.base.ui.forms import Form
from ibasho.rooms.surplus.actions.standing import StandingWords
from ibasho.rooms.surplus.forms.offers import choices, weight_field
from ibasho.rooms.surplus.models import Depot, StandingOffer
from ibasho.rooms.surplus.rules import amounts, offering
from ibasho.rooms.surplus.rules.kinds import GROWN, Band, Food
from ibasho.town.people.models import Organisation

_MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
_WEEKDAYS = [(str(number), f"{word}曜日") for number, word in enumerate("月火水木金土日")]


class PromiseForm(Form):
    organisation = forms.ChoiceField(label=_("だれが"))
    food = forms.ChoiceField(
        label=_("なにを"), widget=forms.RadioSelect, choices=choices(one for one in Food if one in GROWN),
        initial=Food.VEGETABLE.value,
    )  # fmt: skip
    name = forms.CharField(label=_("しなもの"), max_length=60, help_text=_("例：大根"))
    amount = weight_field(_("1回に どのくらい"), help_text=_("例：20kg、5kg×4箱。毎週 かえられます。"))
    step = weight_field(_("分けるなら いちばん小さく"), required=False, help_text=_("例：5kg（1箱）"))
    band = forms.ChoiceField(
        label=_("おいておく 温度"), widget=forms.RadioSelect, choices=choices(Band), initial=Band.ROOM.value
    )
    keeps_days = forms.IntegerField(label=_("何日 もつか"), min_value=1, max_value=365, initial=7)
    months = forms.MultipleChoiceField(
        label=_("何月に"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(str(one), f"{one}月") for one in _MONTHS],
    )
    weekday = forms.ChoiceField(label=_("何曜日に"), widget=forms.RadioSelect, choices=_WEEKDAYS)
    depot = forms.ChoiceField(label=_("持っていく場所"), required=False)
    pickup_words = forms.CharField(
        label=_("とりに行く場所"), required=False, max_length=120, help_text=_("持っていく ときは 空のまま。")
    )
    note = forms.CharField(label=_("ひとこと"), required=False, max_length=200)

    def __init__(self, data: Any = None, *, organisations: Iterable[Organisation], at: datetime) -> None:
        super().__init__(data)
        self._at = at
        self._organisations = {one.public_id: one for one in organisations}
        self._depots = {one.public_id: one for one in Depot.objects.filter(is_active=True).order_by("name")}
        self._choose("organisation", [(key, one.name) for key, one in self._organisations.items()])
        self._choose(
            "depot", [("", _("とりに 来てもらう")), *((key, one.name) for key, one in self._depots.items())]
        )

    def _choose(self, name: str, found: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in ("amount", "step"):
            try:
                given[f"{name}_read"] = amounts.read(given[name]) if given.get(name) else None
            except Invalid as refusal:
                self.add_error(name, refusal.message)
        return given

    @property
    def giver(self) -> Organisation:
        return self._organisations[self.cleaned_data["organisation"]]

    def words(self) -> StandingWords:
        given = self.cleaned_data
        amount, step = given["amount_read"], given["step_read"]
        return StandingWords(
            food=given["food"], name=given["name"], grams=amount.grams, band=given["band"],
            step_grams=step.grams if step else offering.usual_step(amount), keeps_days=given["keeps_days"],
            months=tuple(int(one) for one in given["months"]), weekday=int(given["weekday"]),
            depot=self._depots.get(given["depot"]), pickup_words=given["pickup_words"], note=given["note"],
        )  # fmt: skip


class YesForm(Form):
    amount = weight_field(_("どのくらい ありますか"))

    def __init__(self, data: Any = None, *, standing: StandingOffer) -> None:
        super().__init__(data, initial={"amount": amounts.kg(standing.grams)})

    def clean_amount(self) -> str:
        told: str = self.cleaned_data["amount"]
        try:
            self.grams = amounts.read(told).grams
        except Invalid as refusal:
            raise forms.ValidationError(refusal.message) from refusal
        return told
