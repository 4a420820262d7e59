"""Which two studies, and which of their figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.labelled import pairs
from ibasho.base.ui.forms import Form
from ibasho.rooms.reach.rules.layers import Layer, Purpose
from ibasho.rooms.reach.rules.scenarios import Scenario
from ibasho.rooms.reach.rules.summary import AGES, Look
from ibasho.rooms.reach.rules.words import WHEN

AGE_CHOICES = [(code, words) for code, (words, _stages) in AGES.items()]
PURPOSES = pairs(Purpose)
LAYERS = pairs(Layer)


class _Looking(Form):
    """A choice that does not exist (any more) falls back to the usual one."""

    ages = forms.ChoiceField(label=_("年代"), choices=AGE_CHOICES, required=False)
    purpose = forms.ChoiceField(label=_("目的"), choices=PURPOSES, required=False)

    def given(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if name not in self.errors}

    def look(self) -> Look:
        given = self.given()
        return Look(
            ages=given.get("ages") or "primary",
            purpose=Purpose(given.get("purpose") or Purpose.ALL),
            layer=Layer(given.get("layer") or Layer.USUAL),
        )


class CompareForm(_Looking):
    before = forms.ChoiceField(label=_("もと"), required=False)
    after = forms.ChoiceField(label=_("くらべる相手"), required=False)
    layer = forms.ChoiceField(label=_("行き方"), choices=LAYERS, required=False)

    def __init__(self, data: Any, *, studies: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        for name in ("before", "after"):
            self.fields[name].choices = studies  # type: ignore[attr-defined]
        self.order_fields(["before", "after", "ages", "purpose", "layer"])


class TrendForm(_Looking):
    scenario = forms.ChoiceField(
        label=_("いつの くらし"), choices=[(one.value, WHEN[one]) for one in (Scenario.TERM, Scenario.HOLIDAY)],
        required=False,
    )  # fmt: skip

    def scenario_of(self) -> Scenario:
        return Scenario(self.given().get("scenario") or Scenario.TERM)
