"""What every form of the house does, whatever it is for: it refuses a My Number in any of its words (番号法 20条), and
keeps a line a line."""

from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext as _

from ibasho.base.kernel.my_number import contains_my_number

# A browser sends no line break from a field of one line; somebody without one might, into a subject or a calendar.
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


class NoMyNumber(forms.BaseForm):
    """Beside `forms.ModelForm`: looks through every text that was sent, after the form's own cleaning."""

    def full_clean(self) -> None:
        super().full_clean()
        for name, value in list(getattr(self, "cleaned_data", {}).items()):
            if not isinstance(value, str):
                continue
            if not isinstance(self.fields[name].widget, forms.Textarea):
                self.cleaned_data[name] = _BREAKS.sub(" ", value)
            if contains_my_number(value):
                self.add_error(name, _("マイナンバーのような番号が 入っています。番号を 消してください。"))


class Form(NoMyNumber, forms.Form):
    """The house's form."""
