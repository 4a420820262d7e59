"""Fees at the desk: what holds, what comes, drafts, and how a change looks on a usual afternoon."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.actions import tariffs as actions
from ibasho.rooms.familysupport.forms.tariff import EndForm
from ibasho.rooms.familysupport.models import Tariff
from ibasho.rooms.familysupport.queries import centre as centres
from ibasho.rooms.familysupport.queries import tariffs as queries
from ibasho.rooms.familysupport.rules import tariff_usual, tariff_words
from ibasho.rooms.familysupport.rules.kinds import TariffState
from ibasho.rooms.familysupport.rules.tariff_body import Body
from ibasho.rooms.familysupport.views.desk_pages import Crumbs, crumbs, pages
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]
LIST = "familysupport:desk_tariffs"


@doors.desk
@require_safe
def desk_tariffs(request: Request) -> HttpResponse:
    policies.require(request.actor, Permission.SUPPORT_FIGURES, at=request.at)
    centre, today = centres.centre(), clock.day(request.at)
    now = queries.tariff_on(centre, today) if centre else None
    rows = list(queries.all_of(centre)) if centre else []
    context = {
        "tabs": pages("desk_tariffs", request), "crumbs": crumbs((_("料金"), "")), "centre": centre, "now": now,
        "drafts": [one for one in rows if one.state == TariffState.DRAFT],
        "coming": [one for one in rows if one.state == TariffState.PUBLISHED and one.valid_from > today],
        "past": [one for one in rows if one.state == TariffState.PUBLISHED and one != now and one.valid_from <= today],
        "may": may_set(request), **(told(queries.body_of(now)) if now else {}),
    }  # fmt: skip
    return render(request, "familysupport/tariff/list.html", context)


@doors.desk
@require_safe
def desk_tariff(request: Request, public_id: str) -> HttpResponse:
    row = find(request, public_id, Permission.SUPPORT_FIGURES)
    today = clock.day(request.at)
    published = row.state == TariffState.PUBLISHED
    begun = row.valid_from <= today
    over = row.valid_until is not None and row.valid_until < today
    context = {
        "crumbs": tariff_crumbs((row.name, "")), "row": row, "may": may_set(request), "published": published,
        "may_take_back": published and not begun, "may_end": published and not over,
        "end_form": EndForm(initial={"valid_until": row.valid_until or today}), **told(queries.body_of(row)),
        "compared": comparison(row) if not (published and begun) else [],
    }  # fmt: skip
    return render(request, "familysupport/tariff/one.html", context)


@doors.desk
@require_http_methods(FORMS)
def desk_tariff_publish(request: Request, public_id: str) -> HttpResponse:
    """What it changes for a family and a provider stands there before anybody presses."""
    row = find(request, public_id, Permission.SUPPORT_SETTINGS)
    here = reverse("familysupport:desk_tariff", args=[public_id])
    if request.method == "POST":
        thanks = _("公開しました。はじまる日から この料金で 計算します。")
        made = done(
            request, lambda: actions.publish(tariff=row, by=request.actor, at=request.at), thanks=thanks
        )
        return redirect(here if made else reverse("familysupport:desk_tariff_publish", args=[public_id]))
    if row.state != TariffState.DRAFT:
        return redirect(here)
    before = queries.before(row)
    context = {
        "crumbs": tariff_crumbs((row.name, here), (_("公開する"), "")), "row": row, "cancel": here,
        "before": before, "ends_before": row.valid_from - timedelta(days=1), "compared": comparison(row),
    }  # fmt: skip
    return render(request, "familysupport/tariff/publish.html", context)


@doors.desk
@require_POST
def desk_tariff_do(request: Request, public_id: str) -> HttpResponse:
    """Take back, end, discard."""
    row = find(request, public_id, Permission.SUPPORT_SETTINGS)
    by, at, here = request.actor, request.at, redirect("familysupport:desk_tariff", public_id)
    match request.POST.get("do"):
        case "take_back":
            thanks = _("公開を とりけして、下書きに もどしました。")
            done(request, lambda: actions.take_back(tariff=row, by=by, at=at), thanks=thanks)
        case "discard":
            gone = done(
                request, lambda: actions.discard(tariff=row, by=by, at=at), thanks=_("下書きを 消しました。")
            )
            return redirect(LIST) if gone else here
        case "end":
            _end(request, row)
        case _:
            raise Http404
    return here


def _end(request: Request, row: Tariff) -> None:
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("おわりの日を 2027-03-31 のように 入れてください。"))
        return
    until, thanks = form.cleaned_data["valid_until"], _("おわりの日を きめました。")
    done(
        request, lambda: actions.end(tariff=row, until=until, by=request.actor, at=request.at), thanks=thanks
    )


def find(request: Request, public_id: str, permission: Permission) -> Tariff:
    policies.require(request.actor, permission, at=request.at)
    row = Tariff.objects.filter(public_id=public_id).select_related("centre").first()
    if row is None:
        raise Http404
    return row


def may_set(request: Request) -> bool:
    return policies.may(request.actor, Permission.SUPPORT_SETTINGS, at=request.at)


def tariff_crumbs(*more: tuple[str, str]) -> Crumbs:
    return crumbs((_("料金"), reverse(LIST)), *more)


def told(body: Body) -> dict[str, object]:
    """What a page says about fees, for templates/familysupport/tariff/_words.html."""
    rows = tariff_words.rows(body)
    children = len(rows[0].rates)
    heads = [tariff_words.child_label(child, children) for child in range(children)]
    return {
        "rows": [(row, list(zip(heads, row.rates, strict=True))) for row in rows], "heads": heads,
        "counting": tariff_words.counting(body), "cancelling": tariff_words.cancelling(body),
        "travelling": tariff_words.travelling(body),
    }  # fmt: skip


def comparison(row: Tariff, body: Body | None = None) -> list[tariff_usual.Compared]:
    before = queries.before(row)
    return tariff_usual.compared(
        queries.body_of(before) if before else None, body or queries.body_of(row), row.valid_from
    )
