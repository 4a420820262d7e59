"""Words to read before anybody else sees them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.mealtickets.actions import words as actions
from ibasho.rooms.mealtickets.models import Donor
from ibasho.rooms.mealtickets.queries import words as queries
from ibasho.rooms.mealtickets.queries.words import Noun
from ibasho.rooms.mealtickets.views.crumbs import under
from ibasho.rooms.mealtickets.views.seeing import managing

TABS = (
    ("waiting", gettext_lazy("読むもの")),
    ("shown", gettext_lazy("出している")),
    ("hidden", gettext_lazy("出さない")),
)
VERBS = {"show": actions.show, "hide": actions.hide, "undo": actions.undo}
DONE = {
    "show": gettext_lazy("出しました。"),
    "hide": gettext_lazy("出さないことに しました。"),
    "undo": gettext_lazy("「読むもの」に もどしました。"),
}


@doors.desk
@managing
@require_safe
def desk_words(request: Request) -> HttpResponse:
    state = request.GET.get("state", "waiting")
    state = state if state in dict(TABS) else "waiting"
    context = {
        "state": state, "said": queries.to_read() if state == "waiting" else queries.decided(state),
        "tabs": [(str(label), f"?state={code}", code == state) for code, label in TABS], "most": queries.SHOWN_MAX,
        "crumbs": under((_("ことばを 読む"), "")),
    }  # fmt: skip
    return render(request, "mealtickets/words/list.html", context)


@doors.desk
@managing
@require_POST
def desk_word(request: Request, noun: str, key: int) -> HttpResponse:
    """`do` = show, hide or undo."""
    verb = request.POST.get("do", "")
    if noun not in set(Noun) or verb not in VERBS:
        raise Http404
    try:
        VERBS[verb](noun=Noun(noun), key=key, by=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, str(DONE[verb]))
    return redirect("mealtickets:desk_words")


@doors.desk
@managing
@require_safe
def desk_donor_logo(request: Request, public_id: str) -> HttpResponse:
    """A logo nobody has let through yet, for the eyes of whoever decides."""
    donor = get_object_or_404(Donor, public_id=public_id)
    if not donor.logo:
        raise Http404
    with donor.logo.open("rb") as file:
        response = HttpResponse(file.read(), content_type="image/webp")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
