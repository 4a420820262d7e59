"""Fields that several forms of surplus use: weights and days as people write them."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.surplus.rules import amounts, handing

MOMENT = "%Y-%m-%dT%H:%M"
_NOTHING = frozenset({"0", "0kg", "0g", "なし", "ゼロ"})


class Weight(forms.CharField):
    """Grams from 「2.5kg」 or 「500g」; 「0」 and 「なし」 are 0, nothing is None where it may be left out."""

    def __init__(self, **given: Any) -> None:
        attrs = {"autocomplete": "off", "data-width": "sm", "placeholder": "5kg", "data-size": "lg"}
        super().__init__(**{"widget": forms.TextInput(attrs=attrs), "max_length": 30, **given})

    def clean(self, value: Any) -> Any:
        told = super().clean(value)
        if not told:
            return None
        if unicodedata.normalize("NFKC", told).strip().lower() in _NOTHING:
            return 0
        try:
            return amounts.grams(told)
        except Invalid as error:
            raise ValidationError(error.message, code="weight") from error

    def prepare_value(self, value: Any) -> Any:
        return amounts.kg(value) if isinstance(value, int) and not isinstance(value, bool) else value


class Temperature(forms.CharField):
    """0.1 ℃ from 「4.5」 or 「－18℃」, None for nothing."""

    def __init__(self, **given: Any) -> None:
        attrs = {"autocomplete": "off", "data-width": "sm", "placeholder": "4.5", "data-size": "lg"}
        super().__init__(
            **{"widget": forms.TextInput(attrs=attrs), "max_length": 12, "required": False, **given}
        )

    def clean(self, value: Any) -> Any:
        try:
            return handing.read_tenths(super().clean(value))
        except Invalid as error:
            raise ValidationError(error.message, code="temperature") from error

    def prepare_value(self, value: Any) -> Any:
        return f"{value / 10:g}" if isinstance(value, int) and not isinstance(value, bool) else value


def day(label: Any, **given: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **given)


def moment(label: Any, **given: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(label=label, widget=widget, input_formats=[MOMENT, "%Y-%m-%d %H:%M"], **given)


def words(label: Any, most: int, **given: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, widget=forms.TextInput(attrs={"autocomplete": "off"}), **given
    )
