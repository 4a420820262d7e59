"""The file to be taken in, and what the file itself may not say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.town.areas.models import Population
from ibasho.town.areas.rules.kinds import ABOUT, FileKind

BYTES_MAX = 60 * 1024 * 1024  # what the desk takes; the command line takes more
SEVERAL = {FileKind.MESH, FileKind.SMALL_AREAS, FileKind.PROJECTION}
FILES_MAX = 6
DATED = {FileKind.BOUNDARY, FileKind.CLUBS, FileKind.STREETS}
OF_A_YEAR = {FileKind.AGES, FileKind.MESH, FileKind.SMALL_AREAS}


class _Files(forms.FileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """One or more files; the value is always a list."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(_FilesField, self).clean(each, initial) for each in given or [None]]


class AreaFileForm(Form):
    upload_bytes_max = BYTES_MAX
    file = _FilesField(
        label=_("ファイル"),
        error_messages={
            "required": _("ファイルを えらんでください。"),
            "empty": _("ファイルに 何も入っていません。中身のあるファイルを えらんでください。"),
        },
    )
    starts_on = forms.DateField(
        label=_("いつからの区域か"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_(
            "その日から この区域に なり、ファイルに ない校区は 前の日で 終わります。空のときは 前からの区域です。"
        ),
    )
    as_of = forms.DateField(
        label=_("いつの資料か"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("空けておくと、ファイルに 書いてある日に なります。"),
    )
    year = forms.IntegerField(
        label=_("何年の資料か"),
        required=False,
        min_value=1980,
        max_value=2100,
        help_text=_("空けておくと、ファイルから 読みます。"),
    )
    kind = forms.ChoiceField(
        label=_("なにを もとに した数か"),
        required=False,
        choices=[("", _("ファイルから 見分ける")), *Population.Kind.choices[:2]],
    )
    within = forms.ChoiceField(
        label=_("市の境が まだ ないので"),
        required=False,
        choices=[
            ("", _("市の境を 先に 取りこむ（おすすめ）")),
            ("streets", _("道のある区画だけ 入れる（ためし）")),
            ("all", _("ファイルの ぜんぶを 入れる（ためし）")),
        ],
        widget=forms.RadioSelect,
    )
    source = forms.CharField(
        label=_("出典"), required=False, max_length=200,
        help_text=_("公開しているところと 資料の名前。空けておくと、ファイルが 名のるものに なります。"),
        widget=forms.TextInput(attrs={"data-width": "full"}),
    )  # fmt: skip

    def __init__(self, *args: Any, kind: FileKind, bounded: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        about = ABOUT[kind]
        several = kind in SEVERAL
        widget = _Files if several else forms.FileInput
        self.fields["file"].widget = widget(attrs={"accept": about.accept, "multiple": several})
        more = _("%(reads)s 60MBまで。") % {"reads": about.reads}
        also = _("いくつかの県に またがるときは、いっしょに えらべます。") if several else ""
        self.fields["file"].help_text = f"{more}{also}"
        if kind is not FileKind.DISTRICTS:
            del self.fields["starts_on"]
        if kind not in DATED:
            del self.fields["as_of"]
        if kind not in OF_A_YEAR:
            del self.fields["year"]
        if kind is not FileKind.SMALL_AREAS:
            del self.fields["kind"]
        if bounded or kind is not FileKind.MESH:
            del self.fields["within"]

    def clean_file(self) -> Sequence[UploadedFile[bytes]]:
        files: Sequence[UploadedFile[bytes]] = self.cleaned_data["file"]
        if sum(file.size or 0 for file in files) > BYTES_MAX:
            raise forms.ValidationError(
                _("60MBを こえています。市の分だけに 分けるか、サーバーで ibasho import を 使ってください。")
            )
        if len(files) > FILES_MAX:
            raise forms.ValidationError(_("いちどに えらべるのは 6つまでです。"))
        return files

    def options(self) -> dict[str, Any]:
        """What the person said beside the file, as JSON takes it."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "file"}
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in said.items()}
