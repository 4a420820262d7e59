"""The choice of an address without an account: changed and stopped by the link every message of it carries."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.holding import private
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin.actions import subscriptions
from ibasho.rooms.bulletin.forms.subscriptions import WantedForm
from ibasho.rooms.bulletin.models import Subscription
from ibasho.rooms.bulletin.queries import options
from ibasho.town.outbox.models import Address
from ibasho.town.outbox.queries import addresses

HOLDER = Actor.public(Via.LINK)


@doors.child
@require_http_methods(["GET", "HEAD", "POST"])
@limited("bulletin.own", times=1200, seconds=3600, methods=("GET", "POST"))
def own(request: Request) -> HttpResponse:
    """POST keeps the choice. The link is the address's own (outbox): it stops everything, here it chooses."""
    address = addresses.by_token(request.GET.get("t", ""))
    if address is None:
        page = {
            "crumbs": _crumbs(),
            "sentence": _("この リンクは もう つかえません。もういちど はじめから えらんでください。"),
        }
        return private(render(request, "bulletin/subscriptions/old_link.html", page, status=404))
    if address.gone_at is not None:
        return private(redirect(addresses.stop_url(address)))
    row = Subscription.objects.filter(address=address).prefetch_related("places").first()
    form = form_of(request, row)
    if request.method == "POST" and form.is_valid():
        kept = done(
            request,
            lambda: subscriptions.keep(wanted=form.wanted(), address=address, by=HOLDER, at=request.at),
            form=form, thanks=_("えらび方を かえました。"),
        )  # fmt: skip
        if kept is not None:
            return private(redirect(own_address(address)))
    shown: dict[str, Any] = {
        "form": form,
        "crumbs": _crumbs(),
        "stop_url": addresses.stop_url(address),
        "channel": address.channel,
    }
    return private(render(request, "bulletin/subscriptions/own.html", shown))


def form_of(request: Request, row: Subscription | None) -> WantedForm:
    """Bound where something was sent; else the choice as it is kept. Places: those followed, and those just asked for."""
    known = [*(row.places.all() if row is not None else ()), *options.places(request.POST.getlist("place"))]
    return WantedForm(
        request.POST if request.method == "POST" else None, day=clock.day(request.at), known=known,
        initial=WantedForm.of(row) if row is not None else {},
    )  # fmt: skip


def own_address(address: Address) -> str:
    return f"{reverse('bulletin:own')}?{urlencode({'t': addresses.STOP.token(address)})}"


def panel(request: Request, address: Address) -> str:
    """On the page that stops: who only wants less chooses again."""
    if address.gone_at is not None:
        return ""
    return render_to_string(
        "bulletin/subscriptions/_stop_panel.html", {"href": own_address(address)}, request
    )


def _crumbs() -> list[tuple[str, str]]:
    return [
        (_("はじめ"), "/"),
        (_("おしらせを うけとる"), reverse("bulletin:subscribe")),
        (_("えらびなおす"), ""),
    ]
