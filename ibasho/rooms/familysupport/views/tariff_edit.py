"""A draft of fees: written, tried on usual afternoons beside what holds now, kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.forms import BaseFormSet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.actions import tariffs as actions
from ibasho.rooms.familysupport.actions.tariffs import Wanted
from ibasho.rooms.familysupport.forms.tariff import BandForm, BandForms, TariffForm, band_initials, bands_of
from ibasho.rooms.familysupport.models import Centre, Tariff
from ibasho.rooms.familysupport.queries import centre as centres
from ibasho.rooms.familysupport.queries import tariffs as queries
from ibasho.rooms.familysupport.rules import tariff_body
from ibasho.rooms.familysupport.rules.kinds import TariffState
from ibasho.rooms.familysupport.rules.tariff_usual import Compared
from ibasho.rooms.familysupport.views.tariff_desk import FORMS, LIST, comparison, find, tariff_crumbs
from ibasho.town.people.permissions import Permission


@dataclass(frozen=True, slots=True)
class Written:
    """The form as it was sent. `wanted` None: something has to be mended."""

    form: TariffForm
    bands: BaseFormSet[BandForm]
    wanted: Wanted | None


@doors.desk
@require_http_methods(FORMS)
def desk_tariff_new(request: Request) -> HttpResponse:
    """Begins as a copy of `?from=`, else of what holds today, so that a rise is two numbers."""
    policies.require(request.actor, Permission.SUPPORT_SETTINGS, at=request.at)
    centre = centres.centre()
    if centre is None:
        return redirect(LIST)
    written = _written(request, _copied(request, centre), copies=True)
    if _is_kept(request) and written.wanted is not None:
        wanted = written.wanted
        made = done(
            request, lambda: actions.draft(centre=centre, wanted=wanted, by=request.actor, at=request.at),
            thanks=_("下書きを 保存しました。まだ だれにも 見えません。"), form=written.form,
        )  # fmt: skip
        if made is not None:
            return redirect("familysupport:desk_tariff", made.public_id)
    row = Tariff(centre=centre, valid_from=clock.day(request.at))
    return _page(request, written, row, _("新しい 料金表"), reverse(LIST))


@doors.desk
@require_http_methods(FORMS)
def desk_tariff_edit(request: Request, public_id: str) -> HttpResponse:
    row = find(request, public_id, Permission.SUPPORT_SETTINGS)
    back = reverse("familysupport:desk_tariff", args=[public_id])
    if row.state != TariffState.DRAFT:
        return redirect(back)
    written = _written(request, row)
    if _is_kept(request) and written.wanted is not None:
        wanted = written.wanted
        made = done(
            request, lambda: actions.change(tariff=row, wanted=wanted, by=request.actor, at=request.at),
            thanks=_("なおしました。"), form=written.form,
        )  # fmt: skip
        if made is not None:
            return redirect(back)
    return _page(request, written, row, _("料金表を なおす"), back)


def _is_kept(request: Request) -> bool:
    return request.method == "POST" and request.POST.get("do") == "keep"


def _copied(request: Request, centre: Centre) -> Tariff | None:
    asked = request.GET.get("from", "")
    found = queries.all_of(centre).filter(public_id=asked).first() if asked else None
    return found or queries.tariff_on(centre, clock.day(request.at)) or queries.published(centre).first()


def _written(request: Request, like: Tariff | None, *, copies: bool = False) -> Written:
    data = request.POST if request.method == "POST" else None
    initial: dict[str, Any] = TariffForm.initial_of(like) if like else {}
    if copies:
        initial |= {"name": "", "valid_from": None, "valid_until": None}
    form = TariffForm(data, initial=initial)
    bands = BandForms(data, initial=band_initials(like) if like else [], prefix="band")
    if data is None or not (form.is_valid() & bands.is_valid()):
        return Written(form, bands, None)
    wanted = form.wanted(bands_of(bands.forms))
    try:
        tariff_body.body(wanted.body)
    except DomainError as error:
        form.refuse(error)
        return Written(form, bands, None)
    return Written(form, bands, wanted)


def _page(request: Request, written: Written, row: Tariff, title: str, back: str) -> HttpResponse:
    context = {
        "crumbs": tariff_crumbs((title, "")), "title": title, "back": back, "form": written.form, "bands": written.bands,
        "every": [written.form, *written.bands.forms], "compared": _compared(written, row),
    }  # fmt: skip
    return render(request, "familysupport/tariff/edit.html", context)


def _compared(written: Written, row: Tariff) -> list[Compared]:
    if written.wanted is None:
        return []
    tried = Tariff(pk=row.pk, centre=row.centre, valid_from=written.wanted.valid_from)
    return comparison(tried, tariff_body.body(written.wanted.body))
