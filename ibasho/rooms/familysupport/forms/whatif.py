"""The assumptions of a what-if, as sentences with a number to fill in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.rooms.familysupport.rules.whatif import PERCENT_MOST, TENTHS_MOST, WEEKS_MOST, YEN_MOST, Assumed

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class WhatIfForm(Form):
    more_yen = forms.IntegerField(
        label=_("手当を 1時間 いくら 上げる（円）"), min_value=0, max_value=YEN_MOST,
        help_text=_("上げる分は 市が はらうとします。"),
    )  # fmt: skip
    more_percent = forms.IntegerField(
        label=_("そうすると 提供会員は 何％ ふえる"), min_value=0, max_value=PERCENT_MOST,
        help_text=_("いまの会員と 同じような 曜日・時間・場所で 動く人が ふえるとします。"),
    )  # fmt: skip
    more_visits = forms.DecimalField(
        label=_("いまの会員は 1人が 週に 何回 多く うける"), min_value=0, max_value=TENTHS_MOST / 10, max_digits=3,
        decimal_places=1, help_text=_("例 0.2（5人に 1人が 週に 1回 多く）"),
    )  # fmt: skip
    from_on = forms.DateField(label=_("どの週の 依頼で ためすか（はじめの日）"), widget=_DAY)
    weeks = forms.IntegerField(label=_("何週間"), min_value=1, max_value=WEEKS_MOST)

    def assumed(self) -> Assumed:
        given = self.cleaned_data
        return Assumed(given["more_yen"], given["more_percent"], int(given["more_visits"] * 10))

    @staticmethod
    def usual(today: date) -> dict[str, Any]:
        """The last four weeks that are over."""
        monday = today - timedelta(days=today.weekday())
        return {
            "more_yen": 100, "more_percent": 10, "more_visits": "0.2", "from_on": monday - timedelta(days=28), "weeks": 4,
        }  # fmt: skip
