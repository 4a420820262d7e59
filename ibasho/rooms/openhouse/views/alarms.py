"""The city's page of safety, and the one tap that closes an area."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse.actions import alarms as actions
from ibasho.rooms.openhouse.forms.safety import AlarmForm
from ibasho.rooms.openhouse.models import Alarm
from ibasho.rooms.openhouse.queries import alarms as queries
from ibasho.rooms.openhouse.queries import disasters
from ibasho.rooms.openhouse.queries import incidents as incident_queries
from ibasho.rooms.openhouse.rules.kinds import AlarmKind
from ibasho.rooms.openhouse.views.safety_sides import DESK, FORMS, may_alarm, require_city
from ibasho.town.areas.queries import ground as areas
from ibasho.town.people.permissions import Permission


@doors.desk
@require_safe
def desk_safety(request: Request) -> HttpResponse:
    """What is shut now, what runs, what waits; and the doors to everything else."""
    require_city(request, Permission.OPENHOUSE_SAFETY)
    today = clock.day(request.at)
    names = _district_names(request)
    running = disasters.running()
    context = {
        "holding": [(one, _where(one, names)) for one in queries.holding(today)],
        "over": [(one, _where(one, names)) for one in queries.over(today)[:5]],
        "running": running,
        "silent": disasters.silent(running) if running else 0,
        "past": disasters.past()[:5],
        "open_incidents": incident_queries.seen(request.actor, request.at)
        .filter(closed_at__isnull=True)
        .count(),
        "due_sheets": incident_queries.due_sheets(incident_queries.sheet_places(), today).count(),
        "may_alarm": may_alarm(request),
        "crumbs": DESK.crumbs(),
    }
    return render(request, "openhouse/safety/desk.html", context)


@doors.desk
@require_http_methods(FORMS)
def desk_alarm_new(request: Request) -> HttpResponse:
    """GET with `look=1` shows what would close; the button below it does it."""
    require_city(request, Permission.OPENHOUSE_ALARM)
    districts = list(areas.named_districts(clock.day(request.at)))
    given = request.POST or (request.GET if "look" in request.GET else None)
    initial = {"kind": request.GET.get("kind", ""), "day": clock.day(request.at).isoformat()}
    form = AlarmForm(given or None, at=request.at, districts=districts, initial=initial)
    ready = form.is_bound and form.is_valid()
    if request.method == "POST" and ready and _sounded(request, form):
        return redirect(DESK.url("safety"))
    ready = ready and form.is_valid()
    context = {
        "form": form, "crumbs": DESK.crumbs((_("いっせいに お休みにする"), "")), "ready": ready,
        **(_look(request, form) if ready else {}),
    }  # fmt: skip
    return render(request, "openhouse/safety/alarm.html", context)


def _sounded(request: Request, form: AlarmForm) -> Alarm | None:
    told = form.cleaned_data
    return done(
        request,
        lambda: actions.sound(
            kind=AlarmKind(told["kind"]), title=told["title"], codes=told["district"], day=form.chosen_day(),
            by=request.actor, at=request.at,
        ),
        thanks=_("お休みにしました。ひとつの ボタンで もとに もどせます。"),
        form=form,
    )  # fmt: skip


def _look(request: Request, form: AlarmForm) -> dict[str, object]:
    """How many and which, before anything is done."""
    codes, day = form.cleaned_data["district"], form.chosen_day()
    places = list(queries.touched(codes, day, request.at))
    return {
        "places": places, "shown": places[: queries.SHOWN_MAX], "more": max(len(places) - queries.SHOWN_MAX, 0),
        "events": queries.events_of(codes, day), "day": day,
    }  # fmt: skip


@doors.desk
@require_POST
def desk_alarm_lift(request: Request, public_id: str) -> HttpResponse:
    require_city(request, Permission.OPENHOUSE_ALARM)
    alarm = Alarm.objects.filter(public_id=public_id).first()
    if alarm is None:
        raise Http404
    done(
        request,
        lambda: actions.lift(alarm=alarm, by=request.actor, at=request.at),
        thanks=_("ときました。この警報で お休みにした場所は もとに もどりました。"),
    )
    return redirect(DESK.url("safety"))


def _district_names(request: Request) -> dict[str, str]:
    return {one.code: one.name for one in areas.named_districts(clock.day(request.at))}


def _where(alarm: Alarm, names: dict[str, str]) -> str:
    return "・".join(names.get(code, code) for code in alarm.district_codes) or _("市内全部")
