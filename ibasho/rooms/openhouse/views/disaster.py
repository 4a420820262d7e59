"""あいている居場所: the public page while a disaster runs, the places' one tap, the city's list."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse.actions import disasters as actions
from ibasho.rooms.openhouse.forms.safety import DisasterForm
from ibasho.rooms.openhouse.models import Disaster
from ibasho.rooms.openhouse.queries import disasters as queries
from ibasho.rooms.openhouse.rules.kinds import DisasterAnswer
from ibasho.rooms.openhouse.views.safety_sides import DESK, FORMS, may_alarm, place_of, require_city
from ibasho.town.people.permissions import Permission


@doors.child
@never_cache
@require_safe
def open_now(request: Request) -> HttpResponse:
    """Small and plain: it must come through a network that hardly works."""
    running = queries.running()
    context = {"running": running, "reports": queries.told(running) if running else []}
    return render(request, "openhouse/safety/open_now.html", context)


@doors.operator
@require_POST
def ops_disaster_answer(request: Request, public_id: str) -> HttpResponse:
    _answered(request, public_id, queries.running())
    return redirect("/ops/")


@doors.desk
@require_http_methods(FORMS)
def desk_disaster_begin(request: Request) -> HttpResponse:
    require_city(request, Permission.OPENHOUSE_ALARM)
    form = DisasterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = done(
            request,
            lambda: actions.begin(title=form.cleaned_data["title"], by=request.actor, at=request.at),
            thanks=_("はじめました。場所の人の ホームに 3つの ボタンが 出ています。"),
            form=form,
        )
        if made is not None:
            return redirect(DESK.url("disaster", made.public_id))
    context = {"form": form, "crumbs": DESK.crumbs((_("災害"), "")), "cancel": DESK.url("safety")}
    return render(request, "openhouse/safety/disaster_begin.html", context)


@doors.desk
@require_http_methods(FORMS)
def desk_disaster(request: Request, public_id: str) -> HttpResponse:
    """`do` = end or resume."""
    require_city(request, Permission.OPENHOUSE_SAFETY)
    found = _find(public_id)
    if request.method == "POST":
        ends = request.POST.get("do") == "end"
        deed = actions.end if ends else actions.resume
        thanks = (
            _("おわりにしました。まちがえたときは「もう一度 はじめる」。")
            if ends
            else _("もう一度 はじめました。")
        )
        require_city(request, Permission.OPENHOUSE_ALARM)
        done(request, lambda: deed(disaster=found, by=request.actor, at=request.at), thanks=thanks)
        return redirect(DESK.url("disaster", found.public_id))
    context = {
        "row": found, "all": queries.all_of(found), "answers": list(DisasterAnswer), "may_alarm": may_alarm(request),
        "crumbs": DESK.crumbs((found.title, "")),
    }  # fmt: skip
    return render(request, "openhouse/safety/disaster.html", context)


@doors.desk
@require_POST
def desk_disaster_answer(request: Request, public_id: str, place: str) -> HttpResponse:
    """What a place said on the telephone."""
    require_city(request, Permission.OPENHOUSE_SAFETY)
    found = _find(public_id)
    _answered(request, place, found)
    return redirect(DESK.url("disaster", found.public_id))


def _answered(request: Request, public_id: str, disaster: Disaster | None) -> None:
    place = place_of(request, public_id, Permission.OPENHOUSE_SAFETY)
    if disaster is None:
        messages.info(request, _("市が もう おわりにしました。答えなくて だいじょうぶです。"))
        return
    told = request.POST
    done(
        request,
        lambda: actions.answer(
            disaster=disaster, place=place, answer=told.get("answer", ""), words=told.get("words", ""),
            by=request.actor, at=request.at,
        ),
        thanks=_("「%(place)s」の ようすを 知らせました。かわったら もう一度 おしてください。") % {"place": place.name},
    )  # fmt: skip


def _find(public_id: str) -> Disaster:
    found = queries.find(public_id)
    if found is None:
        raise Http404
    return found
