"""Which year's list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import nendo
from ibasho.base.ui.forms import Form


class YearForm(Form):
    """`year` is the 年度 asked for, or this one."""

    nendo = forms.TypedChoiceField(label=_("年度"), coerce=int, required=False)

    def __init__(self, *args: Any, first: int, this: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.this = this
        field = self.fields["nendo"]
        field.initial = this
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [(year, nendo.label(year)) for year in range(this + 1, first - 1, -1)]

    @property
    def year(self) -> int:
        if self.is_bound and self.is_valid() and self.cleaned_data["nendo"]:
            return int(self.cleaned_data["nendo"])
        return self.this
