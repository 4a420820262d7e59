"""助成金 at the desk: what is open, where each group stands, whose report is due."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.network import policies
from ibasho.rooms.network.actions import grants as actions
from ibasho.rooms.network.forms.grants import GrantForm, TakeForm, UseForm
from ibasho.rooms.network.models import Grant, GrantUse
from ibasho.rooms.network.queries import grants as queries
from ibasho.rooms.network.views.supporting_pages import desk_page, sent
from ibasho.town.people.permissions import Permission as P

HOME = "desk_grants"


@doors.desk
@require_safe
def desk_grants(request: Request) -> HttpResponse:
    policies.require(request.actor, P.NETWORK_READ, at=request.at)
    today = clock.day(request.at)
    context = {
        **desk_page(request, HOME, _("助成金・報告")), "open": queries.open_now(today), "coming": queries.coming(today),
        "ended": queries.ended(today), "due": list(queries.due(today)), "uses": queries.uses(years.nendo(today)),
        "reports": queries.sent()[:10],
    }  # fmt: skip
    return render(request, "network/grants/desk.html", context)


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_grant_new(request: Request) -> HttpResponse:
    policies.require(request.actor, P.NETWORK_MANAGE, at=request.at)
    form = GrantForm(sent(request))
    if request.method == "POST" and form.is_valid():
        made = done(
            request, lambda: actions.add(told=form.told(), by=request.actor, at=request.at), form=form,
            thanks=_("のせました。"),
        )  # fmt: skip
        if made is not None:
            return redirect(f"network:{HOME}")
    context = {**desk_page(request, HOME, _("助成金・報告"), _("助成金を 入れる")), "form": form}
    return render(request, "network/grants/desk_form.html", context)


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_grant(request: Request, public_id: str) -> HttpResponse:
    """One grant, to read; to change for who may. POST with `group` types in a group that thinks about it."""
    policies.require(request.actor, P.NETWORK_READ, at=request.at)
    row = queries.find(public_id)
    kept = {name: getattr(row, name) for name in actions.FIELDS}
    taking = request.method == "POST" and "group" in request.POST
    take = TakeForm(request.POST if taking else None, asks=True)
    form = GrantForm(None if taking else sent(request), initial=kept)
    if request.method == "POST" and (_taken(request, take, row) if taking else _changed(request, form, row)):
        return redirect("network:desk_grant", public_id)
    context = {
        **desk_page(request, HOME, _("助成金・報告"), row.name), "grant": row, "form": form, "take": take,
        "uses": list(row.uses.select_related("organisation").order_by("-nendo", "organisation__kana", "pk")),
        "changing": form.is_bound,
    }  # fmt: skip
    return render(request, "network/grants/desk_grant.html", context)


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_grant_use(request: Request, public_id: str) -> HttpResponse:
    """Where one group stands with one grant."""
    policies.require(request.actor, P.NETWORK_READ, at=request.at)
    row = queries.find_use(public_id)
    form = UseForm(sent(request), initial=vars_of(row))
    if request.method == "POST" and form.is_valid() and use_changed(request, form, row):
        return redirect("network:desk_grant", row.grant.public_id)
    context = {
        **desk_page(request, HOME, _("助成金・報告"), f"{row.organisation.name}・{row.grant.name}"), "form": form, "use": row
    }  # fmt: skip
    return render(request, "network/grants/use.html", context)


@doors.desk
@require_POST
def desk_grant_use_drop(request: Request, public_id: str) -> HttpResponse:
    policies.require(request.actor, P.NETWORK_READ, at=request.at)
    row = queries.find_use(public_id)
    done(
        request, lambda: actions.drop_use(use=row, by=request.actor, at=request.at), thanks=_("消しました。")
    )
    return redirect("network:desk_grant", row.grant.public_id)


def vars_of(row: GrantUse) -> dict[str, object]:
    told = queries.told(row)
    return {name: getattr(told, name) for name in told.__dataclass_fields__}


def use_changed(request: Request, form: UseForm, row: GrantUse) -> bool:
    made = done(
        request, lambda: actions.change_use(use=row, told=form.told(), by=request.actor, at=request.at),
        form=form, thanks=_("書きました。"),
    )  # fmt: skip
    return made is not None


def _taken(request: Request, take: TakeForm, row: Grant) -> bool:
    if not take.is_valid():
        return False
    deed = lambda: actions.take(grant=row, organisation=take.group, by=request.actor, at=request.at)  # noqa: E731
    return done(request, deed, form=take, thanks=_("入れました。下の表から ようすを 書けます。")) is not None


def _changed(request: Request, form: GrantForm, row: Grant) -> bool:
    if not form.is_valid():
        return False
    deed = lambda: actions.change(grant=row, told=form.told(), by=request.actor, at=request.at)  # noqa: E731
    return done(request, deed, form=form, thanks=_("直しました。")) is not None
