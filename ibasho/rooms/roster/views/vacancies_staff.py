"""募集 as its organisation writes, prints and closes them. Each view stands behind both doors (urls)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.ui.request import Request
from ibasho.rooms.roster.actions import vacancies as actions
from ibasho.rooms.roster.forms.joining import VacancyForm
from ibasho.rooms.roster.queries import vacancies as queries
from ibasho.rooms.roster.views.joining_doors import (
    answered,
    find_vacancy,
    here,
    kept_organisations,
    require_kept,
    shown,
)
from ibasho.town.people.models import Organisation
from ibasho.town.places.models import Place


def vacancies(request: Request) -> HttpResponse:
    organisations, today = kept_organisations(request), clock.day(request.at)
    found = [(one, queries.is_open(one, today)) for one in queries.own(request.actor, request.at)]
    context = {
        "open": [one for one, is_open in found if is_open],
        "others": [one for one, is_open in found if not is_open], "organisations": organisations, "today": today,
    }  # fmt: skip
    return shown(request, "roster/join/staff.html", context, (_("募集"), ""))


def vacancy_new(request: Request, public_id: str) -> HttpResponse:
    """For one organisation, by its number."""
    organisation = get_object_or_404(Organisation, public_id=public_id)
    require_kept(request, organisation)
    form = VacancyForm(request.POST or None, places=_places(organisation), today=clock.day(request.at))

    def deed() -> None:
        actions.publish(organisation=organisation, terms=form.terms(), by=request.actor, at=request.at)

    words = {
        "heading": _("募集を 出す"),
        "submit": _("募集を 出す"),
        "text": _("だれでも 見られる ページと、ポスターに なります。"),
    }
    return _answered(request, form, deed, _("募集を 出しました。ポスターも 印刷できます。"), words)


def vacancy(request: Request, public_id: str) -> HttpResponse:
    found = find_vacancy(request, public_id)
    form = VacancyForm(
        request.POST or None,
        places=_places(found.organisation),
        today=clock.day(request.at),
        vacancy=found,
    )

    def deed() -> None:
        actions.change(vacancy=found, terms=form.terms(), by=request.actor, at=request.at)

    words = {"heading": _("募集を なおす"), "submit": _("ほぞんする")}
    return _answered(request, form, deed, _("なおしました。"), words)


def vacancy_close(request: Request, public_id: str) -> HttpResponse:
    """Closes an open one, opens a closed one."""
    found = find_vacancy(request, public_id)
    if found.closed_at is None:
        actions.close(vacancy=found, by=request.actor, at=request.at)
        messages.success(request, _("募集を しめました。「また 出す」で もどせます。"))
    else:
        actions.reopen(vacancy=found, by=request.actor, at=request.at)
        messages.success(request, _("募集を また 出しました。"))
    return redirect(here(request).url("vacancies"))


def _answered(
    request: Request, form: VacancyForm, deed: object, done: str, words: dict[str, str]
) -> HttpResponse:
    back = here(request).url("vacancies")
    crumbs = ((_("募集"), back), (words["heading"], ""))
    return answered(request, form, deed, done=done, back=back, words=words, crumbs=crumbs)  # type: ignore[arg-type]


def _places(organisation: Organisation) -> list[Place]:
    gone = (Place.State.ENDED, Place.State.REFUSED)
    return list(Place.objects.filter(organisation=organisation).exclude(state__in=gone).order_by("name"))
