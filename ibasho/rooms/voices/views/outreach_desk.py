"""Planning where to go, saying that it was done, and the list on paper."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ports import pdf
from ibasho.base.ui import doors, papers
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.actions import outreach as actions
from ibasho.rooms.voices.forms.heard import PlanForm
from ibasho.rooms.voices.models import Outreach
from ibasho.rooms.voices.queries import outreach_paper
from ibasho.rooms.voices.views.desk_pages import crumbs, pages
from ibasho.town.people.permissions import Permission


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: Request) -> HttpResponse:
    """By one press from the list (everything is filled in), or by the form: a school gate, a market."""
    policies.require(request.actor, Permission.VOICES_READ, at=request.at)
    asked = request.POST if request.method == "POST" else None
    start = {name: request.GET[name] for name in ("hearing", "district", "stage") if name in request.GET}
    form = PlanForm(asked, today=clock.day(request.at), initial=start)
    if asked is not None and form.is_valid():
        hearing, going = form.cleaned_data["hearing"], form.going()
        made = done(
            request, lambda: actions.plan(hearing=hearing, going=going, by=request.actor, at=request.at),
            thanks=_("予定に 入れました。"), form=form,
        )  # fmt: skip
        if made is not None:
            return redirect(_back())
    context = {
        "form": form, "pages": pages("desk_heard", request),
        "crumbs": crumbs((_("だれに きいたか"), reverse("voices:desk_heard")), (_("ききに 行く 予定"), "")),
    }  # fmt: skip
    return render(request, "voices/heard/plan.html", context)


@doors.desk
@require_POST
def outreach_do(request: Request, outreach_id: int) -> HttpResponse:
    """`do`: done, drop, resume."""
    policies.require(request.actor, Permission.VOICES_READ, at=request.at)
    found = Outreach.objects.filter(pk=outreach_id).first()
    verbs = {"done": actions.done, "drop": actions.drop, "resume": actions.resume}
    verb = verbs.get(request.POST.get("do", ""))
    if found is None or verb is None:
        raise Http404
    thanks = {
        "done": _("「行った」に しました。"),
        "drop": _("やめました。もどすことも できます。"),
        "resume": _("予定に もどしました。"),
    }
    done(
        request,
        lambda: verb(outreach=found, by=request.actor, at=request.at),
        thanks=thanks[request.POST["do"]],
    )
    return redirect(_back())


@doors.desk
@require_safe
def outreach_paper_page(request: Request) -> HttpResponse:
    """A4 to take along: where, when, to whom."""
    policies.require(request.actor, Permission.VOICES_READ, at=request.at)
    today = clock.day(request.at)
    made = pdf.render("voices/pdf/outreach.typ", outreach_paper.paper(today))
    return papers.answer(made, f"kikini-iku-{today:%Y%m%d}", inline=True)


def _back() -> str:
    return reverse("voices:desk_heard") + "#plans"
