"""Who has a matter, who knows the family, why somebody opens what is not theirs, what to look up in the read log."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.rooms.care.models import Matter
from ibasho.rooms.care.queries import centre, having
from ibasho.rooms.care.rules.kinds import OPENING_REASON_MIN, Breaking, Reviewed
from ibasho.rooms.care.rules.secrecy import REASON_MAX
from ibasho.town.people.models import Person


class PersonForm(Form):
    """One person of those offered, by public id; whoever is protected is not named, here neither. Gives the Person, None
    where nobody need be chosen and nobody was."""

    empty = _("えらんでください")

    def offer(self, people: QuerySet[Person], day: date) -> None:
        names = centre.names(people.values_list("pk", flat=True), day)
        self.offered = {one.public_id: one for one in people}
        field: Any = self.fields["person"]
        field.choices = [("", self.empty), *((code, names[one.pk]) for code, one in self.offered.items())]

    def clean_person(self) -> Person | None:
        return self.offered.get(self.cleaned_data["person"])


class AssignForm(PersonForm):
    """To whom of the centre."""

    person = forms.ChoiceField(label=_("担当に する人"))

    def __init__(self, data: Any = None, *, matter: Matter, day: date) -> None:
        super().__init__(data, prefix="assign")
        self.offer(having.may_be_assigned(matter, day), day)


class RelateForm(PersonForm):
    """Who knows the child or the family."""

    person = forms.ChoiceField(
        label=_("この家を 知っている人"),
        help_text=_("入れると、担当から はずれ、緊急の閲覧でも 開けなくなります。どういう 関係かは 書きません。"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, matter: Matter, day: date) -> None:
        super().__init__(data, prefix="relate")
        self.offer(having.may_be_related(matter, day), day)


class BreakForm(Form):
    """The reason is sealed with the matter; whoever looks at it afterwards reads it."""

    category = forms.ChoiceField(
        label=_("わけの種類"),
        choices=Breaking.choices(),
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("わけ"), min_length=OPENING_REASON_MIN, max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        help_text=_("20文字以上で 書いてください。だれに 言われて、なぜ いま 読むのか。統括支援員が あとで 読みます。"),
    )  # fmt: skip


class ReviewForm(Form):
    """One word; no second text."""

    verdict = forms.ChoiceField(
        label=_("この 閲覧は"), choices=Reviewed.choices(), widget=forms.RadioSelect,
        help_text=_("「必要ではなかった」を えらぶと、まだ 開いているときは いま とじます。どちらも とりけせません。"),
    )  # fmt: skip


class ReadsForm(PersonForm):
    """All may stay empty. What the clock's jobs did is left out unless asked for."""

    empty = _("みんな")

    number = forms.CharField(label=_("番号"), required=False, max_length=16)
    person = forms.ChoiceField(label=_("だれが"), required=False)
    day = forms.DateField(label=_("日"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    jobs = forms.BooleanField(label=_("自動の しごとも 見る"), required=False)

    def __init__(self, data: Any = None, *, day: date) -> None:
        super().__init__(data)
        self.offer(centre.handlers(day), day)
