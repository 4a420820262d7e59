"""試行 with its figures, 課題, 決定."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import nendo as years
from ibasho.base.ui.forms import Form
from ibasho.front.reports.actions.decisions import Onward
from ibasho.front.reports.models import Decision, Definition, Line, Pilot
from ibasho.front.reports.queries import trying
from ibasho.front.reports.rules import deciding, pilots
from ibasho.front.reports.rules.kinds import DecisionKind, IssueSource, Moment
from ibasho.front.reports.rules.pilots import Written
from ibasho.rooms.network.rules.kinds import Issue as IssueTag
from ibasho.town.places.models import Event, Place

_DAY = _("日を 2026-04-01 のように 入れてください。")
_LINE = _("どの 事業かを えらんでください。")
Choices = list[tuple[Any, Any]]


def day_field(label: Any, **given: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, widget=widget, error_messages={"invalid": _DAY, "required": _DAY}, **given
    )


def words_field(label: Any, most: int, rows: int = 3, **given: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **given)


def number_field(label: Any, **given: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "data-width": "sm"})
    return forms.IntegerField(
        label=label, min_value=0, max_value=9_999, widget=widget, required=False, **given
    )


def line_choices(lines: Iterable[Line]) -> Choices:
    """By 年度: groups of (code, number and title)."""
    of: dict[str, list[tuple[str, str]]] = {}
    for one in lines:
        of.setdefault(years.label(one.nendo), []).append((one.code, f"{one.number} {one.title}".strip()))
    return [("", _("えらんでください")), *of.items()]


class LineForm(Form):
    """Begins with whose line it is."""

    line = forms.ChoiceField(
        label=_("どの 事業の"), error_messages={"required": _LINE, "invalid_choice": _LINE}
    )

    def __init__(self, *told: Any, **named: Any) -> None:
        super().__init__(*told, **named)
        self._lines = {one.code: one for one in trying.lines()}
        self._choose("line", line_choices(self._lines.values()))

    @property
    def chosen_line(self) -> Line:
        return self._lines[self.cleaned_data["line"]]

    def _choose(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class PilotForm(LineForm):
    title = forms.CharField(
        label=_("試行の 名前"), max_length=pilots.TITLE_MAX, help_text=_("例：土曜日の 開放を 試す"),
        error_messages={"required": _("試行の 名前を 書いてください。")},
    )  # fmt: skip
    aim = words_field(
        _("ねらい"),
        pilots.AIM_MAX,
        error_messages={"required": _("なにを ねらって 試すのかを 書いてください。")},
    )
    hypothesis = words_field(
        _("仮説"), pilots.AIM_MAX, required=False, help_text=_("こうすれば、こうなる。例：土曜に あければ、平日に 来ない 中学生が 来る"),
    )  # fmt: skip
    rule_version = forms.CharField(
        label=_("試す きまり"),
        max_length=pilots.RULE_MAX,
        required=False,
        help_text=_("例：使い方の きまり 第2版"),
    )
    begins_on = day_field(_("いつから"))
    ends_on = day_field(_("いつまで"), required=False, help_text=_("きまっていないときは 空のままで"))
    place = forms.ChoiceField(label=_("居場所"), required=False, help_text=_("えらぶと、この居場所の 数で まえと あとを はかれます。"))  # fmt: skip
    event = forms.ChoiceField(
        label=_("もよおし"), required=False, help_text=_("えらぶと、来た人の 数が ここに 出ます。")
    )
    source = forms.CharField(label=_("出典"), max_length=pilots.SOURCE_MAX, required=False)

    def __init__(self, *told: Any, **named: Any) -> None:
        super().__init__(*told, **named)
        places = Place.objects.exclude(state=Place.State.REFUSED).order_by("kana", "name", "pk")
        events = Event.objects.order_by("-pk")
        none = [("", _("なし"))]
        self._choose("place", [*none, *((one.public_id, one.name) for one in places)])
        self._choose("event", [*none, *((one.public_id, one.title) for one in events)])
        self._places = {one.public_id: one.pk for one in places}
        self._events = {one.public_id: one.pk for one in events}

    def told(self) -> Written:
        given = self.cleaned_data
        names = ("title", "aim", "begins_on", "ends_on", "hypothesis", "rule_version", "source")
        return Written(
            **{name: given[name] for name in names}, place=self._places.get(given["place"]), event=self._events.get(given["event"])
        )  # fmt: skip

    @staticmethod
    def of(row: Pilot) -> dict[str, object]:
        names = ("title", "aim", "hypothesis", "rule_version", "begins_on", "ends_on", "source")
        return {
            **{name: getattr(row, name) for name in names}, "line": row.line.code,
            "place": row.place.public_id if row.place else "", "event": row.event.public_id if row.event else "",
        }  # fmt: skip


class ResultForm(Form):
    """わかったこと: kept alone, or with the button that judges."""

    result_words = words_field(
        _("わかったこと"), pilots.RESULT_MAX, 4, required=False, help_text=_("うまくいったことも、うまくいかなかったことも。人の 名前は 書かないでください。"),
    )  # fmt: skip


class _MomentForm(Form):
    moment = forms.ChoiceField(label=_("いつの 数か"), choices=Moment.choices(), widget=forms.RadioSelect, error_messages={"required": _("「まえ」か「あと」を えらんでください。")})  # fmt: skip

    @property
    def chosen_moment(self) -> Moment:
        return Moment(self.cleaned_data["moment"])


class MeasureForm(_MomentForm):
    """`definitions`: what may be measured now."""

    indicator = forms.ChoiceField(
        label=_("しるし"), error_messages={"required": _("しるしを えらんでください。")}
    )

    def __init__(self, *told: Any, today: date, **named: Any) -> None:
        super().__init__(*told, **named)
        self._of = {one.indicator.code: one for one in trying.newest_definitions(today)}
        field = self.fields["indicator"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("えらんでください")),
            *((code, one.indicator.title) for code, one in self._of.items()),
        ]

    @property
    def definition(self) -> Definition:
        return self._of[self.cleaned_data["indicator"]]


class NoteForm(_MomentForm):
    label = forms.CharField(
        label=_("なにの 数か"), max_length=pilots.LABEL_MAX, help_text=_("まえと あとで 同じ 名前に すると、ならびます。"),
        error_messages={"required": _("なにの 数かを 書いてください。")},
    )  # fmt: skip
    value = forms.FloatField(
        label=_("数"), required=False, help_text=_("わからないときは 空のままで（記録なし）"),
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any", "data-width": "sm"}),
        error_messages={"invalid": _("数を 半角で 入れてください。")},
    )  # fmt: skip
    unit = forms.CharField(
        label=_("単位"), max_length=pilots.UNIT_MAX, required=False, help_text=_("例：人、回、%")
    )
    n = number_field(_("もとの 件数"), help_text=_("割合や 平均のとき"))
    as_of = day_field(_("いつの 数か（日）"))
    source = forms.CharField(
        label=_("出典"),
        max_length=300,
        error_messages={"required": _("その数を どこから とったかを 書いてください。")},
    )


class IssueForm(LineForm):
    """`pilot` is chosen by where one comes from."""

    tag = forms.ChoiceField(label=_("しるし"), choices=[("", _("えらんでください")), *IssueTag.choices()])
    words = words_field(
        _("課題"), deciding.WORDS_MAX, error_messages={"required": _("どんな 課題かを 書いてください。")}
    )
    source = forms.ChoiceField(label=_("どこから"), choices=IssueSource.choices())
    source_words = forms.CharField(
        label=_("もとに なったもの"), max_length=deciding.SOURCE_WORDS_MAX, required=False, help_text=_("例：6月の 交流会の 議事録。人の 名前は 書かないでください。"),
    )  # fmt: skip
    count = number_field(_("あげた 団体"))
    count_of = number_field(_("きいた 団体"))
    found_on = day_field(_("見つけた日"))

    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        names = ("words", "source_words", "count", "count_of", "found_on")
        return {
            **{name: given[name] for name in names}, "line": self.chosen_line, "tag": IssueTag(given["tag"]),
            "source": IssueSource(given["source"]),
        }  # fmt: skip


class SettleForm(Form):
    settled_words = words_field(
        _("どう かたづいたか"),
        deciding.SETTLED_MAX,
        2,
        error_messages={"required": _("どう かたづいたかを 書いてください。")},
    )


class DecisionForm(LineForm):
    """A next line that is there, or one made on the spot: by its title."""

    kind = forms.ChoiceField(
        label=_("決定"), choices=DecisionKind.choices(), widget=forms.RadioSelect,
        error_messages={"required": _("どう 決めたかを えらんでください。")},
    )  # fmt: skip
    reason = words_field(
        _("わけ"), deciding.REASON_MAX, error_messages={"required": _("決めた わけを 書いてください。")}
    )
    decided_on = day_field(_("決めた日"))
    source = forms.CharField(
        label=_("出典"),
        max_length=deciding.SOURCE_MAX,
        required=False,
        help_text=_("例：令和8年度 第2回 推進会議"),
    )
    next_line = forms.ChoiceField(label=_("もう ある 事業から えらぶ"), required=False)
    title = forms.CharField(label=_("新しく 作る 事業の 名前"), max_length=120, required=False)
    nendo = forms.TypedChoiceField(label=_("年度"), coerce=int, empty_value=None, required=False)
    code = forms.CharField(label=_("記号"), max_length=24, required=False, help_text=_("例：R9-1"))

    def __init__(self, *told: Any, today: date, **named: Any) -> None:
        super().__init__(*told, **named)
        self._choose("next_line", line_choices(self._lines.values()))
        this = years.nendo(today)
        self._choose("nendo", [(one, years.label(one)) for one in range(this + 1, this - 2, -1)])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("title"):
            if given.get("next_line"):
                self.add_error("next_line", _("「えらぶ」と「新しく 作る」は どちらか 1つに してください。"))
            if not given.get("code"):
                self.add_error("code", _("新しい 事業の 記号を 書いてください。例：R9-1"))
        return given

    @property
    def onward(self) -> Onward | None:
        given = self.cleaned_data
        return Onward(given["nendo"], given["code"], given["title"]) if given["title"] else None

    @property
    def chosen_next(self) -> Line | None:
        return self._lines.get(self.cleaned_data["next_line"])

    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        kept = {name: given[name] for name in ("reason", "decided_on", "source")}
        return {"line": self.chosen_line, "kind": DecisionKind(given["kind"]), **kept}

    @staticmethod
    def of(row: Decision) -> dict[str, object]:
        names = ("kind", "reason", "decided_on", "source")
        kept: dict[str, object] = {name: getattr(row, name) for name in names}
        return {**kept, "line": row.line.code, "next_line": row.next_line.code if row.next_line else ""}
