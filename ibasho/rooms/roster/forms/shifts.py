"""Patterns, single shifts, the settings of a roster, and who is put in by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Invalid
from ibasho.base.ui.forms import Form
from ibasho.rooms.roster.actions.rosters import Settings
from ibasho.rooms.roster.models import Helper, Roster, Shift
from ibasho.rooms.roster.rules.making import Key, Weekly

WEEKDAYS = [(number, f"{sign}曜日") for number, sign in enumerate("月火水木金土日")]


class WallTime(forms.CharField):
    """15:30, 午後3時半 or 24:00, as the house reads times."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"data-width": "sm", "placeholder": "15:30", "inputmode": "numeric"})
        super().__init__(**{"widget": widget, "max_length": 12, **options})

    def clean(self, value: Any) -> Any:
        try:
            return clock.parse_time(super().clean(value))
        except Invalid as error:
            raise ValidationError(error.message, code="time") from error

    def prepare_value(self, value: Any) -> Any:
        return clock.time_label(value) if isinstance(value, time) else value


class _Wish(Form):
    starts = WallTime(label=_("はじまり"))
    ends = WallTime(label=_("おわり"))
    wanted = forms.IntegerField(label=_("何人"), min_value=1, max_value=30, initial=2)
    skill = forms.CharField(
        label=_("できてほしいこと"),
        max_length=24,
        required=False,
        help_text=_("例：算数、料理。なければ 空のまま"),
    )


class PatternForm(_Wish):
    """まい週の 枠."""

    weekday = forms.TypedChoiceField(label=_("曜日"), choices=WEEKDAYS, coerce=int)
    field_order = ("weekday", "starts", "ends", "wanted", "skill")

    def wish(self) -> Weekly:
        return Weekly(**self.cleaned_data)


class ShiftForm(_Wish):
    """One day only."""

    day = forms.DateField(label=_("日"), widget=forms.DateInput(attrs={"type": "date"}))
    note = forms.CharField(
        label=_("ひとこと"),
        max_length=120,
        required=False,
        help_text=_("引きうける人に 見えます。人の名前は 書きません。"),
    )
    field_order = ("day", "starts", "ends", "wanted", "skill", "note")

    def when(self) -> Key:
        given = self.cleaned_data
        day: date = given["day"]
        return day, given["starts"], given["ends"], given["skill"]


class ChangeForm(Form):
    wanted = forms.IntegerField(label=_("何人"), min_value=1, max_value=30)
    note = forms.CharField(label=_("ひとこと"), max_length=120, required=False)

    def __init__(self, data: Any = None, *, shift: Shift) -> None:
        super().__init__(data, initial={"wanted": shift.wanted, "note": shift.note})


class PutInForm(Form):
    """Who comes, said by telephone or at the counter."""

    helper = forms.ModelChoiceField(
        label=_("だれが 来ますか"), queryset=Helper.objects.none(), to_field_name="public_id"
    )

    def __init__(self, data: Any = None, *, helpers: Iterable[Helper]) -> None:
        super().__init__(data)
        keys = [one.pk for one in helpers]
        choice: Any = self.fields["helper"]
        choice.queryset = Helper.objects.filter(pk__in=keys).order_by("call_name", "pk")
        choice.label_from_instance = lambda one: f"{one.call_name}（{one.name}）"


class SettingsForm(Form):
    """When people are told, and how far ahead shifts are made."""

    warn_hours = forms.IntegerField(
        label=_("たりないと 知らせる（はじまりの 何時間前）"), min_value=2, max_value=336,
        help_text=_("団体の代表と 市の担当に メールが 届きます。"),
    )  # fmt: skip
    cut_off_minutes = forms.IntegerField(
        label=_("しめきり（はじまりの 何分前）"), min_value=0, max_value=1_440,
        help_text=_("このときに たりなければ、こどものページが「おやすみ」に なります。"),
    )  # fmt: skip
    remind_hours = forms.IntegerField(
        label=_("手伝う人に 思い出してもらう（何時間前）"), min_value=1, max_value=168
    )
    ahead_days = forms.IntegerField(label=_("何日先まで 枠を 作るか"), min_value=1, max_value=120)
    shows_names = forms.BooleanField(
        label=_("こどものページに「きょうの 見守り」を 出す"), required=False,
        help_text=_("出るのは よび名だけです。"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, roster: Roster) -> None:
        super().__init__(data, initial={name: getattr(roster, name) for name in self.base_fields})

    def settings(self) -> Settings:
        return Settings(**self.cleaned_data)
