"""A line of the plan, its carrying on, a to-do, and what the year map is narrowed to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.labelled import pairs
from ibasho.base.ui.forms import Form
from ibasho.front.reports.models import Goal, Indicator, Line
from ibasho.front.reports.queries import plan as queries
from ibasho.front.reports.rules import lines as rules
from ibasho.front.reports.rules.kinds import LineState
from ibasho.rooms.network.forms.supporting import day_field
from ibasho.town.people.models import Organisation

YEARS_BACK, YEARS_ON = 5, 3


def _year_choices(first: int, last: int) -> list[tuple[str, str]]:
    return [(str(one), years.label(one)) for one in range(last, first - 1, -1)]


def _choose(form: Form, name: str, choices: list[tuple[str, Any]]) -> None:
    cast(forms.ChoiceField, form.fields[name]).choices = choices


def _among(form: Form, name: str, rows: QuerySet[Any]) -> None:
    cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = rows


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PlanFilter(Form):
    """Of the address: one 年度, one section, one sentence of the plan."""

    nendo = forms.ChoiceField(label=_("年度"), required=False)
    section = forms.ChoiceField(label=_("課"), required=False)
    goal = forms.ChoiceField(label=_("計画の ことば"), required=False)

    def __init__(self, data: Any, *, first: int, last: int) -> None:
        super().__init__(data)
        every = ("", _("ぜんぶ"))
        _choose(self, "nendo", [every, *_year_choices(first, last)])
        _choose(self, "section", [every, *((one.public_id, one.name) for one in queries.sections())])
        _choose(self, "goal", [every, *((one.code, _goal_label(one)) for one in Goal.objects.all())])
        self.is_valid()

    @property
    def is_narrow(self) -> bool:
        return any(self.cleaned_data.get(name) for name in self.fields)

    @property
    def chosen(self) -> dict[str, Any]:
        """What `queries.wanted` takes; a word that is not in the list narrows nothing."""
        told = self.cleaned_data
        nendo = int(told["nendo"]) if told.get("nendo") else None
        return {"nendo": nendo, "section": told.get("section", ""), "goal": told.get("goal", "")}


class LineForm(Form):
    """`line` None: a new one, with its code, 年度 and state, which a line keeps from then on."""

    code = forms.CharField(
        label=_("記号"), max_length=24, help_text=_("ほかの ページが この記号で さします。例：R8-1。あとから かえられません。")
    )  # fmt: skip
    nendo = forms.TypedChoiceField(label=_("年度"), coerce=int)
    number = forms.CharField(
        label=_("番号"), max_length=8, required=False, help_text=_("計画書の とおりに。例：6-3")
    )
    title = forms.CharField(label=_("事業"), max_length=120)
    child_title = forms.CharField(label=_("こどもに わかる名前"), max_length=120, required=False)
    aim = forms.CharField(label=_("ねらい"), max_length=400, required=False, widget=_area(2))
    words = forms.CharField(label=_("内容"), max_length=2000, required=False, widget=_area(5))
    state = forms.ChoiceField(
        label=_("状態"), widget=forms.RadioSelect, help_text=_("「検討中」の あいだは、市民の ページに 出ません。")
    )  # fmt: skip
    begins_on = day_field(_("いつから"))
    ends_on = day_field(_("いつまで"))
    when_words = forms.CharField(
        label=_("ころ（日が きまるまで）"), max_length=40, required=False, help_text=_("例：秋ごろ")
    )
    lead = forms.ModelChoiceField(
        label=_("主に 進める課"), queryset=Organisation.objects.none(), to_field_name="public_id", required=False
    )  # fmt: skip
    others = forms.ModelMultipleChoiceField(
        label=_("いっしょに 進める課"), queryset=Organisation.objects.none(), to_field_name="public_id", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    goals = forms.ModelMultipleChoiceField(
        label=_("どの 計画の ことばの ためか"), queryset=Goal.objects.none(), to_field_name="code", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    indicators = forms.ModelMultipleChoiceField(
        label=_("しるし（指標）"), queryset=Indicator.objects.none(), to_field_name="code", required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("新しい 事業で えらばないときは、計画の ことばの しるしに なります。"),
    )  # fmt: skip

    def __init__(self, data: Any, *, line: Line | None, today: date) -> None:
        super().__init__(data, initial=_kept(line) if line else {"state": LineState.IDEA.value})
        _among(self, "lead", queries.sections())
        _among(self, "others", queries.sections())
        _among(self, "goals", Goal.objects.all())
        self.fields["goals"].label_from_instance = _goal_label  # type: ignore[attr-defined]
        _among(self, "indicators", Indicator.objects.filter(is_used=True))
        if line is not None:
            for name in ("code", "nendo", "state"):
                del self.fields[name]
            return
        this = years.nendo(today)
        _choose(self, "nendo", _year_choices(this - YEARS_BACK, this + YEARS_ON))
        _choose(self, "state", pairs(LineState))
        self.fields["nendo"].initial = this

    def values(self) -> Mapping[str, Any]:
        return dict(self.cleaned_data)


class CarryForm(Form):
    """The line of a later 年度 that goes on from one."""

    nendo = forms.TypedChoiceField(label=_("どの 年度へ"), coerce=int)
    code = forms.CharField(label=_("記号"), max_length=24, help_text=_("例：R9-1。あとから かえられません。"))
    number = forms.CharField(label=_("番号"), max_length=8, required=False)
    title = forms.CharField(label=_("事業"), max_length=120)
    words = forms.CharField(label=_("内容"), max_length=2000, required=False, widget=_area(5))
    state = forms.ChoiceField(label=_("状態"), widget=forms.RadioSelect)

    def __init__(self, data: Any, *, line: Line, today: date) -> None:
        first = max(line.nendo + 1, min(years.nendo(today), line.nendo + 1))
        kept = {"title": line.title, "words": line.words, "number": line.number, "nendo": first}
        super().__init__(data, initial={**kept, "state": LineState.PLANNED.value})
        _choose(self, "nendo", _year_choices(first, max(first, years.nendo(today)) + YEARS_ON))
        _choose(self, "state", pairs(rules.beginnings(first, today)))


class TodoForm(Form):
    organisation = forms.ModelChoiceField(
        label=_("だれが"), queryset=Organisation.objects.none(), to_field_name="public_id", empty_label=None
    )
    words = forms.CharField(label=_("すること"), max_length=200)
    due_on = day_field(_("いつまで"))

    def __init__(self, data: Any, *, line: Line) -> None:
        leading = queries.lead(line)
        super().__init__(data, initial={"organisation": leading.organisation.public_id if leading else ""})
        _among(self, "organisation", queries.sections())


def _goal_label(goal: Goal) -> str:
    return f"{goal.get_kind_display()}　{goal.number}{goal.words}"


def _kept(line: Line) -> dict[str, Any]:
    names = ("number", "title", "child_title", "aim", "words", "begins_on", "ends_on", "when_words")
    leading = queries.lead(line)
    return {
        **{name: getattr(line, name) for name in names},
        "lead": leading.organisation.public_id if leading else "",
        "others": [one.organisation.public_id for one in queries.helpers(line)],
        "goals": [one.code for one in line.goals.all()],
        "indicators": [one.code for one in line.indicators.all()],
    }
