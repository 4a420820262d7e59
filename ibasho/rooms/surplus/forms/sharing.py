"""A proposal changed by hand: kilos for each receiver, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.rooms.surplus.forms.receiving import grams, kilos, shown_kilos
from ibasho.rooms.surplus.queries.sharing import Line


class ByHandForm(Form):
    """One field of kilos per receiver, in the giver's pieces."""

    words = forms.CharField(
        label=_("なおした わけ"), max_length=200, required=False, help_text=_("例：みなみ食堂は 今週 人数が 多いと 聞いた"),
    )  # fmt: skip

    def __init__(self, *args: Any, lines: Sequence[Line], step_grams: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [one.receiver.pk for one in lines]
        for one in lines:
            field = kilos(one.receiver.place.name, required=False, initial=shown_kilos(one.grams) or "0")
            field.widget.attrs["step"] = shown_kilos(step_grams)
            self.fields[f"grams_{one.receiver.pk}"] = field

    def amounts(self) -> Iterator[Any]:
        return (self[f"grams_{key}"] for key in self.keys)

    def grams(self) -> dict[int, int]:
        return {key: grams(self.cleaned_data[f"grams_{key}"]) or 0 for key in self.keys}
