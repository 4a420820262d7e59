"""A standing offer of a season, and this week's answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.labelled import pairs
from ibasho.base.ui.forms import Form
from ibasho.rooms.surplus.actions.standing import StandingWords
from ibasho.rooms.surplus.forms.parts import (
    amount_field,
    choose,
    choose_district,
    depots,
    district_at,
    district_field,
    read_amounts,
    start_of,
)
from ibasho.rooms.surplus.models import StandingOffer
from ibasho.rooms.surplus.rules import amounts, offering
from ibasho.rooms.surplus.rules.kinds import GROWN, Band, Food
from ibasho.town.people.models import Organisation

_MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
_WEEKDAYS = [(str(number), f"{word}曜日") for number, word in enumerate(wareki.WEEKDAYS)]


class PromiseForm(Form):
    organisation = forms.ChoiceField(label=_("だれが"))
    food = forms.ChoiceField(
        label=_("なにを"), widget=forms.RadioSelect, choices=pairs(one for one in Food if one in GROWN),
        initial=Food.VEGETABLE.value,
    )  # fmt: skip
    name = forms.CharField(label=_("しなもの"), max_length=60, help_text=_("例：大根"))
    amount = amount_field(_("1回に どのくらい"), help_text=_("例：20kg、5kg×4箱。毎週 かえられます。"))
    step = amount_field(_("分けるなら いちばん小さく"), required=False, help_text=_("例：5kg（1箱）"))
    band = forms.ChoiceField(
        label=_("おいておく 温度"), widget=forms.RadioSelect, choices=Band.choices(), initial=Band.ROOM.value
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
    district = district_field()
    note = forms.CharField(label=_("ひとこと"), required=False, max_length=200)

    def __init__(
        self, data: Any = None, *, organisations: Iterable[Organisation], at: datetime, like: StandingOffer | None = None
    ) -> None:  # fmt: skip
        """`like`: the promise that is changed; it stays with who made it."""
        self._today = clock.day(at)
        super().__init__(data, initial=_as_promised(like, self._today) if like else None)
        self._organisations = {one.public_id: one for one in organisations}
        self._depots = depots()
        if like is not None:
            del self.fields["organisation"]
            if like.depot is not None:  # also one that is not in use any more
                self._depots.setdefault(like.depot.public_id, like.depot)
        else:
            choose(self, "organisation", [(key, one.name) for key, one in self._organisations.items()])
        known = [(key, one.name) for key, one in self._depots.items()]
        choose(self, "depot", [("", _("とりに 来てもらう")), *known])
        choose_district(self, self._today)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        read_amounts(self, given)
        return given

    @property
    def giver(self) -> Organisation:
        return self._organisations[self.cleaned_data["organisation"]]

    def words(self) -> StandingWords:
        given = self.cleaned_data
        amount, step = given["amount_read"], given["step_read"]
        position = start_of(given["district"], self._today)
        return StandingWords(
            food=given["food"], name=given["name"], grams=amount.grams, band=given["band"],
            step_grams=step.grams if step else offering.usual_step(amount), keeps_days=given["keeps_days"],
            months=tuple(int(one) for one in given["months"]), weekday=int(given["weekday"]),
            depot=self._depots.get(given["depot"]), pickup_words=given["pickup_words"], note=given["note"],
            pickup_lat=position.lat if position else None, pickup_lng=position.lng if position else None,
        )  # fmt: skip


class YesForm(Form):
    amount = amount_field(_("どのくらい ありますか"))

    def __init__(self, data: Any = None, *, standing: StandingOffer) -> None:
        super().__init__(data, initial={"amount": amounts.kg(standing.grams)})

    def clean_amount(self) -> str:
        told: str = self.cleaned_data["amount"]
        try:
            self.grams = amounts.read(told).grams
        except Invalid as refusal:
            raise forms.ValidationError(refusal.message) from refusal
        return told


def _as_promised(like: StandingOffer, today: date) -> dict[str, Any]:
    names = ("food", "name", "band", "keeps_days", "months", "weekday", "pickup_words", "note")
    return {
        **{name: getattr(like, name) for name in names}, "amount": amounts.kg(like.grams),
        "step": amounts.kg(like.step_grams), "depot": like.depot.public_id if like.depot else "",
        "district": district_at(like.pickup_lat, like.pickup_lng, today),
    }  # fmt: skip
