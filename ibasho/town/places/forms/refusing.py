"""A form that shows an action's refusal where it belongs."""

from __future__ import annotations

from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui.forms import Form


class RefusingForm(Form):
    def refuse(self, error: DomainError) -> None:
        """Each field's own sentence beside the field; where there is no such field, the whole sentence above."""
        known = {name: sentence for name, sentence in error.fields.items() if name in self.fields}
        for name, sentence in known.items():
            self.add_error(name, sentence)
        if not known:
            self.add_error(None, error.message)
