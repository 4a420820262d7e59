"""A hearing in a few fields first; its steps; when it is asked on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.rooms.voices.models import Hearing
from ibasho.rooms.voices.models.hearing import STAGES
from ibasho.rooms.voices.rules.hearings import ANSWER_DAYS_MAX
from ibasho.rooms.voices.rules.kinds import (
    ANSWER_DAYS,
    CELL_FLOOR,
    CELL_MIN,
    CHILD_STAGES,
    Access,
    Method,
    Moment,
    Respondent,
)
from ibasho.town.places.models import Place

FIRST = ("title", "child_title", "purpose", "respondents", "closes_on")


def day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options
    )


def _long(label: Any, most: int, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": 3}), **options)


def _many(label: Any, choices: list[tuple[str, str]], **options: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, **options
    )


class HearingForm(Form):
    """`FIRST` stand open, the rest is folded: it can be filled in any time before the hearing opens."""

    title = forms.CharField(
        label=_("題"),
        max_length=120,
        help_text=_("例：居場所に あったらいいもの。役所の ことばで かまいません。"),
    )
    child_title = forms.CharField(
        label=_("こどもへの 題"),
        max_length=80,
        help_text=_("こどもの ページに 大きく 出ます。例：いばしょに ほしいもの"),
    )
    purpose = _long(
        _("なんの ために きくか"), 400, help_text=_("声を 何に いかすのか。大人の ページに 出ます。")
    )
    respondents = _many(_("だれに"), Respondent.choices())
    closes_on = day(
        _("いつまで"),
        required=False,
        help_text=_("しめきりの ない「いつでも いえる 箱」の ときだけ、空に します。"),
    )
    child_purpose = _long(
        _("なんの ために きくか（こどもへ）"), 200, required=False,
        help_text=_("こどもに きくときは、はじめるまでに いります。小学生が 読んで わかる ことばで。"),
    )  # fmt: skip
    policy = forms.CharField(
        label=_("いかす 施策"), max_length=200, required=False,
        help_text=_("例：こども計画の 居場所の 充実。はじめるまでに いります。"),
    )  # fmt: skip
    line_code = forms.CharField(
        label=_("事業の 番号（あれば）"), max_length=24, required=False, help_text=_("例：R6-4-4")
    )
    moment = forms.ChoiceField(
        label=_("いつの 意見か（こども基本法 第11条）"),
        choices=Moment.choices(),
        widget=forms.RadioSelect,
        initial=Moment.RUN,
    )
    methods = _many(_("きき方"), Method.choices(), initial=[Method.SURVEY])
    stages = _many(
        _("どの 年代に（えらばなければ みんな）"), [(one.value, dict(STAGES)[one.value]) for one in CHILD_STAGES],
        required=False,
    )  # fmt: skip
    people_wanted = forms.IntegerField(
        label=_("何人に ききたいか（めやす）"), min_value=1, max_value=99_999, required=False
    )
    access = forms.ChoiceField(
        label=_("入り方"), choices=Access.choices(), widget=forms.RadioSelect, initial=Access.OPEN,
        help_text=_("投票など 1人 1回に するときは、名前の ない ふだを くばります。"),
    )  # fmt: skip
    opens_on = day(
        _("いつから"), required=False,
        help_text=_("準備が できていれば、この日に 自動で はじまります。空なら「いま はじめる」を おした日から。"),
    )  # fmt: skip
    answer_days = forms.IntegerField(
        label=_("しめきりから 何日の うちに 答えるか"), min_value=1, max_value=ANSWER_DAYS_MAX, initial=ANSWER_DAYS,
        help_text=_("こどもに 約束する 日です。すぎると 赤く なります。"),
    )  # fmt: skip
    cell_min = forms.IntegerField(
        label=_("何人から 数を 出すか"), min_value=CELL_FLOOR, max_value=100, initial=CELL_MIN,
        help_text=_("これより 少ない数は、だれの 答えか わからないように かくします。"),
    )  # fmt: skip
    live = forms.BooleanField(label=_("とちゅうの 結果を 見せる（投票など）"), required=False)
    places = forms.ModelMultipleChoiceField(
        label=_("どの 居場所の ことか（あれば）"), queryset=Place.objects.none(), to_field_name="public_id", required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("えらぶと、その 居場所の ページからも たどれます。"),
    )  # fmt: skip
    source_name = forms.CharField(
        label=_("ほかで きいて、公表された回なら その 出典"), max_length=200, required=False,
        help_text=_("例：令和6年度 こどもの居場所づくり 資料。ここで きくときは 空の ままに。"),
    )  # fmt: skip
    source_url = forms.URLField(
        label=_("出典の アドレス"), max_length=400, required=False, assume_scheme="https"
    )

    def __init__(
        self, data: Any = None, *, hearing: Hearing | None = None, start: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=self._told(hearing) if hearing else dict(start or {}))
        known = Place.objects.filter(state__in=("published", "paused")).order_by("name", "pk")
        self.fields["places"].queryset = known  # type: ignore[attr-defined]

    def _told(self, hearing: Hearing) -> dict[str, Any]:
        told = {name: getattr(hearing, name) for name in self.base_fields if name != "places"}
        return {**told, "places": [one.public_id for one in hearing.places.all()]}

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

    @property
    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in FIRST]

    @property
    def rest(self) -> list[forms.BoundField]:
        return [bound for bound in self if bound.name not in FIRST]

    @property
    def is_rest_wrong(self) -> bool:
        """Then the folded part stands open."""
        return any(bound.errors for bound in self.rest)


class DoneForm(Form):
    """A step that was done."""

    done_on = day(_("した日"))
    note = forms.CharField(
        label=_("したこと（だれでも 読めます）"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"done_on": today}, prefix="done")


class SkipForm(Form):
    """A step that is not done."""

    why = forms.CharField(
        label=_("しなかった わけ（こどもも 読みます）"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="skip")


class PlanForm(Form):
    """By when a step is meant to be done."""

    planned_on = day(_("予定の日"), required=False)

    def __init__(self, data: Any = None, *, planned_on: date | None) -> None:
        super().__init__(data, initial={"planned_on": planned_on}, prefix="plan")


class ReopenForm(Form):
    closes_on = day(_("いつまで きくか"), required=False)


class FindForm(Form):
    q = forms.CharField(label=_("題で さがす"), required=False, max_length=60)
