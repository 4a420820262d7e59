"""入口の 知らせ behind the family's door: the guardian's own number, and the switch that nobody else has."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse.actions import notices
from ibasho.rooms.openhouse.models import GuardianNotice
from ibasho.rooms.openhouse.queries import door as queries
from ibasho.town.people.models import Person

STEPS = ("on", "off", "remove")


@doors.family
@require_safe
def my_door(request: Request) -> HttpResponse:
    person = get_object_or_404(Person, pk=request.actor.person_id)
    context = {
        "number": person.public_id, "notices": queries.notices_of(person, clock.day(request.at)),
        "crumbs": [(_("マイページ"), "/my/"), (_("入口の 知らせ"), "")],
    }  # fmt: skip
    return render(request, "openhouse/door/family.html", context)


@doors.family
@require_POST
def my_door_step(request: Request, notice: int, step: str) -> HttpResponse:
    if step not in STEPS:
        raise Http404
    one = get_object_or_404(GuardianNotice, pk=notice, guardian_id=request.actor.person_id)
    if step == "remove":
        notices.remove(notice=one, by=request.actor, at=request.at)
        messages.success(request, _("知らせを なくしました。もう一度 はじめるときは、窓口で 確かめます。"))
    else:
        notices.switch(notice=one, on=step == "on", by=request.actor, at=request.at)
        words = _("つぎから 知らせます。こどもには タブレットの 目の しるしで わかります。")
        messages.success(request, words if step == "on" else _("知らせるのを 止めました。"))
    return redirect("openhouse:my_door")
