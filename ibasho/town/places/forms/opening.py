"""The editor of opening hours: rows of rules that work without scripts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.errors import Invalid
from ibasho.base.ui.forms import Form
from ibasho.town.places.forms.fields import Several
from ibasho.town.places.rules import opening_form
from ibasho.town.places.rules.opening import (
    HolidayRule,
    IrregularCount,
    Opening,
    Pattern,
    Season,
)
from ibasho.town.places.rules.words import describe

ROWS_MAX = 30
TOTAL = "o-total"
PATTERNS = [
    (Pattern.WEEKLY, _("毎週")),
    (Pattern.FORTNIGHTLY, _("隔週（2週間に1回）")),
    (Pattern.MONTHLY_NTH, _("毎月 第何の曜日")),
    (Pattern.MONTHLY_DAY, _("毎月 同じ日にち")),
    (Pattern.DATES, _("決まった日だけ")),
    (Pattern.IRREGULAR, _("不定期（おしらせを 見てください）")),
]
WEEKDAYS = [(str(number), sign) for number, sign in enumerate("月火水木金土日")]
NTH = [(str(number), f"第{number}") for number in range(1, 6)] + [("-1", "最終")]
SEASONS = [
    (Season.ALWAYS, _("一年中")),
    (Season.SCHOOL_HOLIDAYS, _("夏休みなど 長い休みだけ")),
    (Season.SCHOOL_TERM, _("長い休みの あいだは しない")),
]
HOLIDAYS = [
    (HolidayRule.AS_USUAL, _("いつもどおり")),
    (HolidayRule.CLOSED, _("祝日は 休み")),
    (HolidayRule.ONLY, _("祝日だけ")),
    (HolidayRule.ALSO, _("この曜日と、祝日も")),
    (HolidayRule.NEXT_DAY, _("祝日のときは つぎの日")),
]
COUNTS = [
    (IrregularCount.UNKNOWN, _("わかりません")),
    (IrregularCount.PER_WEEK, _("1週間に")),
    (IrregularCount.PER_MONTH, _("1か月に")),
    (IrregularCount.PER_TWO_MONTHS, _("2か月に")),
    (IrregularCount.PER_YEAR, _("1年に")),
]
MONTHS = [(str(month), f"{month}月") for month in range(1, 13)]


class OpeningRow(Form):
    """One rule as people type it. `rule` gives the Opening once the row is valid."""

    pattern = forms.ChoiceField(label=_("くりかえし"), choices=PATTERNS, initial=Pattern.WEEKLY.value)
    weekdays = Several(WEEKDAYS, label=_("曜日"), coerce=int)
    nth = Several(NTH, label=_("第何"), coerce=int)
    anchor = forms.CharField(
        label=_("あく週の 日を 1つ"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    days_of_month = forms.CharField(label=_("毎月の 何日"), required=False, help_text=_("例：5、20"))
    dates = forms.CharField(
        label=_("あく日"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("例：12/5、12/19　1つずつ「、」で くぎります。"),
    )  # fmt: skip
    starts = forms.CharField(
        label=_("はじまり"),
        required=False,
        widget=forms.TextInput(attrs={"data-width": "sm", "placeholder": "15:30"}),
    )
    ends = forms.CharField(
        label=_("おわり"),
        required=False,
        widget=forms.TextInput(attrs={"data-width": "sm", "placeholder": "17:30"}),
    )
    per = forms.ChoiceField(label=_("どのくらい"), choices=COUNTS, required=False)
    times = forms.IntegerField(label=_("何回"), required=False, min_value=1, max_value=366)
    holiday = forms.ChoiceField(label=_("祝日"), choices=HOLIDAYS, required=False)
    season = forms.ChoiceField(label=_("学校の長い休み"), choices=SEASONS, required=False)
    months = Several(MONTHS, label=_("この月だけ"), coerce=int)
    valid_from = forms.CharField(
        label=_("いつから"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    valid_until = forms.CharField(
        label=_("いつまで"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    words = forms.CharField(label=_("つけくわえることば"), required=False, max_length=400)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.rule: Opening | None = None

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        read = {name: self._read(name, reader, given) for name, reader in self._readers().items()}
        if not self.errors:
            self._build({**given, **read})
        return given

    def _readers(self) -> dict[str, Callable[[str], Any]]:
        def day(text: str) -> date | None:
            return opening_form.read_day(text, self.today)

        def days(text: str) -> tuple[date, ...]:
            return opening_form.read_days(text, self.today)

        hour, numbers = opening_form.read_hour, opening_form.read_numbers
        return {
            "starts": hour, "ends": hour, "anchor": day, "valid_from": day, "valid_until": day,
            "days_of_month": numbers, "dates": days,
        }  # fmt: skip

    def _read(self, name: str, reader: Callable[[str], Any], given: Mapping[str, Any]) -> Any:
        try:
            return reader(given.get(name, ""))
        except Invalid as refusal:
            self.add_error(name, refusal.message)
            return None

    def _build(self, given: Mapping[str, Any]) -> None:
        pattern = Pattern(given["pattern"])
        irregular = pattern is Pattern.IRREGULAR
        used = {name: given[name] for name in USED_BY[pattern]}
        try:
            self.rule = Opening(
                pattern=pattern,
                weekdays=frozenset(used.get("weekdays", ())),
                nth=tuple(used.get("nth", ())),
                days_of_month=used.get("days_of_month") or (),
                dates=used.get("dates") or (),
                anchor=used.get("anchor"),
                starts=given["starts"],
                ends=given["ends"],
                season=Season(given["season"] or Season.ALWAYS),
                holiday=HolidayRule(given["holiday"] or HolidayRule.AS_USUAL),
                months=frozenset(given["months"]),
                valid_from=given["valid_from"],
                valid_until=given["valid_until"],
                times=given["times"] if irregular else None,
                per=IrregularCount(given["per"] or "") if irregular else IrregularCount.UNKNOWN,
                words=given["words"],
            )
        except Invalid as refusal:
            for name, sentence in (refusal.fields or {"": refusal.message}).items():
                self.add_error(name if name in self.fields else None, sentence)


# What a pattern does not use may stay in its field and is passed by.
USED_BY: dict[Pattern, tuple[str, ...]] = {
    Pattern.WEEKLY: ("weekdays",),
    Pattern.FORTNIGHTLY: ("weekdays", "anchor"),
    Pattern.MONTHLY_NTH: ("weekdays", "nth"),
    Pattern.MONTHLY_DAY: ("days_of_month",),
    Pattern.DATES: ("dates",),
    Pattern.IRREGULAR: ("weekdays", "nth"),
}


class OpeningRows:
    """All rows of the editor. Adding and taking away a row keeps what was typed in the others, right or wrong."""

    def __init__(self, rows: Sequence[OpeningRow]) -> None:
        self.rows = list(rows)

    @classmethod
    def of_rules(cls, rules: Sequence[Opening], today: date) -> OpeningRows:
        return cls.of_typed([opening_form.as_typed(rule) for rule in rules], today)

    @classmethod
    def of_typed(cls, typed: Sequence[Mapping[str, Any]], today: date) -> OpeningRows:
        """Rows that hold what was typed and are not judged yet."""
        return cls(
            [
                OpeningRow(initial=dict(row), prefix=f"o-{number}", today=today)
                for number, row in enumerate(typed)
            ]
        )

    @classmethod
    def sent(cls, data: QueryDict, today: date) -> OpeningRows:
        return cls([OpeningRow(data, prefix=f"o-{number}", today=today) for number in range(total(data))])

    def is_valid(self) -> bool:
        return not [row for row in self.rows if not row.is_valid()]

    def rules(self) -> tuple[Opening, ...]:
        """The valid rows' rules, in order; empty rows do not exist here."""
        return tuple(row.rule for row in self.rows if row.is_valid() and row.rule is not None)

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def said(self) -> list[tuple[str, bool]]:
        """(words, whether the row is right) for each row: what the page shows beside the editor."""
        return [_said(row) for row in self.rows]


def _said(row: OpeningRow) -> tuple[str, bool]:
    judged = row if row.is_bound else OpeningRow(_as_sent(row), prefix=row.prefix, today=row.today)
    if judged.is_valid() and judged.rule is not None:
        return describe(judged.rule), True
    return " ".join(str(error) for errors in judged.errors.values() for error in errors), False


def _as_sent(row: OpeningRow) -> QueryDict:
    """What a browser would send for a row that holds what was typed."""
    data = QueryDict(mutable=True)
    for name, value in row.initial.items():
        data.setlist(f"{row.prefix}-{name}", list(value) if isinstance(value, list) else [value])
    return data


def total(data: QueryDict) -> int:
    given = data.get(TOTAL, "0")
    return min(int(given), ROWS_MAX) if given.isdecimal() else 0


def typed_rows(data: QueryDict) -> list[dict[str, Any]]:
    """What was sent for each row, word for word."""
    several = {"weekdays", "nth", "months"}
    return [
        {
            name: data.getlist(f"o-{number}-{name}")
            if name in several
            else data.get(f"o-{number}-{name}", "")
            for name in OpeningRow.base_fields
        }
        for number in range(total(data))
    ]
