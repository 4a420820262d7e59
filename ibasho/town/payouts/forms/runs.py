"""What a person writes about a run: from where and when, why it is withdrawn, the bank's file, the day all was paid."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.town.payouts.models import PayerAccount

BYTES_MAX = 5 * 1024 * 1024


class WithdrawForm(Form):
    why = forms.CharField(label=_("取りさげる わけ"), max_length=200)


class PrepareForm(Form):
    """From which account a room's lines are paid, and on which day."""

    payer = forms.ModelChoiceField(
        label=_("支払元"), queryset=PayerAccount.objects.none(), empty_label=_("えらんでください")
    )
    pay_on = forms.DateField(
        label=_("振込指定日"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = PayerAccount.objects.filter(is_active=True).order_by("name")
        self.fields["payer"].queryset = rows  # type: ignore[attr-defined]


class AllPaidForm(Form):
    day = forms.DateField(label=_("振りこまれた日"), widget=forms.DateInput(attrs={"type": "date"}))


class ResultForm(Form):
    file = forms.FileField(
        label=_("銀行の結果"),
        help_text=_("CSV か Excel。文字は UTF-8 でも Shift_JIS でも 読めます。5MBまで。"),
        error_messages={
            "required": _("ファイルを えらんでください。"),
            "empty": _("ファイルに 何も入っていません。中身のあるファイルを えらんでください。"),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > BYTES_MAX:
            raise forms.ValidationError(_("5MBを こえています。この支払いの分だけに してください。"))
        return file
