"""A form for who has no account, of which each page that is given out is sent in once. For who is signed in: `presses`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing

from ibasho.base.kernel.codes import new_code
from ibasho.base.ui.forms import Form


class OnceForm(Form):
    """Carries a code of its own, signed by us, so that the same form sent twice is one row. The
    page shows `{{ form.key }}`."""

    KEY_SECONDS = 24 * 60 * 60

    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["key"].initial = signing.dumps(new_code(), salt=type(self).__name__)

    @property
    def public_id(self) -> str:
        """Call it on a valid form. A new code where ours was lost, meddled with, or is of another day."""
        try:
            return str(
                signing.loads(self.cleaned_data["key"], salt=type(self).__name__, max_age=self.KEY_SECONDS)
            )
        except signing.BadSignature:
            return new_code()
