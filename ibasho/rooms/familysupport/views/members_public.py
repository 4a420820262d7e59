"""Family support for everybody: what it is, how to join, the application, and the form on paper."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.deeds import done
from ibasho.base.ui.doors import child, shared
from ibasho.base.ui.limits import limited
from ibasho.base.ui.papers import answer as pdf_file
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport.actions import applying
from ibasho.rooms.familysupport.forms.members import ApplyForm
from ibasho.rooms.familysupport.models import Centre, CentreRules
from ibasho.rooms.familysupport.queries import centre as queries
from ibasho.rooms.familysupport.queries import courses, member_papers

# A parents' evening may apply from one address; a machine may not go on for ever.
WRITES_MAX, PAPERS_MAX, SECONDS = 45, 60, 600
COURSES_MAX = 6


@child
@shared()
@require_safe
def about(request: Request) -> HttpResponse:
    centre, today = queries.centre(), clock.day(request.at)
    context: dict[str, Any] = {"centre": centre}
    if centre is not None:
        context |= _told(centre, request)
        context["courses"] = list(courses.coming(centre, today)[:COURSES_MAX])
        context["insured"] = queries.policy_on(centre, today) is not None
    return _page(request, "about.html", context)


@child
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("support.apply", times=WRITES_MAX, seconds=SECONDS)
def join(request: Request) -> HttpResponse:
    centre = _centre()
    told = _told(centre, request)
    rules, labels = told["rules"], told["labels"]
    form = ApplyForm(
        request.POST or None, centre=centre, labels=labels, age_min=rules.provider_age_min,
        today=clock.day(request.at),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        done(
            request,
            lambda: applying.apply(
                centre=centre, told=form.told(), public_id=form.public_id, by=Actor.public(), at=request.at
            ),
            form=form,
        )
        if form.is_valid():
            return redirect("familysupport:join_thanks")
    return _page(request, "join.html", {**told, "form": form, "promises": member_papers.promises(rules)})


@child
@require_safe
def join_thanks(request: Request) -> HttpResponse:
    """Says nothing of who applied: the address may be shared."""
    return _page(request, "join_thanks.html", {"centre": _centre()})


@child
@require_safe
@limited("support.papers", times=PAPERS_MAX, seconds=SECONDS, methods=("GET",))
def join_paper(request: Request) -> HttpResponse:
    """A4 to fill in by hand."""
    centre, today = _centre(), clock.day(request.at)
    made = member_papers.application(centre, queries.rules_on(centre, today), day=today)
    return pdf_file(made, _("ファミリーサポート申込書"), inline=True)


def _told(centre: Centre, request: Request) -> dict[str, Any]:
    found = queries.rules_on(centre, clock.day(request.at))
    return {"centre": centre, "rules": found or CentreRules(), "labels": queries.labels(found)}


def _centre() -> Centre:
    found = queries.centre()
    if found is None:
        raise Http404
    return found


def _page(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    """For grown-ups: without furigana."""
    return render(request, f"familysupport/members/{template}", {**context, "furigana": "off"})
