"""Does what a button asks and says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import Http404

from ibasho.base.kernel.errors import DomainError, NotFound
from ibasho.base.ui import presses
from ibasho.base.ui.forms import HouseForm
from ibasho.base.ui.request import Request

T = TypeVar("T")


def done(
    request: Request, deed: Callable[[], T], *, thanks: object = "", form: HouseForm | None = None
) -> T | None:
    """What `deed` gives, with a word of thanks. A refusal goes beside its field, or where there is no form, onto the
    next page (None); what one may not know of is 404. The same press sent twice is one deed (`presses`)."""
    try:
        result = presses.once(request, deed)
    except NotFound as refusal:
        raise Http404 from refusal
    except DomainError as refusal:
        if form is not None:
            form.refuse(refusal)
        else:
            messages.error(request, refusal.message)
        return None
    if thanks:
        messages.success(request, str(thanks))
    return result
