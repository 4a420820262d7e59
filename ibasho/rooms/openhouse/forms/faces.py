"""A room, the head of a version of its week, one face."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.kernel.labelled import pairs
from ibasho.base.kernel.wareki import WEEKDAYS
from ibasho.base.ui.forms import Form
from ibasho.rooms.openhouse.models import Face, RuleVersion, Space
from ibasho.rooms.openhouse.rules.faces import Drawn
from ibasho.rooms.openhouse.rules.kinds import FaceKind, KeyKind, Noise, TrialStage
from ibasho.town.areas.stages import CHILD_STAGES
from ibasho.town.places.forms.fields import Several

HEADS_MAX = 2000
ADULTS_MAX = 50
DAYS = [(str(number), sign) for number, sign in enumerate(WEEKDAYS)]


class SpaceForm(Form):
    name = forms.CharField(label=_("部屋の名前"), max_length=60, help_text=_("例：ホール、学習室、工作室"))
    words = forms.CharField(label=_("どんな部屋（こどもの ページに 出ます）"), max_length=200, required=False)
    heads_max = forms.IntegerField(label=_("定員（人）"), min_value=1, max_value=HEADS_MAX)
    seats = forms.IntegerField(
        label=_("自習席の数"), min_value=0, max_value=HEADS_MAX, initial=0,
        help_text=_("0のときは、自習席の 画面を 出しません。"),
    )  # fmt: skip
    groups_apply = forms.BooleanField(
        label=_("団体が 申請できる"), required=False, help_text=_("「団体が 使う」「食堂」の時間だけ 申請できます。"),
    )  # fmt: skip
    key_kind = forms.ChoiceField(label=_("鍵"), choices=KeyKind.choices())
    is_active = forms.BooleanField(
        label=_("使っている"), required=False, initial=True,
        help_text=_("外すと、この部屋の時間は 居場所の あく時間から なくなります。"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, space: Space | None = None) -> None:
        initial = {name: getattr(space, name) for name in self.base_fields} if space else None
        super().__init__(data, initial=initial)
        if space is None:
            del self.fields["is_active"]


class VersionForm(Form):
    title = forms.CharField(label=_("名前"), max_length=80, help_text=_("例：R7 本稼働、冬休みの ためし"))
    stage = forms.ChoiceField(
        label=_("段階"),
        choices=TrialStage.choices(),
        widget=forms.RadioSelect,
        initial=TrialStage.TRIAL.value,
    )
    aim = forms.CharField(
        label=_("ねらい・変えること"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("あとで 前と くらべるときに、いっしょに 出ます。"),
    )  # fmt: skip
    starts_on = forms.DateField(label=_("いつから"), widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(
        label=_("いつまで（その日まで）"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("決まっていなければ 空のままで だいじょうぶです。"),
    )  # fmt: skip
    on_holidays = forms.BooleanField(label=_("祝日も ひらく"), required=False)

    def __init__(self, data: Any = None, *, version: RuleVersion | None = None, **options: Any) -> None:
        if version is not None:
            options["initial"] = {name: getattr(version, name) for name in self.base_fields}
        super().__init__(data, **options)


class FaceForm(Form):
    """`weekdays` only for a new face, which may stand on several at once."""

    weekdays = Several(DAYS, label=_("曜日"), coerce=int)
    starts = forms.CharField(
        label=_("はじまり"), widget=forms.TextInput(attrs={"data-width": "sm", "placeholder": "15:30"})
    )
    ends = forms.CharField(
        label=_("おわり"), widget=forms.TextInput(attrs={"data-width": "sm", "placeholder": "17:15"})
    )
    kind = forms.ChoiceField(
        label=_("使い方"), choices=FaceKind.choices(), widget=forms.RadioSelect,
        initial=FaceKind.DROP_IN.value,
        help_text=_("こどもが 来られるのは「自由に あそぶ」と「自習」です。居場所の あく時間に なります。"),
    )  # fmt: skip
    name = forms.CharField(label=_("よび方"), max_length=40, help_text=_("例：自由あけ、自習の時間"))
    adults_min = forms.IntegerField(label=_("おとな 最低（人）"), min_value=0, max_value=ADULTS_MAX)
    heads_max = forms.IntegerField(
        label=_("人数まで（人）"), min_value=1, max_value=HEADS_MAX, required=False,
        help_text=_("空のときは 部屋の定員です。"),
    )  # fmt: skip
    stages = Several(pairs(CHILD_STAGES), label=_("だれの（えらばなければ だれでも）"))
    noise = forms.ChoiceField(
        label=_("音"), choices=Noise.choices(), widget=forms.RadioSelect,
        initial=Noise.NORMAL.value,
    )  # fmt: skip
    words = forms.CharField(label=_("ひとこと（こどもの ページに 出ます）"), max_length=120, required=False)

    def __init__(self, data: Any = None, *, face: Face | None = None) -> None:
        initial: dict[str, Any] = {"adults_min": settings.ADULTS_MIN, "weekdays": [0, 1, 2, 3, 4]}
        if face is not None:
            initial = {name: getattr(face, name, None) for name in self.base_fields}
            initial |= {"starts": clock.time_label(face.starts), "ends": clock.time_label(face.ends)}
        super().__init__(data, initial=initial)
        self._weekday = face.weekday if face else 0
        self.fields["adults_min"].help_text = _(
            "この人数が そろわない日は、名簿を 使う居場所では「まだ きまっていません」と 出ます。"
            "17:15～20:00の人数は 市が 決めます。2人の ところに 1人だけなら、名簿に「あと1人」と 出ます。"
        )
        if face is not None:
            del self.fields["weekdays"]

    def clean_starts(self) -> time:
        return self._hour("starts")

    def clean_ends(self) -> time:
        return self._hour("ends")

    def _hour(self, name: str) -> time:
        try:
            return clock.parse_time(self.cleaned_data[name])
        except DomainError as error:
            raise forms.ValidationError(error.message) from error

    def drawn(self) -> Drawn:
        given = {key: value for key, value in self.cleaned_data.items() if key != "weekdays"}
        return Drawn(**{**given, "weekday": self._weekday, "stages": tuple(given["stages"])})


class HousePlaceForm(Form):
    """Which place gets its first room."""

    place = forms.ChoiceField(label=_("居場所"))

    def __init__(self, data: Any = None, *, places: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["place"].choices = places  # type: ignore[attr-defined]
