"""What is typed in of consultations: one by one, a month, a file, what was published before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ibasho.base.kernel import nendo as years
from ibasho.base.ui.forms import Form, TableForm
from ibasho.rooms.care.rules.categories import CATEGORIES, CHOICES, Category
from ibasho.rooms.care.rules.consultations import COUNT_MAX, Line
from ibasho.rooms.care.rules.kinds import Channel

CHANNELS = Channel.choices()
CELLS = [(category, channel) for category in CATEGORIES for channel in Channel]  # of a month


_DAY_ERROR = gettext_lazy("相談のあった日を 2026-04-01 のように 入れてください。")


def _day(label: Any, **given: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, widget=widget, error_messages={"required": _DAY_ERROR, "invalid": _DAY_ERROR}, **given
    )


class NoteForm(Form):
    """One consultation. The kind is the button that sends it."""

    on = _day(gettext_lazy("相談のあった日"))
    channel = forms.ChoiceField(
        label=gettext_lazy("受けた方法"), choices=CHANNELS, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("受けた方法を えらんでください。")},
    )  # fmt: skip
    count = forms.IntegerField(
        label=gettext_lazy("件数"), min_value=1, max_value=COUNT_MAX, required=False, initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "data-width": "sm"}),
    )  # fmt: skip
    is_first = forms.BooleanField(
        label=gettext_lazy("この年度で はじめての こども（実に 数える）"), required=False
    )
    category = forms.ChoiceField(
        choices=CHOICES, widget=forms.HiddenInput,
        error_messages={"required": gettext_lazy("相談種別の ボタンを おしてください。")},
    )  # fmt: skip

    def values(self) -> dict[str, Any]:
        """As actions.consultations.note takes them."""
        given = self.cleaned_data
        count = given["count"] or 1
        told = {name: given[name] for name in ("on", "channel", "category")}
        return {**told, "count": count, "firsts": count if given["is_first"] else 0}


class ChangeForm(Form):
    on = _day(gettext_lazy("相談のあった日"))
    channel = forms.ChoiceField(label=gettext_lazy("受けた方法"), choices=CHANNELS)
    category = forms.ChoiceField(label=gettext_lazy("相談種別"), choices=CHOICES)
    count = forms.IntegerField(label=gettext_lazy("延べ（件）"), min_value=1, max_value=COUNT_MAX)
    firsts = forms.IntegerField(
        label=gettext_lazy("実（この年度で はじめて）"),
        min_value=0,
        max_value=COUNT_MAX,
        required=False,
        initial=0,
    )

    def values(self) -> dict[str, Any]:
        """As actions.consultations.change takes them."""
        return {**self.cleaned_data, "firsts": self.cleaned_data["firsts"] or 0}


class MonthForm(Form):
    """A month's totals: one number per kind and way, 延べ and 実. Empty is nothing."""

    def __init__(self, *told: Any, month: date, standing: Sequence[Line] = (), **named: Any) -> None:
        self.month = month
        known = {(one.category, one.channel): one for one in standing}
        super().__init__(*told, **named)
        for category, channel in CELLS:
            line = known.get((category.code, channel.value))
            for letter, words in (("n", _("延べ")), ("f", _("実"))):
                value = None if line is None else line.count if letter == "n" else line.firsts or None
                label = f"{category.label}・{channel.label}・{words}"
                self.fields[_name(letter, category.code, channel)] = _number(label, value)

    def rows(self) -> Iterator[tuple[Category, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """(kind, (延べ, 実) of each way)."""
        for category in CATEGORIES:
            yield (
                category,
                [
                    (self[_name("n", category.code, one)], self[_name("f", category.code, one)])
                    for one in Channel
                ],
            )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        for category, channel in CELLS:
            count, firsts = self._pair(category.code, channel)
            if firsts > count:
                sentence = _("%(kind)s・%(way)s：実が 延べより 多くなっています。")
                self.add_error(None, sentence % {"kind": category.label, "way": channel.label})
        return cleaned

    def lines(self) -> list[Line]:
        told = [(category.code, channel, *self._pair(category.code, channel)) for category, channel in CELLS]
        return [
            Line(self.month, channel.value, category, count, firsts, whole_month=True)
            for category, channel, count, firsts in told
            if count
        ]

    def _pair(self, category: str, channel: Channel) -> tuple[int, int]:
        given: Mapping[str, int | None] = self.cleaned_data
        return given.get(_name("n", category, channel)) or 0, given.get(_name("f", category, channel)) or 0


class PublishedForm(Form):
    """As the paper has it. A share left empty is 内訳なし."""

    nendo = forms.TypedChoiceField(label=gettext_lazy("年度"), coerce=int)
    total = forms.IntegerField(label=gettext_lazy("延べ（件）"), min_value=1)
    source_name = forms.CharField(
        label=gettext_lazy("出典"), max_length=200, help_text=gettext_lazy("どの資料の 何ページか。"),
        error_messages={"required": gettext_lazy("出典（どの資料に のっていたか）を 書いてください。")},
    )  # fmt: skip
    source_url = forms.URLField(
        label=gettext_lazy("資料のアドレス"), required=False, max_length=400, assume_scheme="https"
    )

    def __init__(self, *told: Any, nendos: Sequence[int], **named: Any) -> None:
        super().__init__(*told, **named)
        field = self.fields["nendo"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one, years.label(one)) for one in nendos]
        for one in CATEGORIES:
            self.fields[one.code] = forms.DecimalField(
                label=_("%(kind)s の 割合（%%）") % {"kind": one.label}, required=False, min_value=0, max_value=100,
                decimal_places=1, widget=forms.NumberInput(attrs={"step": "0.1", "data-width": "sm"}),
                help_text=_("書いてなければ 空けたまま"),
            )  # fmt: skip

    def shares(self) -> dict[str, int | None]:
        """Per mille by category."""
        given = self.cleaned_data
        return {
            one.code: None if (told := given.get(one.code)) is None else round(told * 10)
            for one in CATEGORIES
        }


class ReleaseForm(Form):
    """What is out can't be taken back."""

    seen = forms.BooleanField(
        label=gettext_lazy("上の 表を 見ました"),
        error_messages={
            "required": gettext_lazy(
                "上の 表を 見てから、しるしを 入れてください。出した数は とりけせません。"
            )
        },
    )


def _name(letter: str, category: str, channel: Channel) -> str:
    return f"{letter}_{category}_{channel.value}"


def _number(label: str, value: int | None) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "aria-label": label, "data-width": "sm"})
    return forms.IntegerField(
        label=label, min_value=0, max_value=COUNT_MAX, required=False, initial=value, widget=widget
    )


class FileForm(TableForm):
    too_large = gettext_lazy("2MBを こえています。年度ごとに 分けて、もう一度 えらんでください。")
