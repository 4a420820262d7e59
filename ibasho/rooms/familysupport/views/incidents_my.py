"""A member's own words about what happened: to the adviser about a visit, to the city about the centre."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.ui import furigana
from ibasho.base.ui.deeds import done
from ibasho.base.ui.doors import child
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport.actions import incidents as actions
from ibasho.rooms.familysupport.forms.figures import ComplaintForm, TellForm
from ibasho.rooms.familysupport.models import Member, Visit
from ibasho.rooms.familysupport.queries import incidents as queries
from ibasho.rooms.familysupport.rules.kinds import IncidentKind
from ibasho.rooms.familysupport.views.holding import BY, held

FORMS = ["GET", "HEAD", "POST"]
LIST = "/support/my/tell/"
TELL_MAX, TELL_SECONDS = 20, 3600
PLAIN = {"furigana": furigana.OFF}  # these pages are for grown-ups


def part(request: HttpRequest, member: Member) -> str:
    """On the member's own page: one quiet line that leads here."""
    return render_to_string("familysupport/figures/_my_part.html", {"address": LIST, **PLAIN}, request)


@child
@never_cache
@require_safe
@held
def my_incidents(request: Request, member: Member) -> HttpResponse:
    """Which visit it is about, and what this member has said of each."""
    visits = queries.own_visits(member, request.at)
    said = queries.own_words(member, visits)
    context = {
        "member": member, "visits": [(one, _role(member, one), said.get(one.pk, [])) for one in visits],
        "centre": member.centre, **PLAIN,
    }  # fmt: skip
    return render(request, "familysupport/figures/my_incidents.html", context)


def _role(member: Member, visit: Visit) -> str:
    return _("お願いした回") if visit.request.member_id == member.pk else _("手伝った回")


@child
@never_cache
@require_http_methods(FORMS)
@limited("familysupport.tell", times=TELL_MAX, seconds=TELL_SECONDS)
@held
def my_incident(request: Request, member: Member, public_id: str) -> HttpResponse:
    visit = next((one for one in queries.own_visits(member, request.at) if one.public_id == public_id), None)
    if visit is None:
        raise Http404
    form = TellForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kind, words = IncidentKind(form.cleaned_data["kind"]), form.cleaned_data["words"]
        made = done(
            request,
            lambda: actions.tell(visit=visit, member=member, kind=kind, words=words, by=BY, at=request.at),
            thanks=_("うけとりました。アドバイザーが 読んで、必要なときは 連絡します。"),
            form=form,
        )
        if made is not None:
            return redirect(LIST)
    context = {
        "form": form, "visit": visit, "role": _role(member, visit), "back": LIST, "centre": member.centre,
        "said": queries.own_words(member, [visit]).get(visit.pk, []), **PLAIN,
    }  # fmt: skip
    return render(request, "familysupport/figures/my_incident.html", context)


@child
@never_cache
@require_http_methods(FORMS)
@limited("familysupport.complain", times=TELL_MAX, seconds=TELL_SECONDS)
@held
def my_complaint(request: Request, member: Member) -> HttpResponse:
    form = ComplaintForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = done(
            request,
            lambda: actions.complain(
                centre=member.centre, words=form.cleaned_data["words"], by=BY, at=request.at
            ),
            thanks=_("うけとりました。市の 担当者が 読みます。"),
            form=form,
        )
        if made is not None:
            return redirect(LIST)
    return render(request, "familysupport/figures/my_complaint.html", {"form": form, "back": LIST, **PLAIN})
