"""A form that shows an action's refusal where it belongs."""

from __future__ import annotations

from django import forms

from ibasho.base.kernel.errors import DomainError


class RefusingForm(forms.Form):
    def refuse(self, error: DomainError) -> None:
        """Each field's own sentence beside the field; else the sentence above the form."""
        for name, sentence in error.fields.items():
            self.add_error(name if name in self.fields else None, sentence)
        if not error.fields:
            self.add_error(None, error.message)
