"""What if: where, when, for whom; or another time for a place that is there, or a place closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.labelled import pairs
from ibasho.base.ui.forms import Form
from ibasho.rooms.reach.models import Candidate
from ibasho.rooms.reach.rules.asking import WEEKDAYS, Block
from ibasho.rooms.reach.rules.layers import Purpose
from ibasho.rooms.reach.rules.scenarios import Scenario
from ibasho.town.areas.stages import CHILD_STAGES
from ibasho.town.places.forms.fields import Several

NEW, HOURS, CLOSE = "new", "hours", "close"
DEEDS = [
    (NEW, _("新しく 開く")),
    (HOURS, _("いまある場所の 時間を かえる")),
    (CLOSE, _("いまある場所を やめる")),
]
WHEN = [(Scenario.TERM.value, _("学校のある週")), (Scenario.HOLIDAY.value, _("長い休みの週"))]
STAGES = pairs(CHILD_STAGES)
DAYS = [(str(number), name) for number, name in enumerate(WEEKDAYS)]
_CLOCK = forms.TimeInput(attrs={"type": "time", "step": 1800}, format="%H:%M")


# Said before somebody chooses: frontend/js/reach-whatif.js sends the form when they have.
AT_ONCE = _("えらぶと、地図を すぐに かき直します。")


class WhatIfForm(Form):
    do = forms.ChoiceField(label=_("なにを ためしますか"), choices=DEEDS, widget=forms.RadioSelect)
    where = forms.CharField(
        label=_("住所・町・建物の名前"), required=False, max_length=120,
        help_text=_("書くと、その場所に ピンが うつります。"), widget=forms.TextInput(attrs={"list": "spots"}),
    )  # fmt: skip
    site = forms.ChoiceField(label=_("候補の場所から えらぶ"), required=False)
    lat = forms.FloatField(required=False, widget=forms.HiddenInput)
    lng = forms.FloatField(required=False, widget=forms.HiddenInput)
    place = forms.ChoiceField(label=_("どの場所"), required=False)
    days = Several(DAYS, label=_("曜日"))
    starts = forms.TimeField(label=_("はじまり"), widget=_CLOCK, required=False)
    ends = forms.TimeField(label=_("おわり"), widget=_CLOCK, required=False)
    stages = Several(STAGES, label=_("来てよい年代"))
    adult = forms.BooleanField(label=_("おとなと いっしょに 来てもらう"), required=False)
    purpose = forms.ChoiceField(label=_("何の居場所として"), choices=pairs(Purpose), help_text=AT_ONCE)
    scenario = forms.ChoiceField(label=_("いつの くらし"), choices=WHEN, help_text=AT_ONCE)

    def __init__(self, data: Any, *, places: Sequence[tuple[str, str]], shown: bool = True) -> None:
        """`shown` False: only the answer is wanted, while a pin is dragged, and no list of candidates is read."""
        super().__init__(data)
        if shown:
            self.fields["site"].choices = [("", _("（地図の ピンの ところ）")), *_sites()]  # type: ignore[attr-defined]
        else:
            self.fields["site"] = forms.CharField(required=False, max_length=16)
        self.fields["place"].choices = [("", _("えらんでください")), *places]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        deed = given.get("do")
        if deed in (NEW, HOURS):
            self._need_hours(given)
        if deed == NEW and not given.get("stages"):
            self.add_error("stages", _("来てよい年代を 1つ以上 えらんでください。"))
        if deed in (HOURS, CLOSE) and not given.get("place"):
            self.add_error("place", _("どの場所か えらんでください。"))
        return given

    def _need_hours(self, given: dict[str, Any]) -> None:
        if not given.get("days"):
            self.add_error("days", _("曜日を 1つ以上 えらんでください。"))
        starts, ends = given.get("starts"), given.get("ends")
        if starts is None or ends is None:
            self.add_error("starts", _("はじまりと おわりの時刻を 入れてください。"))
        elif ends <= starts:
            self.add_error("ends", _("おわりを はじまりより 後の時刻に してください。"))

    def blocks(self) -> tuple[Block, ...]:
        given = self.cleaned_data
        return tuple(Block(int(day), given["starts"], given["ends"]) for day in given["days"])


# What the page begins with, before anybody has chosen.
FIRST: dict[str, Any] = {
    "do": NEW, "days": ["2"], "starts": f"{time(15, 30):%H:%M}", "ends": f"{time(17, 30):%H:%M}",
    "stages": [stage.value for stage in CHILD_STAGES], "purpose": Purpose.ALL.value, "scenario": Scenario.TERM.value,
}  # fmt: skip


def _sites() -> list[tuple[str, str]]:
    return list(Candidate.objects.filter(usable=True).order_by("name", "pk").values_list("public_id", "name"))
