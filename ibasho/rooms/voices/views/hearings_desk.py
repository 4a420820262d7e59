"""The desk's list of hearings, and a new one from scratch or from one of those to start from."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.voices.actions import hearings as actions
from ibasho.rooms.voices.actions import starting
from ibasho.rooms.voices.forms.hearings import FindForm, HearingForm
from ibasho.rooms.voices.queries import hearings_desk as queries
from ibasho.rooms.voices.rules import templates_of_hearings as templates
from ibasho.rooms.voices.views import hearings_seeing as seeing

FORMS = ["GET", "HEAD", "POST"]


@doors.desk
@require_safe
def desk_hearings(request: Request) -> HttpResponse:
    """What is being asked, prepared, thought over, finished."""
    if not seeing.may(request, seeing.READ):
        raise Http404
    form = FindForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    groups = queries.groups(clock.day(request.at), text)
    context = {
        **seeing.of_list(request), "form": form, "groups": groups, "text": text,
        "found": any(group.cards for group in groups), "manages": seeing.may(request, seeing.MANAGE),
        "templates": templates.all_of_them(),
    }  # fmt: skip
    return render(request, "voices/hearings/list.html", context)


@doors.desk
@require_http_methods(FORMS)
def desk_hearing_new(request: Request) -> HttpResponse:
    """`?from=` names one to start from; without it one may still choose, or begin with an empty sheet."""
    if not seeing.may(request, seeing.MANAGE):
        raise Http404
    template = templates.find(request.GET.get("from", ""))
    today = clock.day(request.at)
    form = HearingForm(
        request.POST if request.method == "POST" else None,
        start=template.on(today) if template else {"opens_on": today},
    )
    if request.method == "POST" and form.is_valid():
        values = form.values()
        who: dict[str, Any] = {"by": request.actor, "at": request.at}
        made = done(
            request,
            lambda: (
                starting.start(template=template, values=values, **who)
                if template
                else actions.draft(values=values, **who)
            ),
            form=form,
        )
        if made is not None:
            messages.success(
                request, _("下書きが できました。下の「はじめるまでに」を 上から うめると はじめられます。")
            )
            return redirect("voices:desk_hearing", made.public_id)
    context = {
        **seeing.of_list(request, _("新しい回")), "form": form, "template": template,
        "templates": templates.all_of_them(), "cancel": reverse("voices:desk_hearings"),
    }  # fmt: skip
    return render(request, "voices/hearings/new.html", context)
