"""The letters of a link, whom to ask, and what a provider says of themselves."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.wareki import WEEKDAYS
from ibasho.base.ui.forms import Form
from ibasho.rooms.familysupport.actions.profiles import Can
from ibasho.rooms.familysupport.models import Provider
from ibasho.rooms.familysupport.rules.hours import Stretch
from ibasho.rooms.familysupport.rules.kinds import CarSeat, Content, Sex, Skill, Travel, Where

WORDS_MAX = 400
FIRST, LAST = 5, 23  # the hours a stretch may begin and end at, in steps of half an hour


def mine(home: Where) -> list[tuple[str, str]]:
    """Where, as who lives at `home` reads it: わたしの家."""
    return [(code, f"わたしの家（{label}）" if code == home else label) for code, label in Where.choices()]


def _times() -> list[tuple[str, str]]:
    halves = [time(hour, minute) for hour in range(FIRST, LAST) for minute in (0, 30)]
    return [(f"{one:%H:%M}", f"{one.hour}:{one:%M}") for one in [*halves, time(LAST)]]


class CanForm(Form):
    """できること. Everything has a usual answer, so that it can be left as it is."""

    travels = forms.MultipleChoiceField(
        label=_("どうやって 動けますか"), choices=Travel.choices(), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("送り迎えを するときの 動き方です。"),
    )  # fmt: skip
    car_seats = forms.MultipleChoiceField(
        label=_("持っている チャイルドシート"), choices=CarSeat.choices(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    wheres = forms.MultipleChoiceField(
        label=_("どこで 預かれますか"), choices=Where.choices(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("1つ以上 選んでください。")},
    )  # fmt: skip
    skills = forms.MultipleChoiceField(
        label=_("できること"), choices=Skill.choices(), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("無理は しないでください。できることだけ お願いします。"),
    )  # fmt: skip
    minutes_away_max = forms.IntegerField(
        label=_("家から 何分までなら 行けますか"), min_value=5, max_value=120, initial=20
    )
    visits_week_max = forms.IntegerField(label=_("週に 何回まで"), min_value=1, max_value=21, initial=3)
    visits_day_max = forms.IntegerField(label=_("1日に 何回まで"), min_value=1, max_value=4, initial=1)
    children_max = forms.IntegerField(label=_("一度に 何人まで"), min_value=1, max_value=5, initial=1)
    child_age_min = forms.IntegerField(label=_("何歳から"), min_value=0, max_value=18, initial=0)
    child_age_max = forms.IntegerField(label=_("何歳まで"), min_value=0, max_value=18, initial=12)
    wants_asks = forms.BooleanField(
        label=_("おねがいの メールを うけとる"), required=False, initial=True,
        help_text=_("けすと、おねがいは 電話で します。"),
    )  # fmt: skip
    words = forms.CharField(
        label=_("アドバイザーへ（希望など）"), max_length=WORDS_MAX, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-width": "full"}),
    )  # fmt: skip

    def __init__(
        self, *args: Any, profile: Provider | None = None, own: bool = False, **options: Any
    ) -> None:
        """`own`: the member fills it in. Whether they may look after ill children is not theirs to tick."""
        if profile is not None:
            told = {name: getattr(profile, name) for name in self.base_fields}
            options["initial"] = {**told, **options.get("initial", {})}
        super().__init__(*args, **options)
        if own:
            left = [one for one in Skill.choices() if one[0] != Skill.SICK]
            self.fields["skills"].choices = left  # type: ignore[attr-defined]
            self.fields["wheres"].choices = mine(Where.PROVIDER_HOME)  # type: ignore[attr-defined]

    @property
    def can(self) -> Can:
        told: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in self.cleaned_data.items()
        }
        return Can(**told)


class HoursForm(Form):
    """Several weekdays with the same hours and the same wish."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("何曜日"), choices=[(number, f"{name}曜") for number, name in enumerate(WEEKDAYS)], coerce=int,
        widget=forms.CheckboxSelectMultiple, error_messages={"required": _("曜日を 1つ以上 選んでください。")},
    )  # fmt: skip
    starts = forms.ChoiceField(label=_("何時から"), choices=_times, initial="15:00")
    ends = forms.ChoiceField(label=_("何時まで"), choices=_times, initial="18:00")
    contents = forms.MultipleChoiceField(
        label=_("どんなことを"), choices=Content.choices(), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("選ばなければ「なんでも」です。「お迎えだけ」のように 決めたいときに 選んでください。"),
    )  # fmt: skip
    sex = forms.ChoiceField(
        label=_("女の子・男の子"), required=False, widget=forms.RadioSelect,
        choices=[("", _("どちらでも")), (Sex.GIRL.value, _("女の子だけ")), (Sex.BOY.value, _("男の子だけ"))],
    )  # fmt: skip

    @property
    def stretches(self) -> list[Stretch]:
        told = self.cleaned_data
        starts, ends = (time.fromisoformat(told[name]) for name in ("starts", "ends"))
        return [Stretch(day, starts, ends, tuple(told["contents"]), told["sex"]) for day in told["weekdays"]]

    @classmethod
    def again(cls, found: Stretch) -> HoursForm:
        """Filled with what was just taken out."""
        return cls(
            initial={
                "weekdays": [found.weekday], "starts": f"{found.starts:%H:%M}", "ends": f"{found.ends:%H:%M}",
                "contents": list(found.contents), "sex": found.sex,
            }
        )  # fmt: skip


class AwayForm(Form):
    from_on = forms.DateField(
        label=_("いつから"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until_on = forms.DateField(
        label=_("いつまで"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("1日だけなら 書かなくて だいじょうぶです。"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        told["until_on"] = told.get("until_on") or told.get("from_on")
        return told


class PauseForm(Form):
    until = forms.DateField(
        label=_("いつまで 休みますか"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("決まっていなければ 書かなくて だいじょうぶです。書いた日の つぎの日から 自動で もどります。"),
    )  # fmt: skip
