"""One concern: what was written, once the journal says who read it; taken, ended, given back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.town.concerns import policies
from ibasho.town.concerns.actions import concerns as actions
from ibasho.town.concerns.forms.concerns import EndForm
from ibasho.town.concerns.models import Concern
from ibasho.town.concerns.queries import written
from ibasho.town.concerns.rules.clock import is_late
from ibasho.town.concerns.rules.kinds import Outcome

THANKS = {
    "take": gettext_lazy("うけとりました。あなたの 名前が のこります。"),
    "put_back": gettext_lazy("もどしました。ほかの人が うけとれます。"),
    "reopen": gettext_lazy("開きなおしました。"),
}


@doors.desk
@doors.anew
@require_safe
@never_cache
def one(request: Request, public_id: str) -> HttpResponse:
    """The words come after the entry that they were read: `actions.read` stands before anything is sent."""
    found = _find(request, public_id)
    context = {
        "concern": found, "end_form": EndForm(), "told": _read(request, found),
        "is_late": found.state == Concern.State.NEW and is_late(found.answer_by, clock.day(request.at)),
        "may_reopen": found.outcome != Outcome.GIVEN_BACK.value and found.sealed is not None,
    }  # fmt: skip
    response = render(request, "concerns/one.html", context)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@doors.desk
@require_POST
def do(request: Request, public_id: str) -> HttpResponse:
    """`do`: take, put_back, end (with its outcome), reopen."""
    found = _find(request, public_id)
    by, at, asked = request.actor, request.at, request.POST.get("do", "")
    if asked == "end":
        return _end(request, found)
    verbs = {"take": actions.take, "put_back": actions.put_back, "reopen": actions.reopen}
    if asked not in verbs:
        raise Http404
    done(request, lambda: verbs[asked](concern=found, by=by, at=at), thanks=THANKS[asked])
    return redirect("concerns:desk_concern", public_id)


def _end(request: Request, found: Concern) -> HttpResponse:
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("どう なったかを えらんでください。"))
        return redirect("concerns:desk_concern", found.public_id)
    outcome = Outcome(form.cleaned_data["outcome"])
    ended = done(
        request,
        lambda: actions.close(concern=found, outcome=outcome, by=request.actor, at=request.at),
        thanks=_("声に もどしました。") if outcome is Outcome.GIVEN_BACK else _("おわりに しました。開きなおすことも できます。"),
    )  # fmt: skip
    return redirect("concerns:desk_inbox") if ended else redirect("concerns:desk_concern", found.public_id)


def _find(request: Request, public_id: str) -> Concern:
    policies.require(request.actor, at=request.at)
    found = Concern.objects.select_related("taken_by", "closed_by").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _read(request: Request, found: Concern) -> written.Written | None:
    """None where the words are gone or cannot be opened; the page says which."""
    try:
        return written.of(actions.read(concern=found, by=request.actor, at=request.at), clock.day(request.at))
    except DomainError as refusal:
        messages.info(request, refusal.message)
        return None
