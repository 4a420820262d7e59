"""Drop-off points and drivers: lists, forms, and a driver's link."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import segno
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import wareki
from ibasho.base.kernel.links import grouped
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.surplus.actions import depots, drivers
from ibasho.rooms.surplus.forms.carrying import DepotForm, DriverForm
from ibasho.rooms.surplus.models import Depot, Driver
from ibasho.rooms.surplus.queries import carrying as queries
from ibasho.rooms.surplus.views.desk_pages import Crumbs, crumbs, may, pages, require
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]


@doors.desk
@require_safe
def desk_carriers(request: Request) -> HttpResponse:
    """Points and drivers on one page: there are few of either."""
    require(request, Permission.SURPLUS_READ)
    context = {
        "pages": pages("desk_carrying"), "depots": queries.depots(), "drivers": [(one, _days(one)) for one in queries.drivers()],
        "may_manage": may(request, Permission.SURPLUS_MANAGE),
        "crumbs": _crumbs((_("持ちこむ場所・運ぶ人"), "")),
    }  # fmt: skip
    return render(request, "surplus/carrying/carriers.html", context)


def _days(one: Driver) -> str:
    return "".join(wareki.WEEKDAYS[number] for number in sorted(one.weekdays))


@doors.desk
@require_http_methods(FORMS)
def desk_depot_new(request: Request) -> HttpResponse:
    return _depot(request, None)


@doors.desk
@require_http_methods(FORMS)
def desk_depot(request: Request, public_id: str) -> HttpResponse:
    require(request, Permission.SURPLUS_MANAGE)
    return _depot(request, get_object_or_404(Depot, public_id=public_id))


def _depot(request: Request, depot: Depot | None) -> HttpResponse:
    require(request, Permission.SURPLUS_MANAGE)
    deed = depots.register if depot is None else partial(depots.change, depot=depot)
    form = DepotForm(request.POST or None, depot=depot)
    return _kept(request, form, depot.name if depot else _("持ちこむ場所を 足す"), deed)


@doors.desk
@require_http_methods(FORMS)
def desk_driver_new(request: Request) -> HttpResponse:
    return _driver(request, None)


@doors.desk
@require_http_methods(FORMS)
def desk_driver(request: Request, public_id: str) -> HttpResponse:
    return _driver(request, _find(request, public_id))


def _driver(request: Request, driver: Driver | None) -> HttpResponse:
    require(request, Permission.SURPLUS_MANAGE)
    deed = drivers.register if driver is None else partial(drivers.change, driver=driver)
    form = DriverForm(request.POST or None, driver=driver)
    return _kept(request, form, driver.name if driver else _("運ぶ人を 足す"), deed)


def _kept(
    request: Request, form: DepotForm | DriverForm, title: str, deed: Callable[..., Depot | Driver]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        words = form.told()
        kept = done(
            request, lambda: deed(words=words, by=request.actor, at=request.at), thanks=_("ほぞんしました。"), form=form
        )  # fmt: skip
        if kept is not None:
            return redirect("surplus:desk_carriers")
    context = {
        "form": form,
        "title": title,
        "back": reverse("surplus:desk_carriers"),
        "crumbs": _crumbs((title, "")),
    }
    return render(request, "surplus/carrying/form.html", context)


@doors.desk
@never_cache
@require_http_methods(FORMS)
def desk_driver_link(request: Request, public_id: str) -> HttpResponse:
    """Asks first: a new link ends the old one. The link itself is shown once, here."""
    driver = _find(request, public_id)
    context = {
        "driver": driver,
        "back": reverse("surplus:desk_carriers"),
        "crumbs": _crumbs((_("リンク"), "")),
    }
    if request.method != "POST":
        return render(request, "surplus/carrying/link.html", context)
    mail = request.POST.get("mail") == "yes"
    given = done(
        request, lambda: drivers.give_link(driver=driver, mail=mail, by=request.actor, at=request.at)
    )
    if given is None:
        return redirect("surplus:desk_driver_link", public_id)
    shown = {
        **context,
        "given": given,
        "letters": grouped(given.token),
        "site": settings.PUBLIC_URL,
        "qr": _qr(given.address),
    }
    return render(request, "surplus/carrying/link_given.html", shown)


def _qr(address: str) -> SafeString:
    return SafeString(
        segno.make(address, error="m", micro=False).svg_inline(omitsize=True, border=2, light="#fff")
    )


def _find(request: Request, public_id: str) -> Driver:
    require(request, Permission.SURPLUS_MANAGE)
    return get_object_or_404(Driver, public_id=public_id)


def _crumbs(*pairs: tuple[str, str]) -> Crumbs:
    return crumbs((_("運ぶ"), reverse("surplus:desk_carrying")), *pairs)
