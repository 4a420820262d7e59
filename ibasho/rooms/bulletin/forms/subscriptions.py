"""What somebody wants to hear of, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.rooms.bulletin.forms.tiles import many, pictured
from ibasho.rooms.bulletin.models import Subscription
from ibasho.rooms.bulletin.queries import options
from ibasho.rooms.bulletin.rules.wanted import Wanted
from ibasho.town.places.models import Place

SETS = ("districts", "stages", "wishes", "kinds")


class WantedForm(Form):
    """Nothing chosen means: everything. `known`: the places they came from or follow already."""

    place = many(_("この居場所の ことは かならず"))
    districts = many(_("どこの おしらせ？"))
    town = forms.ChoiceField(
        label=_("町の 名前で えらぶ"),
        required=False,
        help_text=_("その町の 小学校区を えらんだことに なります。"),
    )
    stages = many(_("なんねんせい？"), options.stages())
    wishes = many(_("なにを したい？"), options.wishes())
    kinds = many(_("どんな おしらせ？"), options.kinds())

    def __init__(self, *told: Any, day: date, known: Iterable[Place] = (), **named: Any) -> None:
        super().__init__(*told, **named)
        self.known = {one.public_id: one for one in known}
        self.named_districts = options.districts(day)
        choices: dict[str, list[tuple[str, str]]] = {
            "place": [(one.public_id, one.name) for one in self.known.values()],
            "districts": [(one.code, one.name) for one in self.named_districts],
            "town": [("", str(_("えらばない"))), *options.towns()],
        }
        for name, found in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = found
        for name in ("place", "town", "districts"):
            if len(choices[name]) <= (name == "town"):
                del self.fields[name]

    @property
    def areas(self) -> Iterable[Any]:
        """(option, district with its reading)"""
        return zip(self["districts"], self.named_districts, strict=True) if "districts" in self.fields else ()

    @property
    def tiles(self) -> Iterator[tuple[forms.BoundField, Iterable[Any]]]:
        return ((self[name], pictured(self[name])) for name in ("stages", "wishes", "kinds"))

    def wanted(self) -> Wanted:
        """Call it on a valid form."""
        given = self.cleaned_data
        chosen = {name: frozenset(given.get(name, ())) for name in SETS}
        town = options.district_of_town(given.get("town", ""))
        followed = frozenset(self.known[one].pk for one in given.get("place", ()))
        return Wanted(**{**chosen, "districts": chosen["districts"] | {town} - {""}}, places=followed)

    @staticmethod
    def of(row: Subscription) -> dict[str, Any]:
        return {
            **{name: getattr(row, name) for name in SETS},
            "place": [place.public_id for place in row.places.all()],
        }


class MailForm(Form):
    """`key`: sent twice, it is one mail."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    mail = forms.EmailField(
        label=_("メールアドレス"), max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "data-width": "full", "data-private": True}),
        help_text=_("たしかめる メールを 送ります。その リンクを おすまで、なにも はじまりません。"),
    )  # fmt: skip

    def __init__(self, *told: Any, **named: Any) -> None:
        super().__init__(*told, **named)
        self.fields["key"].initial = uuid4


def pairs(wanted: Wanted, places: Iterable[Place]) -> list[tuple[str, str]]:
    """The choice as (name of the field, code): nothing about anybody."""
    followed = sorted(one.public_id for one in places if one.pk in wanted.places)
    chosen = [(name, code) for name in SETS for code in sorted(getattr(wanted, name))]
    return [*chosen, *(("place", one) for one in followed)]
