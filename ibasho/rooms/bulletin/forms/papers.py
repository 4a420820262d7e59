"""Which paper: kind, place, month, language, grade."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.base.ui.furigana import GRADE_LABELS
from ibasho.rooms.bulletin.queries import papers
from ibasho.rooms.bulletin.queries.paper_tongue import Tongue
from ibasho.rooms.bulletin.queries.papers import Wish
from ibasho.rooms.bulletin.rules.kinds import Paper, Purpose
from ibasho.rooms.bulletin.rules.paper_words import POSTERS
from ibasho.town.areas import queries as areas
from ibasho.town.places.models import Place
from ibasho.town.places.rules.calendar import Month

MONTHS_AHEAD = 3
LANGUAGES = (("ja", "日本語"), ("ja-simple", "やさしい日本語"), ("en", "English"), ("pt-br", "Português"))


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Place) -> str:
        return f"{obj.name}（{obj.get_kind_display()}）"


class PaperForm(Form):
    """Read from the address, so that a paper can be looked at again; nothing is written."""

    paper = forms.ChoiceField(label=_("どの紙"), choices=[(one.value, one.label) for one in papers.PAPERS])
    purpose = forms.ChoiceField(
        label=_("ポスターで 何を ひらくか"),
        choices=[(one.value, one.label) for one in POSTERS],
        required=False,
    )
    district = forms.ChoiceField(label=_("小学校区"), required=False)
    place = PlaceField(
        label=_("居場所（居場所の ポスターのとき）"), queryset=Place.objects.none(), to_field_name="public_id",
        required=False, empty_label="－",
    )  # fmt: skip
    month = forms.ChoiceField(label=_("何月の（カレンダー・おたより）"))
    language = forms.ChoiceField(label=_("ことば"), choices=LANGUAGES)
    grade = forms.ChoiceField(
        label=_("ふりがな（日本語のとき）"), required=False,
        choices=[("", _("すべての 漢字に")), *((code, _("%s むけ") % label) for code, label in GRADE_LABELS)],
    )  # fmt: skip
    hangs = forms.CharField(
        label=_("どこに はるか（任意）"), max_length=60, required=False,
        help_text=_("書くと、その場所だけの QRに なり、ひらかれた回数が 分かれて 数えられます。"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, day: date) -> None:
        super().__init__(data)
        self.day, self.known = day, {one.code: one for one in areas.districts(day)}
        fields: dict[str, Any] = self.fields
        fields["district"].choices = [
            ("", _("ぜんぶ・市の 全体")),
            *((code, one.name) for code, one in self.known.items()),
        ]
        fields["place"].queryset = papers.places()
        months = [Month.of(day).plus(ahead) for ahead in range(MONTHS_AHEAD)]
        fields["month"].choices = [(str(one), one.label) for one in months]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("paper") != Paper.POSTER:
            return given
        purpose = given.get("purpose")
        if not purpose:
            self.add_error("purpose", _("ポスターで 何を ひらくか えらんでください。"))
        if purpose == Purpose.PLACE and not given.get("place") and "place" not in self.errors:
            self.add_error("place", _("どの 居場所の ポスターか えらんでください。"))
        if purpose == Purpose.DISTRICT and not given.get("district"):
            self.add_error("district", _("どの 小学校区の ポスターか えらんでください。"))
        return given

    def wish(self) -> Wish:
        """Of a valid form."""
        given = self.cleaned_data
        purpose = Purpose(given["purpose"] or Purpose.TODAY.value)
        month = Month.parse(given["month"]) or Month.of(self.day)
        grade = int(given["grade"]) if given["grade"] else None
        return Wish(
            Paper(given["paper"]), month, Tongue(given["language"], grade), purpose, self.known.get(given["district"]),
            given["place"], given["hangs"],
        )  # fmt: skip
