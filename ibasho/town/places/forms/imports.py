"""The file to be taken in, and who published it."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.tables import Limits
from ibasho.base.ui.forms import Form
from ibasho.town.places.actions.imports import Source

RAW_MAX = Limits().raw


class UploadForm(Form):
    file = forms.FileField(
        label=_("ファイル"),
        help_text=_("CSV か Excel（.xlsx）、20MBまで。Shift_JIS でも UTF-8 でも読めます。"),
        error_messages={
            "required": _("ファイルを えらんでください。"),
            "empty": _("ファイルに 何も入っていません。中身のあるファイルを えらんでください。"),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
    source_name = forms.CharField(
        label=_("出典"),
        required=False,
        max_length=200,
        help_text=_("資料を出したところ。空けておくと、行に書いてある市区町村の名前になります。"),
    )
    source_url = forms.URLField(
        label=_("資料のアドレス"), required=False, max_length=400, assume_scheme="https"
    )
    partial = forms.BooleanField(
        label=_("一部だけの資料（ここにない場所に「資料から消えた」の印を つけない）"), required=False
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > RAW_MAX:
            raise forms.ValidationError(
                _("20MBを こえています。ファイルを 分けて、もう一度 えらんでください。")
            )
        return file

    def source(self) -> Source:
        given = self.cleaned_data
        return Source(given["source_name"].strip(), given["source_url"], given["partial"])
