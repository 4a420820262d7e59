"""出張開設: making a rota, who goes, moving, calling off, and the numbers typed in at the hall."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import nendo
from ibasho.base.ui.forms import Form
from ibasho.rooms.reach.models import Candidate, Rota, Visit
from ibasho.rooms.reach.queries import candidates
from ibasho.rooms.reach.rules import counts
from ibasho.rooms.reach.rules import rota as rules
from ibasho.rooms.reach.rules.rota import Turn
from ibasho.town.places.rules.calendar import Month

OTHER = "other"
HALVES = [
    ("am", _("午前 10:00～11:30")),
    ("pm", _("午後 13:30～15:00")),
    (OTHER, _("べつの時間")),
]
EVERY = [(1, _("毎週")), (2, _("2週ごと")), (3, _("3週ごと")), (4, _("4週ごと"))]
_COUNT = {"inputmode": "numeric", "min": "0", "max": str(counts.HEADS_MAX), "autocomplete": "off"}
_NAME = {"autocomplete": "off", "list": "staff-names"}


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **options
    )


def _time(label: Any, **options: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}), **options
    )


def _count(label: Any, required: bool = False) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=required,
        min_value=0,
        max_value=counts.HEADS_MAX,
        widget=forms.NumberInput(attrs=_COUNT),
    )


class SpanForm(Form):
    """From when to when; at first from the next week to the end of the 年度 that then runs."""

    first = _day(_("はじめの日"))
    last = _day(_("おわりの日"))

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        begins = today + timedelta(days=7 - today.weekday())
        super().__init__(*args, **options)
        self.fields["first"].initial = begins
        self.fields["last"].initial = nendo.last_day(nendo.nendo(begins))


class RhythmForm(SpanForm):
    """One hall and its rhythm."""

    hall = forms.ModelChoiceField(
        label=_("会場"), queryset=Candidate.objects.none(), empty_label=_("えらんでください")
    )
    weekday = forms.TypedChoiceField(
        label=_("曜日"),
        coerce=int,
        choices=[(n, f"{sign}曜") for n, sign in enumerate(rules.WEEKDAYS)],
        initial=1,
    )
    half = forms.ChoiceField(label=_("時間"), choices=HALVES, initial="am", widget=forms.RadioSelect)
    starts = _time(_("はじまり"), required=False, help_text=_("「べつの時間」の とき。"))
    ends = _time(_("おわり"), required=False)
    every = forms.TypedChoiceField(label=_("くりかえし"), coerce=int, choices=EVERY, initial=2)

    field_order = ("title", "hall", "weekday", "every", "half", "starts", "ends", "first", "last")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["hall"].queryset = candidates.usable()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("half") == OTHER and not (given.get("starts") and given.get("ends")):
            self.add_error("starts", _("はじまりと おわりの時刻を 書いてください。"))
        return given

    @property
    def turn(self) -> Turn:
        """Raises Invalid for hours the wrong way round."""
        given = self.cleaned_data
        starts, ends = rules.HALVES.get(given["half"], (given["starts"], given["ends"]))
        return Turn(given["hall"].pk, given["weekday"], starts, ends, given["every"])


class RotaForm(RhythmForm):
    title = forms.CharField(label=_("名前"), max_length=120, help_text=_("例：おでかけ広場（西のほう）"))


class FromPlanForm(SpanForm):
    title = forms.CharField(label=_("名前"), max_length=120)
    every = forms.TypedChoiceField(label=_("ひとまわりの週"), coerce=int, choices=EVERY)

    field_order = ("title", "every", "first", "last")


class RotaWordsForm(Form):
    """Name, kit and words. The kit is one thing a line."""

    title = forms.CharField(label=_("名前"), max_length=120)
    announcement = forms.CharField(
        label=_("お知らせの文"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("空のままなら、いつもの文に なります。"),
    )  # fmt: skip
    kit = forms.CharField(
        label=_("持ち物"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 11}),
        help_text=_("1行に ひとつ。"),
    )

    def __init__(self, *args: Any, rota: Rota, **options: Any) -> None:
        options["initial"] = {
            "title": rota.title,
            "announcement": rota.announcement,
            "kit": "\n".join(rota.kit),
        }
        super().__init__(*args, **options)


class PairForm(Form):
    first_staff = forms.CharField(
        label=_("ひとりめ"), max_length=rules.NAME_MAX, required=False, widget=forms.TextInput(attrs=_NAME)
    )
    second_staff = forms.CharField(
        label=_("ふたりめ"), max_length=rules.NAME_MAX, required=False, widget=forms.TextInput(attrs=_NAME)
    )
    onwards = forms.BooleanField(label=_("このあと 同じ会場で まだ きまっていない回にも"), required=False)

    def __init__(self, *args: Any, visit: Visit, **options: Any) -> None:
        options["initial"] = {"first_staff": visit.first_staff, "second_staff": visit.second_staff}
        super().__init__(*args, **options)


class KitForm(Form):
    packed = forms.MultipleChoiceField(
        label=_("用意した物"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, visit: Visit, **options: Any) -> None:
        options["initial"] = {"packed": visit.packed}
        super().__init__(*args, **options)
        self.fields["packed"].choices = [(one, one) for one in visit.rota.kit]  # type: ignore[attr-defined]


class MoveForm(Form):
    day = _day(_("日"))
    starts = _time(_("はじまり"))
    ends = _time(_("おわり"))
    hall = forms.ModelChoiceField(label=_("会場"), queryset=Candidate.objects.none())
    reason = forms.CharField(label=_("わけ"), max_length=200, required=False)

    def __init__(self, *args: Any, visit: Visit, **options: Any) -> None:
        options["initial"] = {
            "day": visit.day,
            "starts": visit.starts,
            "ends": visit.ends,
            "hall": visit.hall_id,
        }
        super().__init__(*args, **options)
        own = Candidate.objects.filter(pk=visit.hall_id)
        self.fields["hall"].queryset = (candidates.usable() | own).order_by("name")  # type: ignore[attr-defined]


class ReasonForm(Form):
    reason = forms.CharField(label=_("わけ（お知らせを 見た人に とどきます）"), max_length=200)


class CountForm(Form):
    """Three numbers and a line: done in half a minute, standing, with one hand."""

    families = _count(_("親子"), required=True)
    children = _count(_("こども"))
    consultations = _count(_("相談"))
    note = forms.CharField(
        label=_("気づいたこと"), required=False, max_length=counts.NOTE_MAX, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("名前や 連絡先は 書きません。200文字まで。"),
    )  # fmt: skip
    sure = forms.BooleanField(label=_("人の名前では ありません"), required=False)

    def __init__(self, *args: Any, visit: Visit, **options: Any) -> None:
        names = ("families", "children", "consultations", "note")
        options["initial"] = {name: getattr(visit, name) for name in names}
        super().__init__(*args, **options)

    @property
    def asks_names(self) -> bool:
        """Whether the words were held back because of what looks like a name."""
        return "sure" in self.errors


class ReportFilter(Form):
    """Which month, and of the whole city or one rota. What does not exist narrows nothing."""

    month = forms.ChoiceField(label=_("月"), required=False)
    rota = forms.ChoiceField(label=_("出張の予定"), required=False)

    def __init__(
        self, *args: Any, months: Sequence[Month], now: Month, rotas: Sequence[Rota], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.now, self.by_id = now, {one.public_id: one for one in rotas}
        month, rota = self.fields["month"], self.fields["rota"]
        month.choices = [(str(one), f"{one.label}（{one.era}）") for one in months]  # type: ignore[attr-defined]
        month.initial = str(now)
        rota.choices = [("", _("市ぜんぶ")), *((one.public_id, one.title) for one in rotas)]  # type: ignore[attr-defined]

    def _given(self, name: str) -> str:
        self.is_valid()
        return str(getattr(self, "cleaned_data", {}).get(name) or "")

    @property
    def asked_month(self) -> Month:
        return Month.parse(self._given("month")) or self.now

    @property
    def asked_rota(self) -> Rota | None:
        return self.by_id.get(self._given("rota"))
