"""Writing an event: what, when, where, who may come, who helps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.labelled import pairs
from ibasho.base.ui.forms import Form
from ibasho.town.areas.stages import Stage
from ibasho.town.people.models import Organisation
from ibasho.town.places.models import Event, Place, Session
from ibasho.town.places.rules.event import CoGroup, EventDay

BLANK_DAYS = 3
_WIDE = {"data-width": "full"}
ALONE = [
    ("", _("わからない（きいてから 来てもらう）")),
    ("lower", _("だれでも ひとりで 来てよい")),
    ("upper", _("小学4年生から ひとりで 来てよい")),
    ("junior", _("中学生から ひとりで 来てよい")),
    ("high", _("高校生から ひとりで 来てよい")),
    ("adult", _("おとなと いっしょに 来る")),
]
FREE = [("", _("わからない")), ("yes", _("無料")), ("no", _("お金がいる"))]
PLAIN = (
    "kind", "title", "kana", "description", "venue_name", "venue_address", "audience_note", "fee_note", "url", "phone",
    "signup", "signup_note", "capacity", "waiting_max", "signup_closes_hours",
)  # fmt: skip


class EventForm(Form):
    """`values` are what the action takes; `groups` the co-operating groups, linked where the name is registered."""

    kind = forms.ChoiceField(label=_("種類"), choices=Event.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("名前"), max_length=120)
    kana = forms.CharField(
        label=_("よみ"),
        max_length=200,
        required=False,
        help_text=_("ひらがなで。こどものページの ふりがなに なります。"),
    )
    description = forms.CharField(
        label=_("どんなこと"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("小学3年生が 読めることばで、短く。"),
    )  # fmt: skip
    organisation = forms.ModelChoiceField(
        label=_("主催"), queryset=Organisation.objects.none(), required=False
    )
    place = forms.ModelChoiceField(
        label=_("居場所"), queryset=Place.objects.none(), required=False, empty_label=_("一覧にない会場"),
        help_text=_("一覧にある居場所で するときは えらびます。"),
    )  # fmt: skip
    venue_name = forms.CharField(
        label=_("会場"), max_length=120, required=False, help_text=_("部屋の名前や、一覧にない会場。")
    )
    venue_address = forms.CharField(label=_("会場の住所"), max_length=200, required=False)
    stages = forms.MultipleChoiceField(
        label=_("だれが来てよいか"), choices=pairs(Stage), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("えらばなければ「だれでも」。"),
    )  # fmt: skip
    alone = forms.ChoiceField(label=_("ひとりで来てよいか"), choices=ALONE, required=False)
    audience_note = forms.CharField(label=_("来る人へのことば"), max_length=400, required=False)
    free = forms.ChoiceField(label=_("参加費"), choices=FREE, required=False)
    fee_note = forms.CharField(
        label=_("参加費のことば"),
        max_length=400,
        required=False,
        help_text=_("例：こども 無料、おとな 300円"),
    )
    phone = forms.CharField(label=_("電話"), max_length=40, required=False)
    url = forms.URLField(label=_("ホームページ"), max_length=400, required=False, assume_scheme="https")
    groups = forms.CharField(
        label=_("協力団体"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("1行に 1団体。すること があれば「団体の名前：すること」。名前が公表できないときは「協力団体1」のように。"),
    )  # fmt: skip
    signup = forms.BooleanField(label=_("申しこみを うける"), required=False)
    capacity = forms.IntegerField(
        label=_("定員（1回、おとなも 入れて）"), required=False, min_value=1, max_value=9999,
        help_text=_("空なら 定員なし。"),
    )  # fmt: skip
    waiting_max = forms.IntegerField(
        label=_("キャンセル待ち（1回、人数）"), min_value=0, max_value=999, initial=20
    )
    signup_closes_hours = forms.IntegerField(
        label=_("しめきり（はじまりの 何時間前）"), min_value=0, max_value=2000, initial=0
    )
    signup_note = forms.CharField(label=_("申しこむ人へのことば"), max_length=400, required=False)

    def __init__(
        self,
        *args: Any,
        organisations: QuerySet[Organisation],
        city: bool,
        event: Event | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = _initial(event) if event else {"kind": Event.Kind.EVENT}
        super().__init__(*args, **kwargs)
        organisation, place = self.fields["organisation"], self.fields["place"]
        if isinstance(organisation, forms.ModelChoiceField) and isinstance(place, forms.ModelChoiceField):
            organisation.queryset, organisation.required = organisations.order_by("name"), not city
            place.queryset = Place.objects.filter(state__in=["published", "paused", "pending"]).order_by(
                "name"
            )
        if not city and event is None and len(organisations) == 1:
            organisation.initial = organisations[0].pk

    @property
    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        alone, organisation, place = given["alone"], given["organisation"], given["place"]
        return {
            **{name: given[name] for name in PLAIN},
            "organisation_id": organisation and organisation.pk,
            "place_id": place and place.pk,
            "stages": given["stages"],
            "alone_from": "" if alone == "adult" else alone,
            "adult_needed": {"": None, "adult": True}.get(alone, False),
            "free_of_charge": {"": None, "yes": True, "no": False}[given["free"]],
        }

    @property
    def groups_written(self) -> list[CoGroup]:
        lines = [line.strip() for line in self.cleaned_data["groups"].splitlines() if line.strip()]
        parts = [line.replace(":", "：").partition("：") for line in lines]
        known = dict(
            Organisation.objects.filter(name__in=[name.strip() for name, _c, _t in parts]).values_list(
                "name", "pk"
            )
        )
        return [
            CoGroup(name.strip()[:120], known.get(name.strip()), task.strip()[:120])
            for name, _c, task in parts
        ]


def _initial(event: Event) -> dict[str, Any]:
    groups = [
        f"{group.name}：{group.task}" if group.task else group.name for group in event.groups.order_by("pk")
    ]
    return {
        **{name: getattr(event, name) for name in PLAIN},
        "organisation": event.organisation_id,
        "place": event.place_id,
        "stages": event.stages,
        "alone": event.alone_from or {None: "", True: "adult", False: "lower"}[event.adult_needed],
        "free": {None: "", True: "yes", False: "no"}[event.free_of_charge],
        "groups": "\n".join(groups),
    }


class DayForm(Form):
    """One day. An empty line is passed over."""

    written: EventDay | None = None

    session_id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    day = forms.DateField(
        label=_("日"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    starts = forms.TimeField(
        label=_("はじまり"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    ends = forms.TimeField(
        label=_("おわり"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("day") and (given.get("starts") or given.get("ends")):
            self.add_error("day", _("日を 書いてください。"))
        try:
            self.written = self._written(given)
        except Invalid as error:
            for name, sentence in error.fields.items():
                self.add_error(name, sentence)
        return given

    def _written(self, given: dict[str, Any]) -> EventDay | None:
        if not given.get("day"):
            return None
        return EventDay(given["day"], given.get("starts"), given.get("ends"), given.get("session_id"))


_DayFormSet = forms.formset_factory(DayForm, extra=BLANK_DAYS, max_num=100, validate_max=True)


class DayForms(_DayFormSet):  # type: ignore[misc, valid-type]
    """The days that stand, and some empty lines for more."""

    @property
    def written(self) -> list[EventDay]:
        return [form.written for form in self.forms if form.written is not None]

    @property
    def general_errors(self) -> list[str]:
        return [str(error) for form in self.forms for error in form.errors.get(NON_FIELD_ERRORS, [])]


def day_forms(data: Any, sessions: Sequence[Session]) -> DayForms:
    initial = [
        {"session_id": row.pk, "day": row.day, "starts": row.starts, "ends": row.ends} for row in sessions
    ]
    return DayForms(data, initial=initial, prefix="days")


class WordsForm(Form):
    """A sentence that goes with a step: why, or what to mend."""

    words = forms.CharField(
        label=_("ことば"), max_length=200, required=False, widget=forms.TextInput(attrs=_WIDE)
    )
