"""Reviews: a sheet typed in at the desk or written by a place's own people, and what the list is narrowed by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.labelled import pairs
from ibasho.base.ui.forms import Form
from ibasho.front.reports.models import Line, Review
from ibasho.front.reports.rules.kinds import Party
from ibasho.front.reports.rules.reviews import HEADS_MAX, WHO_MAX, WORDS_MAX, Said
from ibasho.town.places.models import Place

YEARS_BACK = 3
_AREA = forms.Textarea(attrs={"rows": 3})
_SHORT = _("400文字まで。人の名前・電話番号・学校の名前は 書かないでください。")


def _chosen(form: Form, name: str, choices: list[Any]) -> None:
    cast(forms.ChoiceField, form.fields[name]).choices = choices


def nendo_choices(today: date) -> list[tuple[str, str]]:
    """The running 年度 and those that may still be looked back at."""
    running = years.nendo(today)
    return [(str(one), years.label(one)) for one in range(running, running - YEARS_BACK, -1)]


class ReviewForm(Form):
    """In the order of the paper sheets. `lines` None: a group's own form, which asks for no line."""

    party = forms.ChoiceField(label=_("だれの ことばですか"), widget=forms.RadioSelect)
    who_words = forms.CharField(
        label=_("だれの 声か"), max_length=WHO_MAX, help_text=_("名前では なく「小学生 6人」「ボランティア 3人」のように。"),
    )  # fmt: skip
    heads = forms.IntegerField(
        label=_("なん人の 声か"), required=False, min_value=1, max_value=HEADS_MAX, help_text=_("わからなければ 空けてください。"),
    )  # fmt: skip
    place = forms.ChoiceField(label=_("居場所"), required=False)
    line = forms.ChoiceField(label=_("事業"), required=False)
    nendo = forms.ChoiceField(label=_("どの 年度の ふりかえりか"))
    said_on = forms.DateField(
        label=_("きいた日"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("日を 2026-04-01 のように 入れてください。")},
    )  # fmt: skip
    good = forms.CharField(
        label=_("よかったこと"), max_length=WORDS_MAX, required=False, widget=_AREA, help_text=_SHORT
    )
    hard = forms.CharField(
        label=_("こまったこと・なおしたいこと"), max_length=WORDS_MAX, required=False, widget=_AREA
    )
    next = forms.CharField(label=_("つぎに したいこと"), max_length=WORDS_MAX, required=False, widget=_AREA)

    def __init__(
        self, *told: Any, parties: Iterable[Party], places: Iterable[Place], lines: Iterable[Line] | None, today: date,
        **named: Any,
    ) -> None:  # fmt: skip
        super().__init__(*told, **named)
        self._places = {one.public_id: one for one in places}
        self._lines = {one.code: one for one in lines or ()}
        _chosen(self, "party", pairs(parties))
        _chosen(self, "nendo", nendo_choices(today))
        own = [(code, one.name) for code, one in self._places.items()]
        _chosen(self, "place", own if lines is None else [("", _("居場所に かぎらない")), *own])
        if lines is None:
            del self.fields["line"]
            self.fields["place"].required = True
        else:
            _chosen(self, "line", [("", _("事業に かぎらない")), *_by_year(self._lines)])

    @staticmethod
    def of(review: Review) -> dict[str, Any]:
        names = ("party", "who_words", "heads", "nendo", "said_on", "good", "hard", "next")
        return {
            **{name: getattr(review, name) for name in names},
            "place": review.place.public_id if review.place else "", "line": review.line.code if review.line else "",
        }  # fmt: skip

    @property
    def said(self) -> Said:
        given = self.cleaned_data
        return Said(
            party=Party(given["party"]), nendo=int(given["nendo"]), who_words=given["who_words"], heads=given["heads"],
            good=given["good"], hard=given["hard"], next=given["next"], said_on=given["said_on"],
        )  # fmt: skip

    @property
    def of_what(self) -> dict[str, Any]:
        """The place and the line, for the action."""
        place, line = self.cleaned_data.get("place", ""), self.cleaned_data.get("line", "")
        return {"place": self._places.get(place), "line": self._lines.get(line)}


def _by_year(lines: dict[str, Line]) -> list[Any]:
    found: dict[int, list[tuple[str, str]]] = {}
    for code, one in lines.items():
        found.setdefault(one.nendo, []).append((code, f"{code} {one.title}"))
    return [(years.label(nendo), rows) for nendo, rows in sorted(found.items(), reverse=True)]


class HoldForm(Form):
    words = forms.CharField(
        label=_("どうして 出さないか"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("書いた人が 読みます。"),
    )  # fmt: skip


class NarrowForm(Form):
    """Of the address: 年度, party, place, line. What is not known narrows nothing."""

    nendo = forms.ChoiceField(label=_("年度"), required=False)
    party = forms.ChoiceField(label=_("だれが"), required=False)
    place = forms.ChoiceField(label=_("居場所"), required=False)
    line = forms.ChoiceField(label=_("事業"), required=False)

    def __init__(self, data: Any, *, today: date, places: Iterable[Place], lines: Iterable[Line]) -> None:
        super().__init__(data)
        self._running = years.nendo(today)
        _chosen(self, "nendo", [("", _("ぜんぶ")), *nendo_choices(today)])
        _chosen(self, "party", [("", _("ぜんぶ")), *Party.choices()])
        _chosen(self, "place", [("", _("ぜんぶ")), *((one.public_id, one.name) for one in places)])
        _chosen(self, "line", [("", _("ぜんぶ")), *_by_year({one.code: one for one in lines})])
        self.is_valid()

    @property
    def nendo_chosen(self) -> int:
        """The running one where none is chosen."""
        return int(self.cleaned_data.get("nendo") or self._running)

    @property
    def narrowed(self) -> dict[str, Any]:
        """For the query's filter."""
        names = {"party": "party", "place": "place__public_id", "line": "line__code", "nendo": "nendo"}
        return {path: self.cleaned_data[name] for name, path in names.items() if self.cleaned_data.get(name)}
