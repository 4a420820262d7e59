"""What a person writes about hours and honoraria: times from paper, the day of handing over, the day of payment, an account."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.ui.forms import Form
from ibasho.rooms.roster.models import Honorarium
from ibasho.rooms.roster.rules.kinds import PayWay
from ibasho.rooms.roster.rules.minutes import Span

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _time() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class HoursForm(Form):
    """Times of the shift's own day."""

    came = forms.TimeField(label=_("来た時"), widget=_time())
    left = forms.TimeField(
        label=_("帰った時"), required=False, widget=_time(), help_text=_("まだ いるときは 空けておきます。")
    )
    break_minutes = forms.IntegerField(label=_("休み（分）"), min_value=0, max_value=300, initial=0)
    note = forms.CharField(
        label=_("ひとこと"), max_length=120, required=False, help_text=_("例 紙の名簿から")
    )

    def span(self, day: date) -> Span:
        given = self.cleaned_data
        left = given["left"]
        return Span(
            clock.at(day, given["came"]), clock.at(day, left) if left else None, given["break_minutes"]
        )


class HandForm(Form):
    """Which cash lines were handed over, and when."""

    lines = forms.ModelMultipleChoiceField(queryset=Honorarium.objects.none(), to_field_name="public_id")
    day = forms.DateField(label=_("わたした日"), widget=_DAY)

    def __init__(self, *args: Any, month: int, **options: Any) -> None:
        super().__init__(*args, **options)
        own = Honorarium.objects.filter(month=month, pay_way=PayWay.CASH.value)
        self.fields["lines"].queryset = own  # type: ignore[attr-defined]


class WhyForm(Form):
    why = forms.CharField(label=_("開きなおす わけ"), max_length=200)
