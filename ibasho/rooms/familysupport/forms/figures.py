"""What people write about incidents and 一時預かり."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.errors import Invalid
from ibasho.base.ui.forms import Form
from ibasho.rooms.familysupport.actions.incidents import Happened
from ibasho.rooms.familysupport.models import DropInCare, Incident
from ibasho.rooms.familysupport.rules import dropin, incidents
from ibasho.rooms.familysupport.rules.dropin import Line
from ibasho.rooms.familysupport.rules.kinds import IncidentKind, Side

_KINDS = IncidentKind.choices()


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _area(rows: int = 5) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class IncidentForm(Form):
    """What the adviser writes. `visits`: pairs of public id and words of those it may be about."""

    visit = forms.ChoiceField(label=_("どの活動か"), required=False)
    kind = forms.ChoiceField(label=_("種類"), choices=_KINDS)
    day = forms.DateField(label=_("おきた日"), widget=_day())
    time = forms.TimeField(
        label=_("おきた時刻"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    where = forms.CharField(label=_("どこで"), max_length=incidents.WHERE_MAX, required=False)
    what = forms.CharField(
        label=_("何が おきたか"), max_length=incidents.WORDS_MAX, widget=_area(),
        help_text=_("見たこと・聞いたことを 順に。名前は いりません（活動から 分かります）。"),
    )  # fmt: skip
    treatment_days = forms.IntegerField(
        label=_("治るまで（日）"), required=False, min_value=0, max_value=incidents.TREATMENT_MAX,
        help_text=_("医師に 聞いた日数。30日以上は 国への報告が いります。分からないときは 空けておきます。"),
    )  # fmt: skip
    died = forms.BooleanField(label=_("亡くなった"), required=False)
    done = forms.CharField(
        label=_("したこと・これからの ふせぎ方"),
        max_length=incidents.WORDS_MAX,
        required=False,
        widget=_area(),
    )

    def __init__(self, *args: Any, visits: Sequence[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        if visits:
            none = ("", _("活動の外・分からない"))
            self.fields["visit"].choices = [none, *visits]  # type: ignore[attr-defined]
        else:
            del self.fields["visit"]

    def told(self) -> Happened:
        given = self.cleaned_data
        return Happened(
            kind=IncidentKind(given["kind"]), happened_at=clock.at(given["day"], given["time"]), where=given["where"],
            what=given["what"], treatment_days=given["treatment_days"], died=given["died"], done=given["done"],
        )  # fmt: skip


def known(incident: Incident) -> dict[str, Any]:
    """For the form that changes it."""
    happened: datetime = clock.jst(incident.happened_at)
    return {
        "kind": incident.kind, "day": happened.date(), "time": happened.time(), "where": incident.where,
        "what": incident.what, "treatment_days": incident.treatment_days, "died": incident.died,
        "done": incident.done,
    }  # fmt: skip


class HeardForm(Form):
    """What one side said, written down by the adviser."""

    side = forms.ChoiceField(label=_("だれの ことば"), choices=Side.choices())
    words = forms.CharField(label=_("ことば"), max_length=incidents.WORDS_MAX, widget=_area(3))


class ToldForm(Form):
    day = forms.DateField(label=_("知らせた日"), widget=_day())


class TellForm(Form):
    """A member's own words."""

    kind = forms.ChoiceField(
        label=_("どんなこと ですか"), choices=_KINDS, widget=forms.RadioSelect, initial=IncidentKind.NEAR_MISS.value
    )  # fmt: skip
    words = forms.CharField(
        label=_("あったこと"), max_length=incidents.WORDS_MAX, widget=_area(),
        help_text=_("アドバイザーだけが 読みます。相手の会員には 見えません。"),
    )  # fmt: skip


class ComplaintForm(Form):
    words = forms.CharField(
        label=_("センターに ついて"), max_length=incidents.WORDS_MAX, widget=_area(),
        help_text=_("市の 担当者だけが 読みます。返事が ほしいときは、お名前と 連絡先を 書いてください。"),
    )  # fmt: skip


class DoneForm(Form):
    done = forms.CharField(label=_("したこと"), max_length=incidents.WORDS_MAX, widget=_area())


class IncidentFilter(Form):
    state = forms.ChoiceField(
        label=_("段階"), required=False, choices=[("", _("まだの もの")), ("all", _("すべて"))]
    )
    kind = forms.ChoiceField(label=_("種類"), required=False, choices=[("", _("すべて")), *_KINDS])


class CareForm(Form):
    """How many a place takes in, of which age, and how to book."""

    months_min = forms.IntegerField(label=_("何か月から"), min_value=0, max_value=228)
    months_max = forms.IntegerField(
        label=_("何か月まで"), min_value=0, max_value=228, help_text=_("小学校に 入る前までは 83か月です。")
    )
    capacity = forms.IntegerField(label=_("1日の定員"), min_value=1, max_value=dropin.COUNT_MAX)
    booking_words = forms.CharField(
        label=_("申しこみ方"), max_length=200, required=False, help_text=_("例 前の日の 17時までに 電話")
    )
    fee_words = forms.CharField(
        label=_("料金"), max_length=120, required=False, help_text=_("例 1時間 300円・給食 250円")
    )


def care_values(care: DropInCare | None) -> dict[str, Any]:
    if care is None:
        return {"months_min": 6, "months_max": 83}
    return {
        "months_min": care.months_min, "months_max": care.months_max, "capacity": care.capacity,
        "booking_words": care.booking_words, "fee_words": care.fee_words,
    }  # fmt: skip


def lines_of(data: Mapping[str, Any], days: Sequence[date], capacity: int) -> list[Line]:
    """The month's lines that somebody changed: `served-2026-11-02`, `turned-…`, `room-…` against `was-…`, what the page
    showed. So two who count the same month at once do not wipe out each other's days. Raises Invalid naming the day."""
    return [_line(data, day, capacity) for day in days if _is_changed(data, day)]


def was(served: object, turned: object, room: object) -> str:
    """What the page showed of a day."""
    return f"{served}/{turned}/{room}"


def _is_changed(data: Mapping[str, Any], day: date) -> bool:
    sent = [data.get(f"{name}-{day:%Y-%m-%d}") for name in ("served", "turned", "room")]
    tidy = ["" if one is None else str(one).strip() for one in sent]
    return any(one is not None for one in sent) and was(*tidy) != data.get(f"was-{day:%Y-%m-%d}")


def _line(data: Mapping[str, Any], day: date, capacity: int) -> Line:
    room = _number(data, "room", day)
    return Line(
        day, capacity if room is None else room, _number(data, "served", day), _number(data, "turned", day)
    )


def _number(data: Mapping[str, Any], name: str, day: date) -> int | None:
    """Nothing where the box is empty; full-width digits are read as well."""
    sent = str(data.get(f"{name}-{day:%Y-%m-%d}", "")).strip()
    if not sent:
        return None
    if not sent.isdecimal() or len(sent) > 4:
        raise Invalid(
            "familysupport.drop_in_number",
            f"{wareki.day_label(day)}: 「{sent[:10]}」を 数として 読めません。0から {dropin.COUNT_MAX}までの 数を 書いてください。",
        )
    return int(sent)
