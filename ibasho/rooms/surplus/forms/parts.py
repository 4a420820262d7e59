"""Fields that several forms of surplus use: weights, days and where it is fetched, as people write them."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.geo import Position
from ibasho.rooms.surplus.models import Depot
from ibasho.rooms.surplus.rules import amounts, handing
from ibasho.town.areas import queries as areas

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


def amount_field(label: Any, **given: Any) -> forms.CharField:
    """As the giver says it, boxes and all: the words are kept, `read_amounts` reads them."""
    attrs = {"autocomplete": "off", "data-width": "md", "data-size": "lg"}
    return forms.CharField(label=label, max_length=60, widget=forms.TextInput(attrs=attrs), **given)


def read_amounts(form: forms.Form, given: dict[str, Any]) -> None:
    """`amount_read` and `step_read` in `given`, None where nothing stands there; a refusal beside its field."""
    for name in ("amount", "step"):
        try:
            given[f"{name}_read"] = amounts.read(given[name]) if given.get(name) else None
        except Invalid as refusal:
            form.add_error(name, refusal.message)


def choose(form: forms.Form, name: str, found: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = found


def depots() -> dict[str, Depot]:
    """Those in use, by public id."""
    return {one.public_id: one for one in Depot.objects.filter(is_active=True).order_by("name")}


def district_field() -> forms.ChoiceField:
    """Where it is fetched, as exact as anybody has to say it. `choose_district` fills it."""
    return forms.ChoiceField(
        label=_("その場所の 小学校区"), required=False, help_text=_("近い所を さがすために 使います。")
    )


def choose_district(form: forms.Form, today: date) -> None:
    known = [(one.code, one.name) for one in areas.named_districts(today)]
    choose(form, "district", [("", _("わからない・市の外")), *known])


def start_of(code: str, today: date) -> Position | None:
    """What is kept of a district."""
    found = areas.district(code, today)
    return areas.district_start(found) if found else None


def district_at(lat: float | None, lng: float | None, today: date) -> str:
    """The one whose start was kept; empty where there is none."""
    if lat is None or lng is None:
        return ""
    at_start = ((one.code, areas.district_start(one)) for one in areas.districts(today))
    return next((code for code, start in at_start if start == Position(lat, lng)), "")
