"""A notice at the desk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.rooms.bulletin.forms.tiles import many, pictured
from ibasho.rooms.bulletin.models import Notice
from ibasho.rooms.bulletin.queries import options, pages
from ibasho.rooms.bulletin.rules.drafts import Draft
from ibasho.rooms.bulletin.rules.kinds import NoticeKind, NoticeState
from ibasho.rooms.bulletin.rules.telling import TITLE_MAX, WORDS_MAX
from ibasho.town.places.models import Place
from ibasho.town.places.queries import published


class NoticeForm(Form):
    """`key`: sent twice, it is one notice."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("種類"), choices=NoticeKind.choices(), widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("ひとこと"), max_length=TITLE_MAX, help_text=_("60文字まで。これだけ 読んでも わかるように。")
    )
    words = forms.CharField(
        label=_("ことば"), max_length=WORDS_MAX, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("400文字まで。だれでも 読みます。人の 名前や 連絡先は 書けません。"),
    )  # fmt: skip
    place = forms.ModelChoiceField(
        label=_("居場所"), queryset=Place.objects.none(), required=False, empty_label=_("居場所の ことでは ない"),
        help_text=_("えらぶと、その居場所の ページが ひらきます。"),
    )  # fmt: skip
    path = forms.ChoiceField(label=_("ひらくページ"), required=False)
    districts = many(_("小学校区"), help_text=_("えらばなければ、市の ぜんぶです。"))
    stages = many(_("年代"), options.stages(), help_text=_("えらばなければ、だれにでも。"))
    wishes = many(_("なにを したい人へ"), options.wishes(), help_text=_("えらばなければ、だれにでも。"))
    urgent = forms.BooleanField(
        label=_("いますぐ（しずかな時間にも 送る）"), required=False, help_text=_("きょう・あしたの 急なことだけに。"),
    )  # fmt: skip

    def __init__(self, *told: Any, day: date, **named: Any) -> None:
        super().__init__(*told, **named)
        self.fields["key"].initial = uuid4
        _choose(self.fields["path"], pages.choices())
        _choose(self.fields["districts"], [(one.code, one.name) for one in options.districts(day)])
        place = self.fields["place"]
        assert isinstance(place, forms.ModelChoiceField)
        place.queryset = published.open_to_all().order_by("kana", "name")

    @property
    def tiles(self) -> Iterator[tuple[forms.BoundField, Iterable[Any]]]:
        """(field, its options with their pictures)"""
        return ((self[name], pictured(self[name])) for name in ("stages", "wishes"))

    @property
    def kinds(self) -> Iterable[Any]:
        return pictured(self["kind"])

    def draft(self) -> Draft:
        """Call it on a valid form."""
        given = self.cleaned_data
        place = given["place"]
        return Draft(
            kind=given["kind"], title=given["title"], words=given["words"], path=given["path"],
            place=place.pk if place else None, districts=tuple(given["districts"]), stages=tuple(given["stages"]),
            wishes=tuple(given["wishes"]), urgent=given["urgent"],
        )  # fmt: skip

    @staticmethod
    def of(row: Notice) -> dict[str, Any]:
        names = ("kind", "title", "words", "place", "districts", "stages", "wishes", "urgent")
        return {**{name: getattr(row, name) for name in names}, "path": "" if row.place_id else row.path}


class WordsForm(Form):
    """Of a notice that is out: the words of its page."""

    title = forms.CharField(label=_("ひとこと"), max_length=TITLE_MAX)
    words = forms.CharField(label=_("ことば"), max_length=WORDS_MAX, widget=forms.Textarea(attrs={"rows": 5}))

    def draft(self, row: Notice) -> Draft:
        """Whom it is for stays."""
        return Draft(
            kind=row.kind, title=self.cleaned_data["title"], words=self.cleaned_data["words"],
            path="" if row.place_id else row.path, place=row.place_id, districts=tuple(row.districts),
            stages=tuple(row.stages), wishes=tuple(row.wishes), urgent=row.urgent,
        )  # fmt: skip


class FilterForm(Form):
    state = forms.ChoiceField(
        label=_("状態"), required=False, choices=[("", _("すべて")), *NoticeState.choices()]
    )
    q = forms.CharField(label=_("ことば"), required=False, max_length=60)


def _choose(field: forms.Field, choices: Sequence[tuple[str, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
