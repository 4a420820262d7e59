"""引き継ぎ and 代決."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import nendo as years
from ibasho.base.ui.forms import Form
from ibasho.front.reports.rules import handing
from ibasho.front.reports.rules.handing import Away, Item
from ibasho.town.people.models import Organisation, Person

_DAY = {"invalid": _("日を 2026-04-01 のように 入れてください。"), "required": _("日を 入れてください。")}


def _day(label: Any, **given: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, error_messages=_DAY, **given)


def _person_choices(people: Iterable[Person]) -> list[tuple[str, Any]]:
    return [("", _("えらんでください")), *((one.public_id, one.name) for one in people)]


class _People(Form):
    """A form that picks among colleagues by their public ids."""

    def know(self, people: Iterable[Person], *fields: str) -> None:
        self._people = {one.public_id: one for one in people}
        for name in fields:
            cast(forms.ChoiceField, self.fields[name]).choices = _person_choices(self._people.values())

    def person(self, name: str) -> Person:
        return self._people[self.cleaned_data[name]]


class BeginForm(_People):
    """`people` None: one's own hand-over, nobody to choose."""

    giver = forms.ChoiceField(label=_("わたす人"))
    organisation = forms.ChoiceField(label=_("課・団体"))
    nendo = forms.ChoiceField(label=_("どの 年度の しごとか"))
    duty = forms.CharField(
        label=_("担当"), max_length=handing.DUTY_MAX, help_text=_("例：こどもの食事の 担当"),
    )  # fmt: skip
    words = forms.CharField(
        label=_("ひとこと"), max_length=handing.WORDS_MAX, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("気をつけること、いまの ようす。こどもや 家庭の 名前は 書かないでください。"),
    )  # fmt: skip

    def __init__(
        self, *told: Any, people: Iterable[Person] | None, sections: Iterable[Organisation], running: int, **named: Any
    ) -> None:  # fmt: skip
        super().__init__(*told, **named)
        self._sections = {one.public_id: one for one in sections}
        cast(forms.ChoiceField, self.fields["organisation"]).choices = [
            (code, one.name) for code, one in self._sections.items()
        ]
        cast(forms.ChoiceField, self.fields["nendo"]).choices = [
            (str(one), years.label(one)) for one in (running, running - 1)
        ]
        if people is None:
            del self.fields["giver"]
        else:
            self.know(people, "giver")

    @property
    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "organisation": self._sections[given["organisation"]], "nendo": int(given["nendo"]), "duty": given["duty"],
            "words": given["words"],
        }  # fmt: skip


class WordsForm(Form):
    duty = forms.CharField(label=_("担当"), max_length=handing.DUTY_MAX)
    words = forms.CharField(
        label=_("ひとこと"), max_length=handing.WORDS_MAX, required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("気をつけること、いまの ようす。こどもや 家庭の 名前は 書かないでください。"),
    )  # fmt: skip


class ItemForm(Form):
    words = forms.CharField(label=_("引き継ぐこと"), max_length=handing.ITEM_MAX)
    due_on = _day(_("いつまで"), required=False)
    contact = forms.CharField(
        label=_("だれに きけば よいか"), max_length=handing.CONTACT_MAX, required=False,
        help_text=_("課や 団体の 名前で。"),
    )  # fmt: skip

    @property
    def item(self) -> Item:
        given = self.cleaned_data
        return Item(given["words"], given["due_on"], given["contact"])


class HandForm(_People):
    taker = forms.ChoiceField(label=_("うける人"))

    def __init__(self, *told: Any, people: Iterable[Person], **named: Any) -> None:
        super().__init__(*told, **named)
        self.know(people, "taker")


class DeputyForm(_People):
    """`for_anybody` False: one's own deputy, the person is oneself."""

    absent = forms.ChoiceField(label=_("いない人"))
    deputy = forms.ChoiceField(label=_("かわりに きめる人"))
    starts_on = _day(_("いつから"))
    ends_on = _day(_("いつまで"))
    words = forms.CharField(
        label=_("どのことを"), max_length=handing.DEPUTY_WORDS_MAX, required=False,
        help_text=_("例：部屋の申請の 決裁。書かなければ ぜんぶ。休む わけは 書きません。"),
    )  # fmt: skip

    def __init__(self, *told: Any, people: Iterable[Person], for_anybody: bool, **named: Any) -> None:
        super().__init__(*told, **named)
        if for_anybody:
            self.know(people, "absent", "deputy")
        else:
            del self.fields["absent"]
            self.know(people, "deputy")

    @property
    def away(self) -> Away:
        given = self.cleaned_data
        return Away(given["starts_on"], given["ends_on"], given["words"])


def today_until(day: date) -> dict[str, Any]:
    return {"starts_on": day, "ends_on": day}
