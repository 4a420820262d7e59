"""応援する人 at the desk: whose page everybody may read."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.network import policies
from ibasho.rooms.network.actions import supporting as actions
from ibasho.rooms.network.forms.supporting import SUPPORTER_FIELDS, SupporterForm
from ibasho.rooms.network.models import Supporter
from ibasho.rooms.network.queries import supporting as queries
from ibasho.rooms.network.rules.goals import labelled
from ibasho.rooms.network.views.supporting_desk import HOME
from ibasho.rooms.network.views.supporting_pages import desk_page, sent
from ibasho.town.people.permissions import Permission as P
from ibasho.town.places.rules import moderation

THANKS = {
    "show": gettext_lazy("のせました。だれでも 読めます。"),
    "hide": gettext_lazy("のせるのを やめました。「のせる」で もどせます。"),
}


@doors.desk
@require_safe
def desk_supporters(request: Request) -> HttpResponse:
    policies.require(request.actor, P.NETWORK_READ, at=request.at)
    rows = [
        (one, labelled(one.goals), moderation.held_for(one.words), queries.page_mark(one))
        for one in queries.supporters()
    ]
    context = {**desk_page(request, HOME, _("応援"), _("応援する人")), "rows": rows}
    return render(request, "network/supporting/desk_supporters.html", context)


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_supporter_new(request: Request) -> HttpResponse:
    """Typed in for a company or farm that said so on the telephone."""
    policies.require(request.actor, P.NETWORK_WRITE, at=request.at)
    form = SupporterForm(sent(request), asks=True)
    if request.method == "POST" and form.is_valid() and _told(request, form, None):
        return redirect("network:desk_supporters")
    context = {**desk_page(request, HOME, _("応援"), _("応援する人を 入れる")), "form": form}
    return render(request, "network/supporting/desk_form.html", context)


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_supporter(request: Request, public_id: str) -> HttpResponse:
    policies.require(request.actor, P.NETWORK_READ, at=request.at)
    row = queries.find_supporter(public_id)
    form = SupporterForm(sent(request), initial=SupporterForm.of(row))
    if request.method == "POST" and form.is_valid() and _told(request, form, row):
        return redirect("network:desk_supporters")
    context = {**desk_page(request, HOME, _("応援"), row.organisation.name), "form": form, "supporter": row}
    return render(request, "network/supporting/desk_form.html", context)


@doors.desk
@require_POST
def desk_supporter_do(request: Request, public_id: str, verb: str) -> HttpResponse:
    policies.require(request.actor, P.NETWORK_READ, at=request.at)
    row = queries.find_supporter(public_id)
    read = request.POST.get("seen", "")
    deeds = {
        "show": lambda: actions.show(supporter=row, seen=read, by=request.actor, at=request.at),
        "hide": lambda: actions.hide(supporter=row, by=request.actor, at=request.at),
    }
    if verb not in deeds:
        raise Http404
    done(request, deeds[verb], thanks=THANKS[verb])
    return redirect("network:desk_supporters")


def _told(request: Request, form: SupporterForm, row: Supporter | None) -> bool:
    given = {name: form.cleaned_data[name] for name in SUPPORTER_FIELDS}
    group = row.organisation if row else form.group
    made = done(
        request, lambda: actions.tell(organisation=group, **given, by=request.actor, at=request.at),
        form=form, thanks=_("書きました。のせるには「のせる」を おしてください。"),
    )  # fmt: skip
    return made is not None
