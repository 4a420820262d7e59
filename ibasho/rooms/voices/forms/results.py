"""What is asked at the desk before numbers go out."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form


class ApproveForm(Form):
    """What is out can't be taken back."""

    seen = forms.BooleanField(
        label=_("上の 表を 見ました"),
        error_messages={
            "required": _("上の 表を 見てから、しるしを 入れてください。公開した数は 取り消せません。")
        },
    )


class DeclineForm(Form):
    why = forms.CharField(
        label=_("公開しない わけ"),
        max_length=200,
        help_text=_("用意した人が 読みます。どこを なおすと よいかも 書いてください。"),
    )
