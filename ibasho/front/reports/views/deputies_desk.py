"""/desk/deputies/: who decides for whom between which days."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import NotFound
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.front.reports.actions import deputies as actions
from ibasho.front.reports.forms.handing import DeputyForm, today_until
from ibasho.front.reports.models import Deputy
from ibasho.front.reports.queries import handovers as queries
from ibasho.front.reports.views.desk_pages import crumbs, may, pages, require
from ibasho.town.people import policies as people
from ibasho.town.people.models import Person


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_deputies(request: Request) -> HttpResponse:
    """Everybody at the desk looks up who decides; one names one's own deputy, who writes April anybody's."""
    require(request)
    form = _form(request)
    if request.method == "POST" and form.is_valid() and _named(request, form):
        return redirect("reports:desk_deputies")
    today, me = clock.day(request.at), request.actor.person_id
    rows = [
        {"row": one, "when": _when(one, today), "mine": one.person_id == me or may(request)}
        for one in queries.deputies_seen(request.actor, request.at)
    ]
    april = (_("4月の 手順"), reverse("reports:desk_april"))
    context = {
        "heading": _("代決"), "pages": pages(request, "desk_april"), "crumbs": crumbs(april, (_("代決"), "")),
        "now": [one for one in rows if one["when"] == "now"], "coming": [one for one in rows if one["when"] == "coming"],
        "past": [one for one in rows if one["when"] == "past"], "form": form,
    }  # fmt: skip
    return render(request, "reports/handover/deputies.html", context)


@doors.desk
@require_POST
def desk_deputy_do(request: Request, public_id: str, verb: str) -> HttpResponse:
    """end, drop."""
    require(request)
    row = _found(public_id)
    told: dict[str, Any] = {"deputy": row, "by": request.actor, "at": request.at}
    if verb == "end":
        done(request, lambda: actions.end(**told), thanks=_("きょうで おわりに しました。"))
    elif verb == "drop":
        done(request, lambda: actions.drop(**told) or True, thanks=_("けしました。"))
    else:
        raise Http404
    return redirect("reports:desk_deputies")


def _named(request: Request, form: DeputyForm) -> bool:
    absent = (
        form.person("absent")
        if "absent" in form.fields
        else Person.objects.get(pk=people.person_of(request.actor))
    )
    told: dict[str, Any] = {"person": absent, "deputy": form.person("deputy"), "away": form.away}
    by: dict[str, Any] = {"by": request.actor, "at": request.at}
    return done(request, lambda: actions.name(**told, **by), form=form, thanks=_("書きました。")) is not None


def _form(request: Request) -> DeputyForm:
    today = clock.day(request.at)
    return DeputyForm(
        request.POST if request.method == "POST" else None, people=list(queries.colleagues(today)),
        for_anybody=may(request), initial=today_until(today),
    )  # fmt: skip


def _when(row: Deputy, today: Any) -> str:
    if row.ends_on < today:
        return "past"
    return "coming" if row.starts_on > today else "now"


def _found(public_id: str) -> Deputy:
    try:
        return queries.find_deputy(public_id)
    except NotFound as refusal:
        raise Http404 from refusal
