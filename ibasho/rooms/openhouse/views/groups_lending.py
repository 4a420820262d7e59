"""What a place lends with its rooms, and its きまり: written by the place's lead and by the city."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse import policies
from ibasho.rooms.openhouse.actions import equipment, terms
from ibasho.rooms.openhouse.forms.groups import TermsForm, ThingForm
from ibasho.rooms.openhouse.models import Space
from ibasho.rooms.openhouse.queries import applications as queries
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

FORMS = ["GET", "HEAD", "POST"]


@doors.operator
@require_http_methods(FORMS)
def ops_lending(request: Request, public_id: str) -> HttpResponse:
    return _lending(request, public_id, "ui/operator.html", "openhouse:ops_lending")


@doors.desk
@require_http_methods(FORMS)
def desk_lending(request: Request, public_id: str) -> HttpResponse:
    return _lending(request, public_id, "ui/desk.html", "openhouse:desk_lending")


def _lending(request: Request, public_id: str, layout: str, page: str) -> HttpResponse:
    """Two forms on one page; `what` says which was sent."""
    place = get_object_or_404(Place.objects.select_related("organisation"), public_id=public_id)
    policies.require_place(request.actor, Permission.OPENHOUSE_MANAGE, place, at=request.at)
    spaces, now, what = queries.spaces_kept_by(place), queries.terms_of(place), request.POST.get("what")
    thing = ThingForm(
        request.POST if what == "thing" else None, spaces=[(one.public_id, one.name) for one in spaces]
    )
    rules = TermsForm(request.POST if what == "terms" else None, initial={"text": now.text if now else ""})
    if (what == "thing" and _write_thing(request, thing, spaces)) or (
        what == "terms" and _write_terms(request, rules, place)
    ):
        return redirect(page, public_id=public_id)
    context = {
        "place": place, "spaces": spaces, "terms": now, "thing_form": thing, "terms_form": rules, "layout": layout,
        "crumbs": [(place.name, ""), (_("貸す物と きまり"), "")],
    }  # fmt: skip
    return render(request, "openhouse/groups/lending.html", context)


def _write_thing(request: Request, form: ThingForm, spaces: list[Space]) -> bool:
    if not form.is_valid():
        return False
    given = form.cleaned_data
    space = next(one for one in spaces if one.public_id == given["space"])
    try:
        equipment.write(
            space=space, name=given["name"], count=given["count"], by=request.actor, at=request.at
        )
    except DomainError as error:
        form.refuse(error)
        return False
    messages.success(request, _("書きました。"))
    return True


def _write_terms(request: Request, form: TermsForm, place: Place) -> bool:
    if not form.is_valid():
        return False
    try:
        terms.write(place=place, text=form.cleaned_data["text"], by=request.actor, at=request.at)
    except DomainError as error:
        form.refuse(error)
        return False
    messages.success(request, _("きまりを 書きました。つぎの申請から この文を みとめてもらいます。"))
    return True
