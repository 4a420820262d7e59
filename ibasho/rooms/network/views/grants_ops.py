"""助成金 behind the groups' door: what is open, one's own days, and the reports made from one record."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.network.actions import grants as actions
from ibasho.rooms.network.forms.grants import UseForm
from ibasho.rooms.network.queries import grants as queries
from ibasho.rooms.network.views.grants_desk import use_changed, vars_of
from ibasho.rooms.network.views.supporting_pages import ops_page, own_group, own_row, sent
from ibasho.town.people.models import Organisation

HOME = "ops_grants"


@doors.operator
@require_safe
def ops_grants(request: Request) -> HttpResponse:
    group = own_group(request)
    today = clock.day(request.at)
    uses = queries.own_uses(group)
    taken = {one.grant_id for one in uses}
    context = {
        **ops_page(request, group, HOME, _("助成金・報告")), "uses": uses, "reports": queries.sent(group),
        "open": [(one, one.grant.pk in taken) for one in queries.open_now(today)], "coming": queries.coming(today),
        "due": {one.pk for one in queries.due(today, [group.pk])},
    }  # fmt: skip
    return render(request, "network/grants/ops.html", context)


@doors.operator
@require_POST
def ops_grant_take(request: Request, public_id: str) -> HttpResponse:
    group = own_group(request)
    row = queries.find(public_id)
    made = done(
        request, lambda: actions.take(grant=row, organisation=group, by=request.actor, at=request.at),
        thanks=_("「考えている」に 入れました。申しこんだら 日を 書いてください。"),
    )  # fmt: skip
    return redirect("network:ops_grant_use", made.public_id) if made else redirect(_home(group))


@doors.operator
@require_http_methods(["GET", "HEAD", "POST"])
def ops_grant_use(request: Request, public_id: str) -> HttpResponse:
    row = own_row(request, queries.find_use(public_id))
    form = UseForm(sent(request), initial=vars_of(row))
    if request.method == "POST" and form.is_valid() and use_changed(request, form, row):
        return redirect(_home(row.organisation))
    context = {
        **ops_page(request, row.organisation, HOME, _("助成金・報告"), row.grant.name),
        "form": form,
        "use": row,
    }
    return render(request, "network/grants/use.html", context)


@doors.operator
@require_POST
def ops_grant_use_drop(request: Request, public_id: str) -> HttpResponse:
    row = own_row(request, queries.find_use(public_id))
    done(
        request, lambda: actions.drop_use(use=row, by=request.actor, at=request.at), thanks=_("消しました。")
    )
    return redirect(_home(row.organisation))


def part(request: Request, organisation: Organisation) -> str:
    """What stands of it on the group's own page of つながり."""
    today = clock.day(request.at)
    context = {
        "group": organisation, "due": list(queries.due(today, [organisation.pk])),
        "open": queries.open_now(today)[:3], "today": today,
    }  # fmt: skip
    return render_to_string("network/grants/_part.html", context, request=request)


def _home(group: Organisation) -> str:
    return f"{reverse(f'network:{HOME}')}?group={group.public_id}"
