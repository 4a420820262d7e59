"""What staff type about a 交流会."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.nendo import label
from ibasho.base.ui.forms import Form
from ibasho.rooms.network.models import Meeting
from ibasho.rooms.network.rules import meetings as rules
from ibasho.rooms.network.rules import survey
from ibasho.town.people.models import Organisation
from ibasho.town.places.models import Place


def _day(**more: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def _time(**more: Any) -> forms.TimeField:
    return forms.TimeField(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **more)


class PlanForm(Form):
    title = forms.CharField(
        label=_("名前"), max_length=rules.TITLE_MAX, initial=_("こどもの居場所 団体交流会")
    )
    nendo = forms.TypedChoiceField(label=_("年度"), coerce=int)
    round = forms.IntegerField(label=_("第何回"), min_value=1, max_value=50)
    aim = forms.CharField(
        label=_("ねらい・話すこと"),
        max_length=rules.AIM_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    day = _day(
        label=_("日"),
        required=False,
        help_text=_("まだ きまっていないときは 空に して、下に「10月ごろ」と 書きます。"),
    )
    month_words = forms.CharField(label=_("いつごろ"), max_length=40, required=False)
    starts = _time(label=_("はじまり"), required=False)
    ends = _time(label=_("おわり"), required=False)
    venue = forms.CharField(label=_("会場"), max_length=120, required=False)
    place = forms.ModelChoiceField(
        label=_("会場が 登録された 居場所のとき"), queryset=Place.objects.none(), to_field_name="public_id", required=False,
        empty_label=_("えらばない"),
    )  # fmt: skip
    groups_told = forms.IntegerField(
        label=_("参加した 団体の 数（むかしの 会を 資料から 入れるとき）"),
        min_value=0,
        max_value=999,
        required=False,
    )
    source = forms.CharField(label=_("その 資料の 名前"), max_length=200, required=False)

    def __init__(self, *args: Any, this: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nendo"].choices = [(year, label(year)) for year in range(this + 1, this - 6, -1)]  # type: ignore[attr-defined]
        places = Place.objects.exclude(state=Place.State.DRAFT).order_by("kana", "name", "pk")
        self.fields["place"].queryset = places  # type: ignore[attr-defined]

    def plan(self) -> rules.Plan:
        told = self.cleaned_data
        named = {
            name: told[name]
            for name in ("title", "nendo", "round", "aim", "day", "month_words", "starts", "ends")
        }
        return rules.Plan(
            **named, venue=told["venue"], groups_told=told["groups_told"], source=told["source"]
        )

    @staticmethod
    def of(meeting: Meeting) -> dict[str, Any]:
        names = (
            "title",
            "nendo",
            "round",
            "aim",
            "day",
            "month_words",
            "starts",
            "ends",
            "venue",
            "groups_told",
            "source",
        )
        kept = {name: getattr(meeting, name) for name in names}
        return {**kept, "place": meeting.place.public_id if meeting.place else None}


class PollDayForm(Form):
    day = _day(label=_("候補の 日"))
    starts = _time(label=_("はじまり"), initial="10:00")
    ends = _time(label=_("おわり"), initial="12:00")


class UntilForm(Form):
    until = _day(label=_("返事の しめきり"))


class AnswerUntilForm(Form):
    answer_until = _day(label=_("出欠の返事の しめきり"), required=False)


class GroupsForm(Form):
    """Everybody who might come, by kind."""

    groups = forms.ModelMultipleChoiceField(
        label=_("さそう 団体"), queryset=Organisation.objects.none(), to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Organisation.objects.filter(is_active=True).exclude(
            pk__in=meeting.invitations.values("organisation")
        )
        self.fields["groups"].queryset = rows.order_by("kind", "kana", "name", "pk")  # type: ignore[attr-defined]


class MinutesForm(Form):
    minutes = forms.CharField(
        label=_("話したこと"), max_length=rules.MINUTES_MAX, required=False, widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("こどもや 家族の ことは 書きません。さそった 団体が みな 読みます。"),
    )  # fmt: skip
    decisions = forms.CharField(
        label=_("決まったこと"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("1行に ひとつ 書きます。"),
    )


class MaterialForm(Form):
    title = forms.CharField(label=_("資料の 名前"), max_length=120)
    file = forms.FileField(
        label=_("ファイル（PDF・写真）"), required=False, help_text=_("10MBまで。"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp"}),
    )  # fmt: skip
    url = forms.URLField(label=_("または アドレス"), max_length=400, required=False, assume_scheme="https")

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if not self.errors and bool(told.get("file")) == bool(told.get("url")):
            self.add_error("file", _("ファイルか アドレスの どちらか ひとつを 入れてください。"))
        return told


class SurveyForm(Form):
    questions = forms.CharField(
        label=_("質問"), widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("1行に ひとつ。うしろに [1-5] と 書くと 5段階、[A／B／C] と 書くと えらぶ 質問に なります。"),
    )  # fmt: skip

    def asked(self) -> tuple[survey.Asked, ...]:
        return survey.questions_of(self.cleaned_data["questions"])


class TodoForm(Form):
    organisation = forms.ModelChoiceField(
        label=_("だれが"),
        queryset=Organisation.objects.none(),
        to_field_name="public_id",
        empty_label=_("えらんでください"),
    )
    words = forms.CharField(label=_("なにを"), max_length=rules.WORDS_MAX)
    due_on = _day(label=_("いつまでに"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Organisation.objects.filter(is_active=True).order_by("kind", "kana", "name", "pk")
        self.fields["organisation"].queryset = rows  # type: ignore[attr-defined]

    @property
    def due(self) -> date | None:
        return self.cleaned_data["due_on"]  # type: ignore[no-any-return]
