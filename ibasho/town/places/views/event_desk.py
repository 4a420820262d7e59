"""Events behind the doors of groups and of the city: write, ask for publishing, publish, send back, call off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.ui import presses
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.base.ui.sides import Side
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places.actions import event_days
from ibasho.town.places.actions import events as actions
from ibasho.town.places.forms.event import DayForms, EventForm, WordsForm, day_forms
from ibasho.town.places.models import Event, Session
from ibasho.town.places.queries import events as queries
from ibasho.town.places.views.sides import Page, side

WRITES_MAX, WRITES_SECONDS = 120, 600
_write = limited("places.event", times=WRITES_MAX, seconds=WRITES_SECONDS)


@require_safe
def events(request: Request) -> HttpResponse:
    here = side(request)
    approves = _approves(request)
    context = {
        "here": here,
        "events": list(queries.editable(request.actor, request.at)[: queries.LIST_MAX]),
        "waiting": list(queries.to_approve()) if approves else [],
        "changed": list(queries.changed_since_seen()) if approves else [],
        "new_url": here.url("event_new"),
    }
    return render(request, "places/event_list.html", context)


@require_safe
def event(request: Request, public_id: str) -> HttpResponse:
    found, here = _editable(request, public_id), side(request)
    context = {
        "here": here,
        "event": found,
        "days": [(day, here.url("reception", session=day.session.pk)) for day in _all_days(found, request)],
        "groups": list(found.groups.order_by("pk")),
        "approves": _approves(request),
        "changed": bool(found.published_at and found.updated_at > found.published_at),
        "words": WordsForm(),
        "crumbs": _crumbs(here, found.title),
        "base": here.url("event", public_id=public_id),
    }
    return render(request, "places/event_staff.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@_write
def new(request: Request) -> HttpResponse:
    return _written(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@_write
def edit(request: Request, public_id: str) -> HttpResponse:
    return _written(request, _editable(request, public_id))


def _written(request: Request, found: Event | None) -> HttpResponse:
    here = side(request)
    form, days = _forms(request, found)
    if request.method == "POST" and form.is_valid() and days.is_valid():
        try:
            saved = _save(request, found, form, days)
        except (Invalid, Conflict) as error:
            form.refuse(error)
        else:
            messages.success(request, _("書きこみました。"))
            return redirect(here.url("event", public_id=saved.public_id))
    title = found.title if found else _("もよおしを 書く")
    context = {"here": here, "form": form, "days": days, "event": found, "crumbs": _crumbs(here, title)}
    return render(request, "places/event_edit.html", context)


def _forms(request: Request, found: Event | None) -> tuple[EventForm, DayForms]:
    day = clock.day(request.at)
    mine = people.organisations_of(request.actor, Permission.PLACES_EDIT, day=day)
    city = people.city_wide(request.actor, day=day) and request.actor.acting_for is None
    data = request.POST or None
    sessions = list(found.sessions.order_by("day", "starts", "pk")) if found else []
    return EventForm(data, organisations=mine, city=city, event=found), day_forms(data, sessions)


def _save(request: Request, found: Event | None, form: EventForm, days: DayForms) -> Event:
    told: dict[str, Any] = {
        "values": form.values, "days": days.written, "groups": form.groups_written,
        "by": request.actor, "at": request.at,
    }  # fmt: skip
    if found is not None:
        return actions.change(event=found, **told)
    return presses.once(request, lambda: actions.create(**told))


@require_POST
@_write
def submit(request: Request, public_id: str) -> HttpResponse:
    found = _editable(request, public_id)
    done = _("市に 送りました。公開されたら このページで わかります。")
    return _done(
        request, lambda: actions.submit(event=found, by=request.actor, at=request.at), done, public_id
    )


@require_POST
@_write
def publish(request: Request, public_id: str) -> HttpResponse:
    found = _to_approve(request, public_id)
    done = _("公開しました。")
    return _done(
        request, lambda: actions.publish(event=found, by=request.actor, at=request.at), done, public_id
    )


@require_POST
@_write
def send_back(request: Request, public_id: str) -> HttpResponse:
    found, words = _to_approve(request, public_id), request.POST.get("words", "")
    return _done(
        request,
        lambda: actions.send_back(event=found, words=words, by=request.actor, at=request.at),
        _("団体に もどしました。"),
        public_id,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@_write
def cancel(request: Request, public_id: str) -> HttpResponse:
    found = _editable(request, public_id)
    if request.method == "POST":
        reason = request.POST.get("words", "")
        return _done(
            request,
            lambda: actions.cancel(event=found, reason=reason, by=request.actor, at=request.at),
            _("中止にして、申しこんだ人に 知らせました。"),
            public_id,
        )
    days = [day for day in queries.coming_days(found, request.at) if not day.off]
    heading = _("「%(title)s」を 中止にしますか") % {"title": found.title}
    return _confirm(request, found, heading, sum(day.seats.taken + day.seats.waiting for day in days))


@require_http_methods(["GET", "HEAD", "POST"])
@_write
def call_off(request: Request, public_id: str, session: int) -> HttpResponse:
    found = _editable(request, public_id)
    row = _day_of(found, session)
    if request.method == "POST":
        reason = request.POST.get("words", "")
        return _done(
            request,
            lambda: event_days.call_off(session=row, reason=reason, by=request.actor, at=request.at),
            _("お休みにして、申しこんだ人に 知らせました。"),
            public_id,
        )
    seats = queries.day(row, request.at).seats
    heading = _("%(month)s月%(day)s日を お休みに しますか") % {"month": row.day.month, "day": row.day.day}
    return _confirm(request, found, heading, seats.taken + seats.waiting)


@require_POST
@_write
def restore(request: Request, public_id: str, session: int) -> HttpResponse:
    row = _day_of(_editable(request, public_id), session)
    return _done(
        request,
        lambda: event_days.restore(session=row, by=request.actor, at=request.at),
        _("お休みを 取り消しました。"),
        public_id,
    )


def _done(request: Request, deed: Callable[[], object], words: str, public_id: str) -> HttpResponse:
    try:
        deed()
    except (Invalid, Conflict) as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, words)
    return redirect(side(request).url("event", public_id=public_id))


def _confirm(request: Request, event: Event, heading: str, heads: int) -> HttpResponse:
    here = side(request)
    form = WordsForm(prefix=None)
    form.fields["words"].label = _("わけ（申しこんだ人に とどきます）")
    context = {
        "layout": here.layout, "heading": heading, "form": form, "tone": "danger", "submit": _("お休みに する"),
        "text": _("申しこんでいる %(n)s人に、メールか 電話で 知らせます。") % {"n": heads} if heads else "",
        "cancel": here.url("event", public_id=event.public_id),
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


def _editable(request: Request, public_id: str) -> Event:
    found = queries.editable(request.actor, request.at).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _to_approve(request: Request, public_id: str) -> Event:
    """For who decides: to whoever only writes, there is no such button."""
    if not _approves(request):
        raise Http404
    return _editable(request, public_id)


def _day_of(event: Event, session: int) -> Session:
    found = event.sessions.filter(pk=session).first()
    if found is None:
        raise Http404
    return found


def _all_days(event: Event, request: Request) -> list[queries.Day]:
    return queries.days(event.sessions.all(), request.at)


def _approves(request: Request) -> bool:
    return people.may(request.actor, Permission.PLACES_APPROVE, day=clock.day(request.at))


def _crumbs(here: Side, title: str) -> list[tuple[str, str]]:
    return [(_("もよおし"), here.url("events")), (title, "")]


PAGES: tuple[Page, ...] = (
    ("events/", events, "events"),
    ("events/new/", new, "event_new"),
    ("events/<slug:public_id>/", event, "event"),
    ("events/<slug:public_id>/edit/", edit, "event_edit"),
    ("events/<slug:public_id>/cancel/", cancel, "event_cancel"),
    ("events/<slug:public_id>/days/<int:session>/call-off/", call_off, "event_call_off"),
    ("events/<slug:public_id>/days/<int:session>/restore/", restore, "event_restore"),
    ("events/<slug:public_id>/submit/", submit, "event_submit"),
    ("events/<slug:public_id>/publish/", publish, "event_publish"),
    ("events/<slug:public_id>/send-back/", send_back, "event_send_back"),
)
