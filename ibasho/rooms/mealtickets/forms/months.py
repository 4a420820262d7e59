"""What a person chooses at the month's end: the day of payment."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form


class CloseForm(Form):
    """The fund and the cut-off day the page showed."""

    fund = forms.CharField(max_length=16, widget=forms.HiddenInput)
    cut_off_on = forms.DateField(widget=forms.HiddenInput)


class RunForm(Form):
    pay_on = forms.DateField(
        label=_("振込指定日"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, day: date | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if day is not None:
            self.fields["pay_on"].initial = day
