"""The file of a rehearsal."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form

BYTES_MAX = 4_000_000


class RehearsalForm(Form):
    file = forms.FileField(
        label=_("予行演習の ファイル"),
        help_text=_("make rehearse が 書いた build/rehearsal.json。こどもや 家の ことは 入っていません。"),
        error_messages={
            "required": _("ファイルを えらんでください。"),
            "empty": _("ファイルに 何も 入っていません。中身のある ファイルを えらんでください。"),
        },
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_file(self) -> str:
        """Its text."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > BYTES_MAX:
            raise forms.ValidationError(
                _("4MBを こえています。予行演習の ファイルは もっと 小さいものです。")
            )
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError(
                _("文字が 読めません。make rehearse が 書いた ファイルを そのまま えらんでください。")
            ) from error
