"""Forms of safety: an incident, a sheet, an alarm, a disaster."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.labelled import pairs
from ibasho.base.ui.forms import Form, HouseForm
from ibasho.rooms.openhouse.actions.incidents import TOLD
from ibasho.rooms.openhouse.models import Incident, SafetySheet
from ibasho.rooms.openhouse.rules.kinds import AlarmKind
from ibasho.town.areas.models import SchoolDistrict
from ibasho.town.areas.stages import Stage
from ibasho.town.places.models import Place
from ibasho.town.places.queries import published

_MOMENT = "%Y-%m-%dT%H:%M"


def _moment(**attributes: str) -> forms.DateTimeInput:
    return forms.DateTimeInput(format=_MOMENT, attrs={"type": "datetime-local", **attributes})


class IncidentForm(HouseForm, forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Incident
        fields = TOLD
        widgets = {  # noqa: RUF012 - Django's way
            "kind": forms.RadioSelect,
            "happened_at": _moment(),
            "guardian_told_at": _moment(),
            "insurer_told_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "what": forms.Textarea(attrs={"rows": 5}),
            "done": forms.Textarea(attrs={"rows": 3}),
            "prevention": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {  # noqa: RUF012
            "what": _("見たことを そのまま。こどもの名前は 書きません（保険の紙に 手で 書きます）。"),
            "about_staff": _("チェックすると、この場所の人には 見えなくなり、市だけが 読みます。"),
            "body_part": _("けがの ときだけ。例：右ひざ"),
            "where": _("例：ホールの 入口の だんさ"),
            "prevention": _("あとで 書いても かまいません。おわりにするときに いります。"),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = list(Incident._meta.get_field("kind").choices or [])  # type: ignore[attr-defined]
        stages = [("", _("わからない・いない")), *pairs(Stage)]
        self.fields["stage"].choices = stages  # type: ignore[attr-defined]


class SheetForm(HouseForm, forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = SafetySheet
        fields = ("aed", "way_out", "meeting_point", "hospital", "duties")
        widgets = {"duties": forms.Textarea(attrs={"rows": 3})}  # noqa: RUF012
        help_texts = {  # noqa: RUF012
            "aed": _("例：1階 入口の 右のかべ。ないときは いちばん近い場所"),
            "way_out": _("例：ホール → 非常口（北）→ 駐車場"),
            "meeting_point": _("例：市役所前の 広場"),
            "hospital": _("例：みほん市立病院 000-000-0000"),
            "duties": _(
                "例：119番は 職員、AEDは もう1人、こどもの 人数は 見守りの人。人の名前は 書きません。"
            ),
        }


class AlarmForm(Form):
    """Read from the address for the look, and from the button that closes."""

    kind = forms.ChoiceField(label=_("種類"), choices=AlarmKind.choices(), widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("みんなに 見える わけ"), required=False, max_length=80,
        help_text=_("空のままなら「警報が 出ているため」「とても 暑くて あぶないため」と 出ます。"),
    )  # fmt: skip
    day = forms.ChoiceField(label=_("いつ"), widget=forms.RadioSelect)
    district = forms.MultipleChoiceField(
        label=_("小学校区"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("1つも えらばないと 市内全部です。"),
    )  # fmt: skip

    def __init__(self, *args: Any, at: datetime, districts: Iterable[SchoolDistrict], **options: Any) -> None:
        super().__init__(*args, **options)
        today = clock.day(at)
        tomorrow = today + timedelta(days=1)
        self.fields["day"].choices = [  # type: ignore[attr-defined]
            (today.isoformat(), _("きょう")), (tomorrow.isoformat(), _("あした")),
        ]  # fmt: skip
        self.fields["day"].initial = today.isoformat()
        self.fields["district"].choices = [(one.code, one.name) for one in districts]  # type: ignore[attr-defined]

    def chosen_day(self) -> date:
        return date.fromisoformat(self.cleaned_data["day"])


class DisasterForm(Form):
    title = forms.CharField(
        label=_("何が ありましたか"), max_length=80, help_text=_("例：11月25日の 地震。みんなに 見えます。")
    )


class DeskIncidentForm(IncidentForm):
    """The city writes for any place."""

    place = forms.ModelChoiceField(
        Place.objects.none(), label=_("どの場所"), empty_label=_("えらんでください")
    )
    field_order = ("place",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        places = Place.objects.filter(state__in=published.SEEN).order_by("kana", "name")
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
