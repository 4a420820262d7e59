"""A target, another definition, an indicator's place in the list, a value somebody published earlier."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import nendo as years
from ibasho.base.ui.forms import Form
from ibasho.front.reports.models import Goal, Indicator
from ibasho.front.reports.queries import sources
from ibasho.front.reports.rules import defining
from ibasho.front.reports.rules.indicators import CATALOGUE
from ibasho.front.reports.rules.kinds import Over
from ibasho.front.reports.rules.series import Meaning

SOURCE_MAX, UNIT_MAX = 300, 12
TITLES = {name: one.title for one in CATALOGUE for name in (one.fact, one.place_fact) if name}
Choices = Sequence[tuple[str, str | Promise | list[tuple[str, str]]]]


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _choose(form: Form, name: str, choices: Choices) -> None:
    cast(forms.ChoiceField, form.fields[name]).choices = choices


def _told(name: str) -> str:
    """A figure's own name behind the word people know it by."""
    return f"{TITLES[name]}（{name}）" if name in TITLES else name


class TargetForm(Form):
    nendo = forms.TypedChoiceField(label=_("年度"), coerce=int)
    value = forms.FloatField(
        label=_("目標"), min_value=0, max_value=defining.TARGET_MAX, help_text=_("年度の おわりに めざす数。0を めざすことも できます。")
    )  # fmt: skip
    words = forms.CharField(
        label=_("わけ"), max_length=defining.TARGET_WORDS_MAX, required=False, help_text=_("どうして この数か。計画の どこに 書いてあるか。")
    )  # fmt: skip

    def __init__(self, data: Any, *, this: int, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        span = range(this + 5, this - defining.YEARS_BACK - 1, -1)
        _choose(self, "nendo", [(str(one), years.label(one)) for one in span])


class DefinitionForm(Form):
    """One choice says both what is counted and over which time."""

    since_on = forms.DateField(
        label=_("いつから"), widget=_day(), help_text=_("この日から 新しい きめかたで 数えます。まえの 数は そのまま のこります。")
    )  # fmt: skip
    counts = forms.ChoiceField(label=_("市ぜんたいの 計算"), required=False)
    place_fact = forms.ChoiceField(label=_("居場所ごとの 計算"), required=False)
    words = forms.CharField(
        label=_("きめかた"), max_length=defining.WORDS_MAX, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("なにを どう 数えるか。市民が 読みます。"),
    )  # fmt: skip
    reason = forms.CharField(label=_("かえる わけ"), max_length=defining.REASON_MAX)

    def __init__(self, data: Any, *, now: Meaning, today: date) -> None:
        counts = f"{now.over.value}:{now.fact}" if now.fact else ""
        super().__init__(
            data,
            initial={"since_on": today, "words": now.words, "counts": counts, "place_fact": now.place_fact},
        )
        areas = [
            (
                over.label,
                [
                    (f"{over.value}:{name}", _told(name))
                    for name in sorted(sources.names(sources.REGISTER[over]))
                ],
            )
            for over in Over
        ]
        _choose(self, "counts", [("", _("数えない")), *areas])
        places = [(name, _told(name)) for name in sorted(sources.names("BY_PLACE"))]
        _choose(self, "place_fact", [("", _("数えない")), *places])

    def told(self) -> dict[str, Any]:
        """As `actions.definitions.change` takes it: places alone are counted over the year."""
        over, _colon, fact = self.cleaned_data["counts"].partition(":")
        names = ("since_on", "words", "reason", "place_fact")
        return {
            **{name: self.cleaned_data[name] for name in names}, "fact": fact, "over": Over(over) if over else Over.YEAR
        }  # fmt: skip

    def add_error(self, field: str | None, error: Any) -> None:
        """The rule speaks of `fact`, the page has one field for it and the time."""
        super().add_error("counts" if field == "fact" else field, error)


class ArrangeForm(Form):
    is_used = forms.BooleanField(
        label=_("この しるしを 使う"), required=False, help_text=_("使わない しるしは、出さず、はからなくなります。いままでの 数は のこります。")
    )  # fmt: skip
    order = forms.IntegerField(label=_("順番"), min_value=0, max_value=defining.ORDER_MAX)
    goals = forms.ModelMultipleChoiceField(
        label=_("計画の ことば"), queryset=Goal.objects.all(), to_field_name="code", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    @staticmethod
    def of(indicator: Indicator) -> dict[str, Any]:
        goals = [one.code for one in indicator.goals.all()]
        return {"is_used": indicator.is_used, "order": indicator.order, "goals": goals}


class EarlierForm(Form):
    as_of = forms.DateField(
        label=_("いつの 数か"), widget=_day(), help_text=_("この画面で 数えはじめる まえの日。")
    )
    value = forms.FloatField(label=_("数"), min_value=0, max_value=defining.TARGET_MAX)
    unit = forms.CharField(
        label=_("単位"), max_length=UNIT_MAX, required=False, help_text=_("れい：人、回、か所、%")
    )
    source = forms.CharField(
        label=_("出典"), max_length=SOURCE_MAX, help_text=_("どこに 出ていた数か。れい：令和6年度 こども計画 進みぐあいの まとめ 12ページ")
    )  # fmt: skip
