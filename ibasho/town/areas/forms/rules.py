"""The rules children live by, one stage at a time: pace, home by, free from; and the long holidays."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.town.areas.rules import FreeHours, HomeHours, Pace

MONTHS = tuple(range(1, 13))
EARLIEST, LATEST = time(12), time(22)  # a child is not home before noon; 22:00 is 深夜 elsewhere in the law


def _source() -> forms.CharField:
    return forms.CharField(
        label=_("出典"),
        max_length=200,
        help_text=_("どこで きまっているか。例：教育委員会の申し合わせ（令和8年4月）"),
        error_messages={"required": _("この数が どこから来たかを 書いてください。")},
        widget=forms.TextInput(attrs={"data-width": "full"}),
    )


def _number(label: Any, low: int, high: int, *, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=low, max_value=high, required=required)


class PaceForm(Form):
    """`cycle_…` both or neither: a stage without them rides no bicycle alone."""

    metres_per_minute = _number(_("歩く速さ（1分に 何m）"), 20, 150)
    minutes_max = _number(_("ひとりで歩く 分数の かぎり"), 1, 90)
    stay_in_district = forms.BooleanField(label=_("校区の外へは 行かない"), required=False)
    cycle_metres_per_minute = _number(_("自転車の速さ（1分に 何m）"), 50, 500, required=False)
    cycle_minutes_max = _number(_("自転車の 分数の かぎり"), 1, 90, required=False)
    cycle_in_district = forms.BooleanField(label=_("自転車は 校区の中だけ"), required=False)
    source = _source()

    @classmethod
    def of(cls, pace: Pace) -> PaceForm:
        return cls(
            initial={name: getattr(pace, name) for name in cls.base_fields}, prefix="pace", auto_id="pace-%s"
        )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        speed, minutes = given.get("cycle_metres_per_minute"), given.get("cycle_minutes_max")
        if (speed is None) is not (minutes is None):
            self.add_error(
                "cycle_metres_per_minute" if speed is None else "cycle_minutes_max",
                _("自転車に乗るなら 速さと分数の 両方を、乗らないなら 両方を 空にしてください。"),
            )
        if speed is None:
            given["cycle_in_district"] = False
        return given

    def pace(self) -> Pace:
        return Pace(**self.cleaned_data)


class HomeForm(Form):
    """Twelve times, one for each month."""

    source = _source()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        months = {name: self._month(month) for month in MONTHS for name in [f"month_{month}"]}
        self.fields = {**months, **self.fields}

    @staticmethod
    def _month(month: int) -> forms.TimeField:
        return forms.TimeField(
            label=_("%(month)s月") % {"month": month},
            error_messages={
                "required": _("%(month)s月の 時刻を 書いてください。") % {"month": month},
                "invalid": _("%(month)s月は 17:00 のように 書いてください。") % {"month": month},
            },
            widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "step": 300}),
        )

    @classmethod
    def of(cls, hours: HomeHours) -> HomeForm:
        times = {f"month_{month}": at for month, at in zip(MONTHS, hours.by_month, strict=True)}
        return cls(initial={**times, "source": hours.source}, prefix="home", auto_id="home-%s")

    def months(self) -> list[forms.BoundField]:
        return [self[f"month_{month}"] for month in MONTHS]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for name, at in list(given.items()):
            if isinstance(at, time) and not EARLIEST <= at <= LATEST:
                self.add_error(name, _("12:00から 22:00までの 時刻を 書いてください。"))
        return given

    def by_month(self) -> dict[int, time]:
        return {month: self.cleaned_data[f"month_{month}"] for month in MONTHS}


class FreeForm(Form):
    school_day_from = forms.TimeField(
        label=_("学校のある日は 何時から"),
        help_text=_("家に ついて 出かけられる時刻"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "step": 300}),
    )
    other_day_from = forms.TimeField(
        label=_("休みの日は 何時から"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "step": 300}),
    )
    source = _source()

    @classmethod
    def of(cls, hours: FreeHours) -> FreeForm:
        return cls(
            initial={name: getattr(hours, name) for name in cls.base_fields}, prefix="free", auto_id="free-%s"
        )


class HolidayForm(Form):
    """Both days inclusive."""

    name = forms.CharField(
        label=_("休みの名前"), max_length=40, help_text=_("例：夏休み"),
        error_messages={"required": _("休みの名前を 書いてください。")},
    )  # fmt: skip
    first = forms.DateField(label=_("はじめの日"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("おわりの日"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            self.add_error("last", _("おわりの日が はじめの日より 前です。日にちを たしかめてください。"))
        elif first and last and (last - first).days > 92:
            self.add_error("last", _("3か月より 長い休みは 書けません。年を たしかめてください。"))
        return given
