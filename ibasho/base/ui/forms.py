"""What every form of the house refuses, whatever it is for: a My Number in any of its words (番号法 20条)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _

from ibasho.base.kernel.my_number import contains_my_number


class NoMyNumber(forms.BaseForm):
    """Beside `forms.ModelForm`: looks through every text that was sent, after the form's own cleaning."""

    def full_clean(self) -> None:
        super().full_clean()
        for name, value in list(getattr(self, "cleaned_data", {}).items()):
            if isinstance(value, str) and contains_my_number(value):
                self.add_error(name, _("マイナンバーのような番号が 入っています。番号を 消してください。"))


class Form(NoMyNumber, forms.Form):
    """The house's form."""
