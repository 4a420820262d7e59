"""Filters of the desk's list of places."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.town.areas import queries as areas
from ibasho.town.places.forms.place import KINDS
from ibasho.town.places.models import Place
from ibasho.town.places.queries import desk

ALL = ("", _("すべて"))
FRESH = [
    ALL,
    ("fresh", _("新しい")),
    ("ageing", _("古くなってきた")),
    ("stale", _("古い")),
    ("never", _("確かめたことがない")),
]
LACKS = [
    ALL,
    ("position", _("位置がない")),
    ("hours", _("あく時間がない")),
    ("certain", _("時間の読みが あやしい")),
    ("owner", _("運営の登録がない")),
    ("missing", _("資料から消えた")),
]


class PlacesFilter(Form):
    text = forms.CharField(label=_("ことば"), required=False, max_length=80)
    state = forms.ChoiceField(label=_("状態"), choices=[ALL, *Place.State.choices], required=False)
    kind = forms.ChoiceField(label=_("種類"), choices=[ALL, *KINDS], required=False)
    fresh = forms.ChoiceField(label=_("確認"), choices=FRESH, required=False)
    lack = forms.ChoiceField(label=_("たりないもの"), choices=LACKS, required=False)
    district = forms.ChoiceField(label=_("小学校区"), required=False)
    source = forms.ChoiceField(label=_("出典"), required=False)

    def __init__(self, *args: Any, day: date, **options: Any) -> None:
        super().__init__(*args, **options)
        districts = [(row.code, row.name) for row in areas.named_districts(day)]
        self.fields["district"].choices = [ALL, *districts]  # type: ignore[attr-defined]
        self.fields["source"].choices = [ALL, *((name, name) for name in desk.sources())]  # type: ignore[attr-defined]

    def wanted(self) -> desk.Wanted:
        """A filter that does not exist (any more) narrows nothing."""
        if self.is_valid():
            return desk.Wanted(**self.cleaned_data)
        kept = {name: value for name, value in self.cleaned_data.items() if name not in self.errors}
        return desk.Wanted(**kept)
