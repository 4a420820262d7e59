"""Where to begin, and what is handed on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.labelled import pairs
from ibasho.base.ui.forms import Form
from ibasho.front.reports.actions.handing_on import Wish
from ibasho.front.reports.queries.start_spots import AGES
from ibasho.rooms.network.forms.starting import KINDS
from ibasho.rooms.network.models import StartUp
from ibasho.rooms.network.rules.kinds import Piece
from ibasho.rooms.openhouse.models import Space
from ibasho.rooms.reach.rules.summary import AGES as AGE_WORDS
from ibasho.town.areas import queries as areas
from ibasho.town.people.models import Organisation
from ibasho.town.places.models import Place
from ibasho.town.places.rules.kinds import PlaceKind


def _chosen(form: Form, name: str, choices: list[tuple[str, Any]]) -> None:
    cast(forms.ChoiceField, form.fields[name]).choices = choices


class SpotsForm(Form):
    """Of the address: which children, which district, which kind of place."""

    ages = forms.ChoiceField(
        label=_("だれの"), required=False, choices=[(one, AGE_WORDS[one][0]) for one in AGES]
    )
    district = forms.ChoiceField(label=_("小学校区"), required=False)
    kind = forms.ChoiceField(label=_("種類"), required=False, choices=pairs(KINDS))

    def __init__(self, data: Any, *, today: date) -> None:
        given = data.copy()
        given.setdefault("ages", AGES[0])
        given.setdefault("kind", PlaceKind.KODOMO_SHOKUDO.value)
        super().__init__(given)
        _chosen(
            self,
            "district",
            [("", _("ぜんぶ")), *((row.code, row.name) for row in areas.named_districts(today))],
        )
        self.is_valid()

    @property
    def ages_chosen(self) -> str:
        return str(self.cleaned_data.get("ages") or AGES[0])

    @property
    def district_chosen(self) -> str:
        return str(self.cleaned_data.get("district") or "")

    @property
    def kind_chosen(self) -> PlaceKind:
        return PlaceKind(self.cleaned_data.get("kind") or PlaceKind.KODOMO_SHOKUDO.value)


class ChooseForm(Form):
    """Which starter begins in the cell."""

    startup = forms.ChoiceField(label=_("だれが はじめるか"))

    def __init__(self, data: Any = None, *, startups: Iterable[StartUp]) -> None:
        super().__init__(data)
        self._startups = {one.public_id: one for one in startups}
        _chosen(self, "startup", [(key, one.name) for key, one in self._startups.items()])

    @property
    def chosen(self) -> StartUp:
        return self._startups[self.cleaned_data["startup"]]


class HandOnForm(Form):
    space = forms.ChoiceField(label=_("もとの 部屋"), help_text=_("きまりが 決まっている 部屋だけです。"))
    to_place = forms.ChoiceField(label=_("新しい 居場所"), help_text=_("下書きでも えらべます。"))
    host = forms.ChoiceField(
        label=_("ひらく団体・企業"),
        required=False,
        help_text=_("空なら、新しい 居場所を 運営する 団体に なります。"),
    )
    pieces = forms.MultipleChoiceField(
        label=_("わたすもの"), widget=forms.CheckboxSelectMultiple, choices=Piece.choices(),
        initial=[one.value for one in Piece],
    )  # fmt: skip
    note = forms.CharField(label=_("ひとこと"), required=False, max_length=200)

    def __init__(self, data: Any = None, *, spaces: Iterable[Space], places: Iterable[Place]) -> None:
        super().__init__(data)
        self._spaces = {one.public_id: one for one in spaces}
        self._places = {one.public_id: one for one in places}
        groups = Organisation.objects.filter(is_active=True).order_by("kana", "name", "pk")
        self._groups = {one.public_id: one for one in groups}
        none: list[tuple[str, Any]] = [("", _("えらんでください"))]
        _chosen(
            self, "space", none + [(key, f"{one.place.name} {one.name}") for key, one in self._spaces.items()]
        )
        _chosen(self, "to_place", none + [(key, one.name) for key, one in self._places.items()])
        _chosen(
            self, "host", [("", _("運営する 団体")), *((key, one.name) for key, one in self._groups.items())]
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        space, place = self._spaces.get(given.get("space", "")), self._places.get(given.get("to_place", ""))
        if space and place and space.place_id == place.pk:
            self.add_error("to_place", _("もとと 同じ 居場所です。べつの 居場所を えらんでください。"))
        if place and not given.get("host") and place.organisation is None:
            self.add_error(
                "host", _("この居場所には まだ 団体が ありません。ひらく団体・企業を えらんでください。")
            )
        return given

    def wish(self) -> Wish:
        """Of a valid form."""
        given = self.cleaned_data
        place = self._places[given["to_place"]]
        host = self._groups.get(given["host"]) or place.organisation
        assert host is not None  # clean() said so
        return Wish(
            self._spaces[given["space"]], place, host, [Piece(one) for one in given["pieces"]], given["note"]
        )
