"""A building, the filter over the list of them, and the file they come from."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form, HouseForm
from ibasho.rooms.reach.models import Candidate
from ibasho.rooms.reach.queries.candidates import Wanted
from ibasho.town.areas import queries as areas

ALL = ("", _("すべて"))
BYTES_MAX = 20 * 1024 * 1024


class CandidateForm(HouseForm, forms.ModelForm):  # type: ignore[type-arg]
    lat = forms.FloatField(label=_("緯度"), min_value=-90, max_value=90, help_text=_("例 34.76912"))
    lng = forms.FloatField(label=_("経度"), min_value=-180, max_value=180, help_text=_("例 138.01423"))

    class Meta:
        model = Candidate
        fields = ("name", "kind", "address", "lat", "lng", "capacity", "note", "usable")


class CandidatesFilter(Form):
    text = forms.CharField(label=_("ことば"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("種類"), choices=[ALL, *Candidate.Kind.choices], required=False)
    district = forms.ChoiceField(label=_("小学校区"), required=False)
    usable = forms.ChoiceField(
        label=_("候補にする"), choices=[ALL, ("yes", _("する")), ("no", _("しない"))], required=False
    )

    def __init__(self, *args: Any, day: date, **options: Any) -> None:
        super().__init__(*args, **options)
        districts = [(row.code, row.name) for row in areas.named_districts(day)]
        self.fields["district"].choices = [ALL, *districts]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """A filter that does not exist (any more) narrows nothing."""
        self.is_valid()
        return Wanted(**{name: value for name, value in self.cleaned_data.items() if name not in self.errors})


class ListForm(Form):
    file = forms.FileField(
        label=_("ファイル"),
        help_text=_("CSV、Excel、GeoJSON、または 国土数値情報の zip。20MBまで。"),
        error_messages={
            "required": _("ファイルを えらんでください。"),
            "empty": _("ファイルに 何も入っていません。中身のあるファイルを えらんでください。"),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.geojson,.json,.zip"}),
    )
    kind = forms.ChoiceField(
        label=_("種類"), choices=[("", _("名前から きめる")), *Candidate.Kind.choices], required=False
    )
    source = forms.CharField(
        label=_("出典"), required=False, max_length=200,
        help_text=_("資料を出したところ。国土数値情報なら 空けておいて かまいません。"),
    )  # fmt: skip

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > BYTES_MAX:
            raise forms.ValidationError(
                _("20MBを こえています。市の分だけに 分けて、もう一度 えらんでください。")
            )
        return file
