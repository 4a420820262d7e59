"""Forms about one しるし: its target, another definition, its place in the list, a value of before."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ibasho.base.kernel import clock, nendo
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.forms import Form
from ibasho.base.ui.request import Request
from ibasho.front.reports.actions import definitions, earlier, indicators, targets
from ibasho.front.reports.forms.measuring import ArrangeForm, DefinitionForm, EarlierForm, TargetForm
from ibasho.front.reports.models import Indicator
from ibasho.front.reports.queries import measured
from ibasho.front.reports.views.desk_pages import crumbs, pages, require
from ibasho.front.reports.views.figures_desk import find
from ibasho.town.people.permissions import Permission as P

FORMS = ["GET", "HEAD", "POST"]


@doors.desk
@require_http_methods(FORMS)
def desk_figure_target(request: Request, code: str) -> HttpResponse:
    """`?nendo=2026` begins with the target of that 年度."""
    indicator = _writable(request, code)
    this = nendo.nendo(clock.day(request.at))
    form = TargetForm(
        request.POST or None, this=this, initial=_target_of(indicator, request.GET.get("nendo", ""), this)
    )
    return _answered(
        request, form, indicator, _("目標を きめる"),
        lambda: targets.aim(indicator=indicator, **form.cleaned_data, by=request.actor, at=request.at),
        _("目標を きめました。"),
    )  # fmt: skip


@doors.desk
@require_http_methods(FORMS)
def desk_figure_definition(request: Request, code: str) -> HttpResponse:
    indicator = _writable(request, code)
    now = measured.meanings([indicator])[indicator.pk][-1]
    form = DefinitionForm(request.POST or None, now=now, today=clock.day(request.at))
    return _answered(
        request, form, indicator, _("きめかたを かえる"),
        lambda: definitions.change(indicator=indicator, **form.told(), by=request.actor, at=request.at),
        _("新しい きめかたを 入れました。はかる前なら とりけせます。"),
    )  # fmt: skip


@doors.desk
@require_http_methods(FORMS)
def desk_figure_arrange(request: Request, code: str) -> HttpResponse:
    indicator = _writable(request, code)
    form = ArrangeForm(request.POST or None, initial=ArrangeForm.of(indicator))
    return _answered(
        request, form, indicator, _("使うか・どの ことばの しるしか"),
        lambda: indicators.arrange(indicator=indicator, **form.cleaned_data, by=request.actor, at=request.at),
        _("ほぞんしました。"),
    )  # fmt: skip


@doors.desk
@require_http_methods(FORMS)
def desk_figure_earlier(request: Request, code: str) -> HttpResponse:
    indicator = _writable(request, code)
    form = EarlierForm(request.POST or None)
    return _answered(
        request, form, indicator, _("まえの 年の 数を 書きうつす"),
        lambda: earlier.note(indicator=indicator, **form.cleaned_data, by=request.actor, at=request.at),
        _("公表値として 書きうつしました。"),
    )  # fmt: skip


def _writable(request: Request, code: str) -> Indicator:
    require(request, P.REPORTS_WRITE)
    return find(code)


def _target_of(indicator: Indicator, asked: str, this: int) -> dict[str, object]:
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else this
    row = indicator.targets.filter(nendo=year).first()
    return {"nendo": year, "value": row.value, "words": row.words} if row else {"nendo": year}


def _answered(
    request: Request, form: Form, indicator: Indicator, heading: str, deed: Callable[[], object], thanks: str
) -> HttpResponse:
    if (
        request.method == "POST"
        and form.is_valid()
        and done(request, deed, thanks=thanks, form=form) is not None
    ):
        return redirect("reports:desk_figure", indicator.code)
    here = reverse("reports:desk_figure", args=[indicator.code])
    way = ((_("しるし"), reverse("reports:desk_figures")), (indicator.title, here), (heading, ""))
    context = {
        "form": form, "indicator": indicator, "heading": heading, "back": here,
        "pages": pages(request, "desk_figures"), "crumbs": crumbs(*way),
    }  # fmt: skip
    return render(request, "reports/figures/form.html", context)
