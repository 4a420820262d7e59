"""What to look at in a study, and asking for a new one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.labelled import pairs
from ibasho.base.ui.forms import Form
from ibasho.rooms.reach.queries.figures import SEATS_MIN, SLOTS_MIN, Limits
from ibasho.rooms.reach.rules.layers import Layer, Purpose
from ibasho.rooms.reach.rules.scenarios import Scenario
from ibasho.rooms.reach.rules.summary import AGES, Look
from ibasho.rooms.reach.rules.words import WHEN


class Show(StrEnum):
    """How the map is shaded."""

    SHARE = "share"
    COUNT = "count"
    KIND = "kind"


SHOWN = [
    (Show.SHARE.value, _("とどかない割合")),
    (Show.COUNT.value, _("とどかない人数")),
    (Show.KIND.value, _("いちばん多い わけ")),
]


class LookForm(Form):
    """A choice that does not exist (any more) falls back to the usual one."""

    study = forms.ChoiceField(label=_("いつ"), required=False)
    ages = forms.ChoiceField(
        label=_("年代"), choices=[(code, words) for code, (words, _) in AGES.items()], required=False
    )
    purpose = forms.ChoiceField(label=_("目的"), choices=pairs(Purpose), required=False)
    layer = forms.ChoiceField(label=_("行き方"), required=False)
    show = forms.ChoiceField(label=_("地図の色"), choices=SHOWN, required=False)
    without_clubs = forms.BooleanField(label=_("学童にいる こどもを のぞく"), required=False)

    def __init__(
        self, *args: Any, studies: Sequence[tuple[str, str]], layers: Sequence[Layer], **options: Any
    ):
        super().__init__(*args, **options)
        self.fields["study"].choices = studies  # type: ignore[attr-defined]
        self.fields["layer"].choices = pairs(layers)  # type: ignore[attr-defined]

    def look(self) -> Look:
        given = self._given()
        return Look(
            ages=given.get("ages") or "primary",
            purpose=Purpose(given.get("purpose") or Purpose.ALL),
            layer=Layer(given.get("layer") or Layer.USUAL),
            without_clubs=bool(given.get("without_clubs")),
        )

    def show_as(self) -> Show:
        return Show(self._given().get("show") or Show.SHARE)

    def _given(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if name not in self.errors}


class AskForm(Form):
    """A new study. `near`: the weeks are looked for from this day on."""

    scenario = forms.ChoiceField(
        label=_("いつの くらし"), choices=[(one.value, WHEN[one]) for one in Scenario], widget=forms.RadioSelect,
        initial=Scenario.TERM.value,
    )  # fmt: skip
    near = forms.DateField(
        label=_("この日から"), help_text=_("この日より あとで、あてはまる週を さがします。"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip
    title = forms.CharField(
        label=_("名前"), required=False, max_length=120,
        help_text=_("名前をつけた しらべは、自動では 消えません。"),
    )  # fmt: skip
    slots_min = forms.FloatField(
        label=_("週に何コマ行ければ「とどいている」か"), min_value=0.25, max_value=48, initial=SLOTS_MIN,
        help_text=_("1コマは30分。月に1回だけの場所は 0.25回ぶんに なります。"),
    )  # fmt: skip
    seats_per_hundred = forms.FloatField(
        label=_("こども100人に 何席で「いっぱい」でないか"), min_value=0, max_value=100, initial=100 * SEATS_MIN,
        help_text=_("0にすると 定員を 考えません。"),
    )  # fmt: skip

    def __init__(self, *args: Any, day: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["near"].initial = day

    def limits(self) -> Limits:
        given = self.cleaned_data
        return Limits(given["slots_min"], given["seats_per_hundred"] / 100)


class NameForm(Form):
    """A title keeps a study."""

    title = forms.CharField(label=_("名前"), required=False, max_length=120)


class WinterForm(Form):
    """A place that might be open at these hours: whom does it help, until when?"""

    starts = forms.TimeField(
        label=_("はじまり"), widget=forms.TimeInput(attrs={"type": "time"}), initial="15:30"
    )
    ends = forms.TimeField(label=_("おわり"), widget=forms.TimeInput(attrs={"type": "time"}), initial="20:00")
    place = forms.ChoiceField(label=_("場所"), required=False)

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["place"].choices = [("", _("えらばない（道のりだけで 見る）")), *places]  # type: ignore[attr-defined]
