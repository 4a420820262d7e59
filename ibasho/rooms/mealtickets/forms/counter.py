"""The reason of a decision, and paper stubs: one row per stub."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.errors import DomainError
from ibasho.base.kernel.reasons import LETTERS_MAX
from ibasho.base.ui.forms import Form
from ibasho.rooms.mealtickets.models import Shop
from ibasho.rooms.mealtickets.rules import wire

ROWS = 12


class DecisionForm(Form):
    why = forms.CharField(
        label=_("わけ"), max_length=LETTERS_MAX, widget=forms.TextInput(attrs={"data-width": "full"}),
        help_text=_("例：お店に 電話で 聞いた。たしかに 食べていた"),
    )  # fmt: skip


class ReversalForm(Form):
    why = forms.CharField(
        label=_("とりけす わけ"), max_length=wire.WHY_MAX, widget=forms.TextInput(attrs={"data-width": "full"}),
        help_text=_("例：まちがえて 2回 読みとった"),
    )  # fmt: skip


class StubsForm(Form):
    """`number_0`, `code_0` … : a row that is empty is no stub."""

    day = forms.DateField(
        label=_("食べた日"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for place in range(ROWS):
            number, code = (
                _("半券の番号（%(n)d行目）") % {"n": place + 1},
                _("カードの番号（%(n)d行目）") % {"n": place + 1},
            )
            self.fields[f"number_{place}"] = forms.IntegerField(
                label=number, required=False, min_value=1,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 5}),
            )  # fmt: skip
            self.fields[f"code_{place}"] = forms.CharField(
                label=code, required=False, max_length=wire.CODE_MAX, strip=True,
                widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "size": 16}),
            )  # fmt: skip

    @property
    def rows(self) -> Iterator[tuple[int, BoundField, BoundField]]:
        for place in range(ROWS):
            yield place + 1, self[f"number_{place}"], self[f"code_{place}"]

    @property
    def stubs(self) -> Iterator[tuple[int, int, str]]:
        """(row, number, code) of every row with a number."""
        for place in range(ROWS):
            number = self.cleaned_data.get(f"number_{place}")
            if number is not None:
                yield place, number, self.cleaned_data.get(f"code_{place}", "")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        for place in range(ROWS):
            if (
                told.get(f"code_{place}")
                and told.get(f"number_{place}") is None
                and f"number_{place}" not in self.errors
            ):
                self.add_error(f"number_{place}", _now("半券の番号も 打ってください。"))
        return told

    def refuse_row(self, place: int, error: DomainError) -> None:
        """The sentence stands beside the field it speaks of; that of the day above all rows."""
        if "day" in error.fields:
            if "day" not in self.errors:
                self.add_error("day", error.message)
            return
        self.add_error(f"code_{place}" if "code" in error.fields else f"number_{place}", error.message)


class ShopStubsForm(StubsForm):
    """At the desk the shop is chosen, too."""

    shop = forms.ModelChoiceField(Shop.objects.none(), label=_("お店"), to_field_name="public_id")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        printed = Shop.objects.filter(stubs_printed__gt=0).select_related("place")
        self.fields["shop"].queryset = printed.order_by("place__kana", "place__name")  # type: ignore[attr-defined]
        self.order_fields(["shop", "day"])
