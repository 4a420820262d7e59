"""What people write about meetings, reports and the month's money."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Via
from ibasho.base.ui.forms import Form
from ibasho.rooms.familysupport.rules.kinds import PaidWay
from ibasho.rooms.familysupport.rules.meetings import SHEET
from ibasho.rooms.familysupport.rules.reporting import COSTS_MAX_YEN, WORDS_MAX, Told

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_LONG = 130  # more letters than this want a box of lines
HEARD = (
    (Via.PAPER.value, _("紙で うけとった")),
    (Via.PHONE.value, _("電話で 聞いた")),
    (Via.COUNTER.value, _("窓口で 聞いた")),
)


def _time() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time", "step": "60"}, format="%H:%M")


def _yen(label: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=COSTS_MAX_YEN, help_text=help_text,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip


class TellForm(Form):
    """The provider's report of one visit, on the visit's own day."""

    began = forms.TimeField(
        label=_("はじめた時間"), widget=_time(), help_text=_("家を 出た時間から 数える センターも あります。")
    )
    ended = forms.TimeField(label=_("おわった時間"), widget=_time())
    travel_yen = _yen(_("交通費（円）"), _("バス代や ガソリン代。なければ 空けておきます。"))
    cost_yen = _yen(_("実費（円）"), _("おやつや 食事など、立てかえた お金。なければ 空けておきます。"))
    words = forms.CharField(
        label=_("ようす"), required=False, max_length=WORDS_MAX, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("例 宿題を して、おやつを たべました。"),
    )  # fmt: skip
    paid_way = forms.ChoiceField(
        label=_("お金は もう うけとりましたか"), required=False,
        choices=[("", _("まだ")), *PaidWay.choices()],
    )  # fmt: skip

    def told(self, day: date) -> Told:
        given = self.cleaned_data
        way = PaidWay(given["paid_way"]) if given.get("paid_way") else None
        return Told(
            clock.at(day, given["began"]), clock.at(day, given["ended"]), given["travel_yen"] or 0, given["cost_yen"] or 0,
            given["words"].strip(), way,
        )  # fmt: skip

    @classmethod
    def of(cls, data: Any, told: Told) -> TellForm:
        """Filled with what is known: the hours as they were decided, or the report as it stands."""
        return cls(data or None, initial=_initial(told))


class HeardForm(TellForm):
    """The same, typed in by the adviser from what reached the centre."""

    via = forms.ChoiceField(label=_("どこから"), choices=HEARD, initial=Via.PAPER.value)

    field_order = ("via",)


def _initial(told: Told) -> dict[str, object]:
    return {
        "began": clock.jst(told.began_at).time(), "ended": clock.jst(told.ended_at).time(),
        "travel_yen": told.travel_yen or None, "cost_yen": told.cost_yen or None, "words": told.words,
    }  # fmt: skip


class DisputeForm(Form):
    words = forms.CharField(
        label=_("どこが ちがいますか"), max_length=WORDS_MAX, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("例 おわりは 17時でした。センターの人が 読みます。"),
    )  # fmt: skip


class PaidForm(Form):
    way = forms.ChoiceField(label=_("はらい方"), choices=PaidWay.choices(), initial=PaidWay.CASH.value)
    paid_on = forms.DateField(label=_("はらった日"), widget=_DAY)


class MeetingForm(Form):
    """When and where the three meet. The child comes, too."""

    day = forms.DateField(label=_("日"), widget=_DAY)
    time = forms.TimeField(label=_("時間"), widget=_time())
    where = forms.CharField(
        label=_("場所"),
        max_length=120,
        required=False,
        help_text=_("ふつうは 預かる場所で します。例 提供会員の家"),
    )

    def planned_at(self) -> datetime:
        return clock.at(self.cleaned_data["day"], self.cleaned_data["time"])


class HeldForm(Form):
    held_on = forms.DateField(label=_("打合せを した日"), widget=_DAY)
    child_was_there = forms.BooleanField(label=_("こどもも いっしょに いた"), required=False, initial=True)


class SheetForm(Form):
    """打合せ票: one box for each question of rules.meetings.SHEET. `changed_meanwhile`: somebody else has written since."""

    changed_meanwhile = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for one in SHEET:
            widget = forms.Textarea(attrs={"rows": 2}) if one.most > _LONG else forms.TextInput()
            self.fields[one.key] = forms.CharField(
                label=one.label, help_text=one.help, max_length=one.most, required=False, widget=widget
            )


class WhyForm(Form):
    why = forms.CharField(label=_("開きなおす わけ"), max_length=200)
