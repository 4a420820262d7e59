"""What a group asks for, what city and place answer, what is looked at before a room is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.rooms.openhouse.actions.applications import About
from ibasho.rooms.openhouse.models import Equipment, Terms
from ibasho.rooms.openhouse.rules.handback import NOTE_MAX, Check
from ibasho.rooms.openhouse.rules.kinds import Purpose
from ibasho.rooms.openhouse.rules.slots import Repeat, When
from ibasho.town.people.models import Organisation

_MINUTES = [
    (minutes, _("なし") if not minutes else f"{minutes}分") for minutes in (0, 15, 30, 45, 60, 90, 120, 180)
]
_NUMBER = {"inputmode": "numeric", "autocomplete": "off"}


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options
    )


def _time(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


def _heads(label: Any, least: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=least, max_value=9_999, widget=forms.NumberInput(attrs=_NUMBER)
    )


class ApplyForm(Form):
    """One use or a series of one space. `thing_<id>` asks for so many of a thing."""

    organisation = forms.ChoiceField(label=_("団体"))
    title = forms.CharField(label=_("何を しますか"), max_length=80, help_text=_("例：こども食堂、宿題の会"))
    purpose = forms.ChoiceField(label=_("目的"), choices=Purpose.choices(), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("くわしく（なくてもよい）"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    day = _day(_("日"))
    starts = _time(_("はじまり"))
    ends = _time(_("おわり"))
    prepare_minutes = forms.TypedChoiceField(
        label=_("はじまる前の 準備"), choices=_MINUTES, coerce=int, initial=0
    )
    clear_minutes = forms.TypedChoiceField(
        label=_("おわったあとの かたづけ"), choices=_MINUTES, coerce=int, initial=0
    )
    repeat = forms.ChoiceField(label=_("くりかえし"), choices=Repeat.choices(), initial=Repeat.ONCE.value)
    until = _day(_("いつまで くりかえしますか"), required=False)
    adults = _heads(_("おとな（人）"), 1)
    children = _heads(_("こども（人）"), 0)
    waiver_asked = forms.BooleanField(label=_("減免を ねがう"), required=False)
    waiver_reason = forms.CharField(label=_("減免の わけ"), max_length=200, required=False)
    terms = forms.BooleanField(label=_("きまりを 読みました。まもります"))
    terms_seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, groups: Sequence[Organisation], things: Sequence[Equipment], terms: Terms | None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        known = {"terms_seen": terms.pk if terms else None, **(initial or {})}
        super().__init__(data, initial=known)
        self.groups = {one.public_id: one for one in groups}
        self._offer_groups()
        self.things = [self._offer(one) for one in things]
        if terms is None:
            del self.fields["terms"], self.fields["terms_seen"]

    def _offer_groups(self) -> None:
        field = self.fields["organisation"]
        field.choices = [(code, one.name) for code, one in self.groups.items()]  # type: ignore[attr-defined]
        if len(self.groups) == 1:
            field.initial, field.widget = next(iter(self.groups)), forms.HiddenInput()

    def _offer(self, one: Equipment) -> str:
        name = f"thing_{one.pk}"
        self.fields[name] = forms.IntegerField(
            label=one.name, min_value=0, max_value=one.count, required=False, help_text=f"{one.count}まで",
            widget=forms.NumberInput(attrs=_NUMBER),
        )  # fmt: skip
        return name

    @property
    def thing_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.things]

    def organisation_chosen(self) -> Organisation:
        return self.groups[self.cleaned_data["organisation"]]

    def about(self) -> About:
        given = self.cleaned_data
        return About(
            given["title"], Purpose(given["purpose"]), given["adults"], given["children"], given["words"],
            given["waiver_asked"], given["waiver_reason"], given.get("terms_seen"),
        )  # fmt: skip

    def when(self) -> When:
        given = self.cleaned_data
        return When(
            given["day"], given["starts"], given["ends"], given["prepare_minutes"], given["clear_minutes"],
            Repeat(given["repeat"]), given["until"],
        )  # fmt: skip

    def wanted_things(self) -> dict[int, int]:
        found = {name: self.cleaned_data.get(name) or 0 for name in self.things}
        return {int(name.removeprefix("thing_")): count for name, count in found.items() if count}


class SlotForm(Form):
    """`?day=2026-12-03&starts=11:00&ends=13:00` of a link in the week picture; what can't be read is left out."""

    day = forms.DateField(required=False)
    starts = forms.TimeField(required=False)
    ends = forms.TimeField(required=False)
    week = forms.DateField(required=False)

    def known(self) -> dict[str, date | time]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value is not None}


class NoteForm(Form):
    note = forms.CharField(label=_("ひとこと（市の中だけで 見ます）"), max_length=200, required=False)


class DecideForm(NoteForm):
    """決裁: whether the fee is waived where that was asked, and whether as a deputy."""

    waive = forms.TypedChoiceField(
        label=_("減免"), choices=[("yes", _("減免する")), ("no", _("減免しない"))], widget=forms.RadioSelect,
        coerce=lambda told: told == "yes",
    )  # fmt: skip
    as_deputy = forms.BooleanField(label=_("代決（きめる人が いないので、かわりに きめる）"), required=False)
    field_order = ("waive", "as_deputy", "note")

    def __init__(self, data: Any = None, *, waiver_asked: bool) -> None:
        super().__init__(data)
        if not waiver_asked:
            del self.fields["waive"]


class WhyForm(Form):
    """A reason that reaches the group; it may itself leave it empty."""

    why = forms.CharField(label=_("わけ"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: Any = None, *, must: bool) -> None:
        super().__init__(data)
        self.fields["why"].required = must
        self.fields["why"].help_text = (
            _("団体の人が そのまま 読みます。") if must else _("書かなくても かまいません。")
        )


class HandBackForm(Form):
    checked = forms.MultipleChoiceField(
        label=_("確かめたこと"), required=False, choices=Check.choices(),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    note = forms.CharField(
        label=_("こわれたもの・気づいたこと"), max_length=NOTE_MAX, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("人の名前は 書かないでください。"),
    )  # fmt: skip
    photo = forms.FileField(
        label=_("写真（なくてもよい）"), required=False, widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("人が 写らないように とってください。場所などの記録は 消します。"),
    )  # fmt: skip


class ThingForm(Form):
    """A thing that is lent with a space; 0: it is lent no more."""

    space = forms.ChoiceField(label=_("部屋"))
    name = forms.CharField(label=_("物品"), max_length=60, help_text=_("例：長机、大なべ、プロジェクター"))
    count = forms.IntegerField(
        label=_("いくつ"), min_value=0, max_value=1_000, help_text=_("0にすると、貸すのを やめます。"),
        widget=forms.NumberInput(attrs=_NUMBER),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, spaces: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["space"].choices = spaces  # type: ignore[attr-defined]


class TermsForm(Form):
    text = forms.CharField(
        label=_("利用のきまり"), max_length=6_000, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("1行に 1つずつ。かえると、つぎの申請から 新しいきまりを みとめてもらいます。"),
    )  # fmt: skip
