"""What a person writes about fees: the tariff and its bands, and a stretch to price."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Invalid
from ibasho.base.ui.forms import Form
from ibasho.rooms.familysupport.actions.tariffs import Wanted
from ibasho.rooms.familysupport.models import Tariff
from ibasho.rooms.familysupport.rules import tariff_words as words
from ibasho.rooms.familysupport.rules.kinds import CancelKind, Content
from ibasho.rooms.familysupport.rules.tariff_body import Begins, CancelOf, Crossing, Holidays

ROWS_SPARE, ROWS_MOST, CHILDREN = 2, 16, 3
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_DATES = re.compile(r"(\d{1,2})/(\d{1,2})\s*[-〜~]\s*(\d{1,2})/(\d{1,2})")
PERCENT = {"min_value": 0, "max_value": 100}


def _percent(label: Any, initial: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, initial=initial, **PERCENT)  # type: ignore[arg-type]


class TariffForm(Form):
    """Everything but the bands."""

    name = forms.CharField(
        label=gettext_lazy("名前"), max_length=80, help_text=gettext_lazy("例 令和9年4月から")
    )
    valid_from = forms.DateField(label=gettext_lazy("いつから"), widget=_DAY)
    valid_until = forms.DateField(
        label=gettext_lazy("いつまで"), required=False, widget=_DAY,
        help_text=gettext_lazy("つぎの料金表が できるまで 続くときは 空けておきます。"),
    )  # fmt: skip
    first_minutes = forms.TypedChoiceField(
        label=gettext_lazy("さいしょに かならず 数える 時間"), coerce=int, initial=60,
        choices=[(15, "15分"), (30, "30分"), (60, "1時間"), (120, "2時間")],
    )  # fmt: skip
    step_minutes = forms.TypedChoiceField(
        label=gettext_lazy("そのあとの きざみ（きりあげ）"), coerce=int, initial=30,
        choices=[(15, "15分"), (30, "30分"), (60, "1時間")],
    )  # fmt: skip
    crossing = forms.ChoiceField(label=gettext_lazy("時間帯を またぐとき"), choices=Crossing.choices())
    begins = forms.ChoiceField(label=gettext_lazy("どこから 数えるか"), choices=Begins.choices())
    sibling_percent = forms.IntegerField(
        label=gettext_lazy("きょうだいの 割合（％）"), required=False,
        help_text=gettext_lazy("半額なら 50。空けておくと、時間帯ごとの「2人目」の金額を つかいます。"), **PERCENT,  # type: ignore[arg-type]
    )  # fmt: skip
    before = _percent(gettext_lazy("とりやめ：前の日まで（％）"), 0)
    same_day = _percent(gettext_lazy("とりやめ：当日（％）"), 50)
    no_show = _percent(gettext_lazy("とりやめ：連絡なし（％）"), 100)
    warning = _percent(gettext_lazy("とりやめ：警報・災害（％）"), 0)
    provider = _percent(gettext_lazy("とりやめ：提供会員の都合（％）"), 0)
    cancel_of = forms.ChoiceField(label=gettext_lazy("何に対する 割合か"), choices=CancelOf.choices())
    car_yen_km = forms.IntegerField(
        label=gettext_lazy("提供会員の車（1kmあたり 円）"), min_value=0, max_value=500, initial=0
    )
    travel_words = forms.CharField(
        label=gettext_lazy("ほかの 交通費"),
        max_length=120,
        required=False,
        initial="バス・電車・タクシーは 実費",
    )

    def rules(self) -> dict[str, Any]:
        """The body without its bands."""
        given = self.cleaned_data
        same = (
            "first_minutes",
            "step_minutes",
            "crossing",
            "begins",
            "sibling_percent",
            "cancel_of",
            "car_yen_km",
            "travel_words",
        )
        return {
            **{name: given[name] for name in same},
            "cancellation": {one.value: given[one.value] for one in CancelKind},
        }

    def wanted(self, bands: Sequence[Mapping[str, Any]]) -> Wanted:
        given = self.cleaned_data
        body = {**self.rules(), "bands": list(bands)}
        return Wanted(given["name"], given["valid_from"], given["valid_until"], body)

    @staticmethod
    def initial_of(tariff: Tariff) -> dict[str, Any]:
        body = tariff.body
        days = {"name": tariff.name, "valid_from": tariff.valid_from, "valid_until": tariff.valid_until}
        return {
            **{name: value for name, value in body.items() if name != "bands"},
            **body["cancellation"],
            **days,
        }


class BandForm(Form):
    """One band; without a name it is left away."""

    place = forms.IntegerField(label=gettext_lazy("じゅんばん"), min_value=1, max_value=99, required=False)
    name = forms.CharField(
        label=gettext_lazy("時間帯の 名前"), max_length=40, required=False,
        help_text=gettext_lazy("空けると、この時間帯は なくなります。"),
    )  # fmt: skip
    days = forms.ChoiceField(label=gettext_lazy("曜日"), required=False)
    starts = forms.CharField(label=gettext_lazy("はじまり"), max_length=10, required=False)
    ends = forms.CharField(label=gettext_lazy("おわり"), max_length=10, required=False)
    dates = forms.CharField(
        label=gettext_lazy("時期"), max_length=60, required=False,
        help_text=gettext_lazy("一年中なら 空けておきます。例 12/29-1/3"),
    )  # fmt: skip
    contents = forms.ChoiceField(label=gettext_lazy("援助内容"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        days = [
            (_code(weekdays, holidays), words.days(weekdays, holidays))
            for weekdays, holidays in words.USUAL_DAYS
        ]
        kinds = [("", _("どれでも")), *Content.choices()]
        self._offer("days", days, lambda code: words.days(*_uncode(code)))
        self._offer("contents", kinds, lambda code: "・".join(Content(one).label for one in code.split(",")))
        for child in range(CHILDREN):
            label = words.child_label(child, CHILDREN)
            for side, who in (("user", _("依頼会員")), ("city", _("市"))):
                self.fields[f"{side}_{child}"] = forms.IntegerField(
                    label=_("%(child)s・%(who)s") % {"child": label, "who": who}, min_value=0, max_value=20_000,
                    required=False,
                )  # fmt: skip

    def _offer(self, name: str, usual: list[tuple[str, str]], label: Any) -> None:
        """What another hand wrote may stay though the list does not offer it."""
        now = self.initial.get(name)
        if now and now not in dict(usual):
            usual.append((now, label(now)))
        self.fields[name].choices = usual  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("name"):
            return given
        for name in ("starts", "ends"):
            self._time(name)
        self._dates()
        for side in ("user", "city"):
            if given.get(f"{side}_0") is None and f"{side}_0" not in self.errors:
                self.add_error(f"{side}_0", _("1人目の 金額を 入れてください。はらわないときは 0です。"))
        return given

    def _time(self, name: str) -> None:
        usual = {"starts": "0:00", "ends": "24:00"}[name]
        try:
            found = clock.parse_time(self.cleaned_data.get(name) or usual)
        except Invalid as error:
            self.add_error(name, error.message)
        else:
            self.cleaned_data[name] = "24:00" if found == clock.END_OF_DAY else f"{found:%H:%M}"

    def _dates(self) -> None:
        told = self.cleaned_data.get("dates") or ""
        found = _DATES.findall(told)
        try:
            dates = [
                [f"{date(2024, int(a), int(b)):%m-%d}", f"{date(2024, int(c), int(d)):%m-%d}"]
                for a, b, c, d in found
            ]
        except ValueError:
            dates = []
        if told and not dates:
            self.add_error(
                "dates", _("時期は 12/29-1/3 のように、はじめの日と おわりの日を 書いてください。")
            )
        self.cleaned_data["dates"] = dates

    def band(self) -> dict[str, Any] | None:
        """As the body keeps it; None where the band was left away."""
        given = self.cleaned_data
        if not given.get("name"):
            return None
        weekdays, holidays = _uncode(given.get("days") or _code(words.ALL, Holidays.ANY))
        return {
            "name": given["name"], "weekdays": sorted(weekdays), "holidays": holidays.value, "starts": given["starts"],
            "ends": given["ends"], "dates": given["dates"], "rates": self._rates(),
            "contents": given["contents"].split(",") if given.get("contents") else [],
        }  # fmt: skip

    def _rates(self) -> list[dict[str, int]]:
        """A line left empty ends the table: what stands above holds on."""
        given = self.cleaned_data
        found: list[dict[str, int]] = []
        for child in range(CHILDREN):
            user, city = given.get(f"user_{child}"), given.get(f"city_{child}")
            if user is None and city is None:
                break
            found.append({"user": user or 0, "city": city or 0})
        return found

    @staticmethod
    def initial_of(band: Mapping[str, Any], place: int) -> dict[str, Any]:
        rates = {
            f"{side}_{child}": rate[side]
            for child, rate in enumerate(band["rates"][:CHILDREN])
            for side in ("user", "city")
        }
        return {
            "place": place, "name": band["name"], "starts": band["starts"], "ends": band["ends"], **rates,
            "days": _code(frozenset(band["weekdays"]), Holidays(band.get("holidays", "any"))),
            "contents": ",".join(band.get("contents", [])),
            "dates": "、".join(f"{_slash(a)}-{_slash(b)}" for a, b in band.get("dates", [])),
        }  # fmt: skip


BandForms = forms.formset_factory(BandForm, extra=ROWS_SPARE, max_num=ROWS_MOST)


def band_initials(tariff: Tariff) -> list[dict[str, Any]]:
    return [BandForm.initial_of(one, at + 1) for at, one in enumerate(tariff.body["bands"])]


def bands_of(forms_given: Sequence[BandForm]) -> list[dict[str, Any]]:
    """In the order their numbers say; who gave none comes last."""
    told = [(one.cleaned_data.get("place") or 99, at, one.band()) for at, one in enumerate(forms_given)]
    return [band for _place, _at, band in sorted(told, key=lambda one: one[:2]) if band is not None]


class TryForm(Form):
    """A stretch to price, sent by GET: nothing of it is kept."""

    day = forms.DateField(label=gettext_lazy("日"), widget=_DAY)
    starts = forms.TimeField(
        label=gettext_lazy("何時から"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends = forms.TimeField(
        label=gettext_lazy("何時まで"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    children = forms.TypedChoiceField(
        label=gettext_lazy("こどもの 人数"), coerce=int, choices=[(one, f"{one}人") for one in range(1, 5)]
    )
    content = forms.ChoiceField(label=gettext_lazy("援助内容"), choices=Content.choices(), required=False)
    km = forms.IntegerField(
        label=gettext_lazy("提供会員の車（km）"), min_value=0, max_value=200, required=False,
        help_text=gettext_lazy("車を つかわないときは 空けておきます。"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("starts") and given.get("ends") and given["ends"] <= given["starts"]:
            self.add_error("ends", _("おわりは はじまりより あとの 時刻を 入れてください。"))
        return given

    def span(self) -> tuple[datetime, datetime]:
        given = self.cleaned_data
        return clock.at(given["day"], given["starts"]), clock.at(given["day"], given["ends"])

    @staticmethod
    def usual(day: date) -> dict[str, Any]:
        return {
            "day": day,
            "starts": time(15),
            "ends": time(17),
            "children": 1,
            "content": Content.AFTER_SCHOOL.value,
        }


class EndForm(Form):
    valid_until = forms.DateField(label=gettext_lazy("おわりの日"), widget=_DAY)


def _code(weekdays: frozenset[int], holidays: Holidays) -> str:
    return "".join(str(one) for one in sorted(weekdays)) + ":" + holidays.value


def _uncode(code: str) -> tuple[frozenset[int], Holidays]:
    weekdays, _colon, holidays = code.partition(":")
    return frozenset(int(one) for one in weekdays), Holidays(holidays)


def _slash(month_day: str) -> str:
    month, day = month_day.split("-")
    return f"{int(month)}/{int(day)}"
