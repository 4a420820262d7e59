"""A refusal becomes a sentence on the form or the page; what must not be known becomes 404."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404

from ibasho.base.kernel.errors import DomainError, NotFound
from ibasho.base.ui.request import Request


def tell(request: Request, error: DomainError, form: forms.Form | None = None) -> None:
    """Raises Http404 for NotFound; otherwise puts the sentence where the person looks."""
    if isinstance(error, NotFound):
        raise Http404 from error
    if form is None:
        messages.error(request, error.message)
        return
    known = {name: words for name, words in error.fields.items() if name in form.fields}
    for name, words in known.items():
        form.add_error(name, words)
    if not known:
        form.add_error(None, error.message)
