"""A plan asked in plain words: for whom, what for, when, how often, and whom to put first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.labelled import pairs
from ibasho.base.ui.forms import Form
from ibasho.rooms.reach.models import Candidate, Plan, Study
from ibasho.rooms.reach.queries import studies
from ibasho.rooms.reach.rules.asking import (
    BANDS,
    BUDGET_MAX,
    CYCLE_MAX,
    MOBILE_BANDS,
    MOBILE_BLOCKS,
    NO_LIMIT,
    USUAL_BLOCKS,
    WEEKDAYS,
    Asked,
    Block,
    Fairness,
    block,
    in_order,
)
from ibasho.rooms.reach.rules.layers import Purpose
from ibasho.town.areas.stages import CHILD_STAGES, Stage
from ibasho.town.places.forms.fields import Several

STAGES = pairs(CHILD_STAGES)
PURPOSES = pairs(Purpose)
FAIRNESS = [(one.value, f"{one.label}（{one.words}）") for one in Fairness]
PER_SITE = [("1", _("1つの場所は 週1回まで")), ("2", _("週2回まで")), (str(NO_LIMIT), _("何回でも"))]
DAYS = [(str(number), name) for number, name in enumerate(WEEKDAYS)]
_CLOCK = forms.TimeInput(attrs={"type": "time", "step": 1800}, format="%H:%M")


@dataclass(frozen=True, slots=True)
class BlockRow:
    """One line of the table of ticks: hours, and for each weekday (code, ticked, words for a screen reader)."""

    hours: str
    cells: tuple[tuple[str, bool, str], ...]


class PlanForm(Form):
    """For 「新しく開く」. `blocks` stand in a table of weekdays and hours; `own_…` add hours of one's own."""

    title = forms.CharField(
        label=_("計画の名前"),
        required=False,
        max_length=120,
        help_text=_("空けておくと、問いから つけます。"),
    )
    base = forms.ChoiceField(label=_("もとにする しらべ"))
    stages = Several(STAGES, label=_("だれのため"), required=True)
    purpose = forms.ChoiceField(label=_("何のため"), choices=PURPOSES)
    blocks = forms.MultipleChoiceField(label=_("いつ なら開けるか"), required=False)
    own_days = Several(DAYS, label=_("ほかの時間の 曜日"))
    own_starts = forms.TimeField(label=_("はじまり"), widget=_CLOCK, required=False)
    own_ends = forms.TimeField(label=_("おわり"), widget=_CLOCK, required=False)
    budget = forms.IntegerField(label=_("ぜんぶで 週に何回 開けるか"), min_value=1, max_value=BUDGET_MAX)
    per_site = forms.ChoiceField(label=_("おなじ場所で"), choices=PER_SITE)
    fairness = forms.ChoiceField(label=_("どのように えらぶか"), choices=FAIRNESS, widget=forms.RadioSelect)
    kinds = Several(Candidate.Kind.choices, label=_("候補の種類"), help_text=_("えらばなければ すべて。"))
    closed_places = forms.BooleanField(
        label=_("いまある居場所の あいていない時間も 候補にする"), required=False
    )
    without_clubs = forms.BooleanField(label=_("学童にいる こどもを のぞく"), required=False)

    bands: Sequence[tuple[time, time]] = BANDS
    days = range(7)
    first: Sequence[Block] = USUAL_BLOCKS
    kind = Plan.Kind.OPEN

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={**self.begin(), **(initial or {})})
        offered = [one.code for one in self._offered()]
        kept = [code for code in (initial or {}).get("blocks", ()) if code not in offered]
        self.fields["blocks"].choices = [(code, code) for code in [*offered, *kept]]  # type: ignore[attr-defined]
        self._kept = [block(code) for code in kept]
        if "base" in self.fields:
            self.fields["base"].choices = _bases()  # type: ignore[attr-defined]

    def begin(self) -> dict[str, Any]:
        return {
            "stages": [Stage.LOWER.value, Stage.UPPER.value], "purpose": Purpose.ALL.value, "budget": 5,
            "per_site": "1", "fairness": Fairness.USUAL.value, "blocks": [one.code for one in self.first],
            "cycle": 2, "teams": 1,
        }  # fmt: skip

    def _offered(self) -> list[Block]:
        return [Block(day, *band) for band in self.bands for day in self.days]

    def table(self) -> list[BlockRow]:
        """The ticks as the page lays them out; hours of one's own have lines of their own."""
        ticked = set(self.data.getlist("blocks") if self.is_bound else self.initial["blocks"])  # type: ignore[attr-defined]
        bands = [*self.bands, *dict.fromkeys((one.starts, one.ends) for one in self._kept)]
        return [
            BlockRow(Block(0, *band).hours, tuple(_cell(Block(day, *band), ticked) for day in self.days))
            for band in bands
        ]

    def heads(self) -> list[str]:
        return [WEEKDAYS[day] for day in self.days]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        own = [given.get(name) for name in ("own_days", "own_starts", "own_ends")]
        if any(own) and not all(own):
            self.add_error("own_days", _("ほかの時間は、曜日・はじまり・おわりを ぜんぶ 入れてください。"))
        elif all(own) and given["own_ends"] <= given["own_starts"]:
            self.add_error("own_ends", _("おわりを はじまりより 後の時刻に してください。"))
        elif not given.get("blocks") and not any(own):
            self.add_error("blocks", _("開ける時間帯を 1つ以上 えらんでください。"))
        return given

    def study(self) -> Study | None:
        return Study.objects.filter(public_id=self.cleaned_data["base"]).first()

    def asked(self) -> Asked:
        given = self.cleaned_data
        return Asked(
            stages=tuple(Stage(stage) for stage in given["stages"]),
            purpose=Purpose(given["purpose"]),
            blocks=in_order([*map(block, given["blocks"]), *self._own()]),
            budget=given["budget"],
            fairness=Fairness(given["fairness"]),
            per_site=int(given.get("per_site") or 1),
            kinds=tuple(given["kinds"]),
            closed_places=bool(given.get("closed_places")),
            without_clubs=bool(given.get("without_clubs")),
            cycle=given.get("cycle") or 1,
            teams=given.get("teams") or 1,
        )

    def _own(self) -> Iterable[Block]:
        given = self.cleaned_data
        return [Block(int(day), given["own_starts"], given["own_ends"]) for day in given["own_days"]]


class MobilePlanForm(PlanForm):
    """For 「出張開設」: half-days a week, in a cycle of weeks, with some teams."""

    budget = forms.IntegerField(label=_("週に 半日を 何回"), min_value=1, max_value=BUDGET_MAX)
    cycle = forms.IntegerField(
        label=_("何週で ひとまわり するか"), min_value=1, max_value=CYCLE_MAX,
        help_text=_("2なら、1つの会場に 2週に1回 行きます。"),
    )  # fmt: skip
    teams = forms.IntegerField(label=_("同じ半日に 出かけられる組"), min_value=1, max_value=20)

    bands = MOBILE_BANDS
    days = range(5)
    first = MOBILE_BLOCKS
    kind = Plan.Kind.MOBILE

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        for name in ("per_site", "closed_places"):
            del self.fields[name]

    def begin(self) -> dict[str, Any]:
        return {
            **super().begin(), "stages": [Stage.INFANT.value], "purpose": Purpose.INFANTS.value, "budget": 4,
            "fairness": Fairness.NEWLY.value,
        }  # fmt: skip


def initial_of(plan: Plan, asked: Asked) -> dict[str, Any]:
    """A plan's question as the form shows it again."""
    return {
        "title": plan.title, "base": plan.base.public_id if plan.base else "",
        "stages": [stage.value for stage in asked.stages], "purpose": asked.purpose.value,
        "blocks": [one.code for one in asked.blocks], "budget": asked.budget, "per_site": str(asked.per_site),
        "fairness": asked.fairness.value, "kinds": list(asked.kinds), "closed_places": asked.closed_places,
        "without_clubs": asked.without_clubs, "cycle": asked.cycle, "teams": asked.teams,
    }  # fmt: skip


def _cell(one: Block, ticked: set[str]) -> tuple[str, bool, str]:
    return one.code, one.code in ticked, one.label


def _bases() -> list[tuple[str, str]]:
    return [
        (study.public_id, f"{study}（{study.first:%Y-%m-%d} から {study.weeks}週）")
        for study in studies.now().defer("summary", "settings")[:30]
    ]
