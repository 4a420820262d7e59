"""What the city published before this system, typed in as it stands on paper."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions import publishing as actions
from ibasho.rooms.care.forms.consultations import PublishedForm
from ibasho.rooms.care.models import PublishedYear
from ibasho.rooms.care.queries import figures
from ibasho.rooms.care.views import consultations_pages as here
from ibasho.rooms.care.views.quietly import quietly
from ibasho.town.people.permissions import Permission

BACK = 20  # years a paper may be old


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
@quietly
def desk_consultations_published(request: Request) -> HttpResponse:
    """`?nendo=`: that year's to be mended."""
    policies.require(request.actor, Permission.CARE_LEAD, at=request.at)
    now = years.nendo(clock.day(request.at))
    row = figures.published(here.asked_nendo(request)) if request.GET.get("nendo") else None
    form = PublishedForm(here.sent(request), nendos=range(now, now - BACK, -1), initial=_told(row, now))
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("nendo", "total", "source_name", "source_url")}
        done(
            request, lambda: actions.publish(**given, shares=form.shares(), by=request.actor, at=request.at),
            form=form, thanks=_("入れました。資料の とおりに 出ます。"),
        )  # fmt: skip
        if form.is_valid():
            return redirect("care:desk_consultations_published")
    context = {
        **here.page(request, _("公表された数")), "form": form, "row": row,
        "published": [(one, years.label(one.nendo)) for one in figures.published_years()],
    }  # fmt: skip
    return render(request, "care/consultations/published.html", context)


@doors.desk
@require_POST
@quietly
def desk_consultations_published_remove(request: Request) -> HttpResponse:
    policies.require(request.actor, Permission.CARE_LEAD, at=request.at)
    asked = request.POST.get("nendo", "")
    row = figures.published(int(asked)) if asked.isdecimal() and len(asked) == 4 else None
    if row is None:
        raise Http404
    done(
        request, lambda: actions.remove(year=row, by=request.actor, at=request.at),
        thanks=_("消しました。もとの数は 記録に のこっています。"),
    )  # fmt: skip
    return redirect("care:desk_consultations_published")


def _told(row: PublishedYear | None, now: int) -> dict[str, object]:
    if row is None:
        return {"nendo": now - 1}
    shares = {one.category: None if one.per_mille is None else one.per_mille / 10 for one in row.shares.all()}
    told = {name: getattr(row, name) for name in ("nendo", "total", "source_name", "source_url")}
    return {**told, **shares}
