"""The application: on the public page (six fields at most), and as staff type it in from a paper or a call."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.actor import Via
from ibasho.base.kernel.codes import new_code
from ibasho.base.ui.forms import Form, of_another
from ibasho.rooms.roster.actions.applying import Told
from ibasho.rooms.roster.models import Vacancy
from ibasho.rooms.roster.rules.kinds import AgeBand
from ibasho.rooms.roster.rules.registering import SUBJECTS
from ibasho.town.areas import queries as areas
from ibasho.town.people.models import Organisation

_SALT = "roster.apply"
NAME, PHONE = _("名前"), _("電話")
_PRIVATE = {"data-private": "", "data-width": "md"}
VIAS = [(Via.PAPER.value, _("紙")), (Via.PHONE.value, _("電話")), (Via.COUNTER.value, _("窓口・その場で"))]


def phone_field(label: Any = PHONE, **given: Any) -> forms.CharField:
    attrs = {"type": "tel", "autocomplete": "tel", "inputmode": "tel", **_PRIVATE}
    return forms.CharField(
        label=label, required=False, max_length=20, widget=forms.TextInput(attrs=attrs), **given
    )


def name_field(label: Any = NAME, **given: Any) -> forms.CharField:
    attrs = {"autocomplete": "name", **_PRIVATE}
    return forms.CharField(label=label, max_length=80, widget=forms.TextInput(attrs=attrs), **given)


def email_field() -> forms.EmailField:
    attrs = {"autocomplete": "email", "data-private": ""}
    return forms.EmailField(label=_("メール"), required=False, widget=forms.EmailInput(attrs=attrs))


def district_choices(today: date) -> list[tuple[str, Any]]:
    return [("", _("わからない・市の外"))] + [(row.code, row.name) for row in areas.named_districts(today)]


class ApplyForm(Form):
    """Six fields: who, how to reach them, how old (never the birthday), where roughly, what they can teach."""

    key = forms.CharField(widget=forms.HiddenInput, required=False)
    name = name_field()
    phone = phone_field(help_text=_("電話か メールの どちらかで 返事をします。"))
    email = email_field()
    age_band = forms.ChoiceField(label=_("年齢"), widget=forms.RadioSelect, choices=AgeBand.choices())
    district_code = forms.ChoiceField(
        label=_("住んでいる 小学校区"),
        required=False,
        help_text=_("近い人に 急な おねがいを するときに 使います。"),
    )
    subjects = forms.MultipleChoiceField(
        label=_("おしえられる 科目"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, vacancy: Vacancy, today: date) -> None:
        super().__init__(data)
        self._vacancy = vacancy
        self.fields["key"].initial = signing.dumps([vacancy.pk, new_code()], salt=_SALT)
        _choose(self, "district_code", district_choices(today))
        _choose(self, "subjects", [(one, one) for one in vacancy.subjects])
        if not vacancy.subjects:
            del self.fields["subjects"]

    @property
    def public_id(self) -> str:
        """The code this very form was handed out with; a fresh one where it was lost or meddled with."""
        try:
            vacancy, code = signing.loads(self.cleaned_data.get("key", ""), salt=_SALT)
        except (signing.BadSignature, ValueError):
            return new_code()
        return str(code) if vacancy == self._vacancy.pk else new_code()

    def told(self) -> Told:
        given = self.cleaned_data
        return Told(
            name=given["name"], age_band=given["age_band"], phone=given["phone"], email=given["email"],
            district_code=given["district_code"], subjects=list(given.get("subjects", [])),
        )  # fmt: skip


@of_another
class TypeInForm(Form):
    """What stands on the paper form, in its order."""

    organisation = forms.ChoiceField(label=_("団体"))
    vacancy = forms.ChoiceField(label=_("どの募集に"), required=False)
    via = forms.ChoiceField(
        label=_("どこから"), choices=VIAS, widget=forms.RadioSelect, initial=Via.PAPER.value
    )
    name = name_field()
    call_name = forms.CharField(
        label=_("よび名"),
        required=False,
        max_length=20,
        help_text=_("こどもに 見える名前です。空なら 名字に します。"),
    )
    phone = phone_field()
    email = email_field()
    age_band = forms.ChoiceField(label=_("年齢"), widget=forms.RadioSelect, choices=AgeBand.choices())
    district_code = forms.ChoiceField(label=_("住んでいる 小学校区"), required=False)
    subjects = forms.MultipleChoiceField(
        label=_("おしえられる 科目"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(one, one) for one in SUBJECTS],
    )  # fmt: skip
    skills = forms.CharField(
        label=_("できること"), required=False, max_length=200, help_text=_("例：受付、遊びの見守り、調理")
    )
    guardian_name = name_field(
        _("保護者の 名前"), required=False, help_text=_("16歳より下の人だけ。保護者と いっしょに 聞きます。")
    )
    guardian_phone = phone_field(_("保護者の 電話"))

    def __init__(
        self, data: Any = None, *, organisations: Iterable[Organisation], vacancies: Iterable[Vacancy],
        today: date, initial: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, initial=initial)
        self._organisations = {one.public_id: one for one in organisations}
        self._vacancies = {one.public_id: one for one in vacancies}
        _choose(self, "organisation", [(key, one.name) for key, one in self._organisations.items()])
        none: list[tuple[str, Any]] = [("", _("とくに なし"))]
        _choose(self, "vacancy", none + [(key, one.title) for key, one in self._vacancies.items()])
        _choose(self, "district_code", district_choices(today))

    @property
    def organisation_chosen(self) -> Organisation:
        return self._organisations[self.cleaned_data["organisation"]]

    @property
    def vacancy_chosen(self) -> Vacancy | None:
        return self._vacancies.get(self.cleaned_data["vacancy"])

    @property
    def via_told(self) -> Via:
        return Via(self.cleaned_data["via"])

    def told(self) -> Told:
        given = self.cleaned_data
        return Told(
            name=given["name"], call_name=given["call_name"], age_band=given["age_band"], phone=given["phone"],
            email=given["email"], district_code=given["district_code"], subjects=list(given["subjects"]),
            skills=given["skills"].replace("、", ",").split(","), guardian_name=given["guardian_name"],
            guardian_phone=given["guardian_phone"],
        )  # fmt: skip


def _choose(form: Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
