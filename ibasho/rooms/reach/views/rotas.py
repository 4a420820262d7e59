"""出張開設 at the desk: all rotas and the month's visits, one rota, making one, its words, poster and events."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.reach.actions import rotas as actions
from ibasho.rooms.reach.forms.mobile import FromPlanForm, RhythmForm, RotaForm, RotaWordsForm, SpanForm
from ibasho.rooms.reach.models import Candidate, Plan, Rota
from ibasho.rooms.reach.queries import rotas as queries
from ibasho.rooms.reach.rules import news
from ibasho.rooms.reach.rules import rota as rules
from ibasho.rooms.reach.rules.rota import Laid, Turn
from ibasho.rooms.reach.views.seeing import may_plan, planning, reading, seen_with
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Event
from ibasho.town.places.rules.calendar import Month

visiting = seen_with(Permission.REACH_VISIT)
Crumbs = list[tuple[str, str]]


def may_visit(request: Request) -> bool:
    return people.may(request.actor, Permission.REACH_VISIT, day=clock.day(request.at))


@doors.desk
@reading
@require_safe
def rotas(request: Request) -> HttpResponse:
    """What has to be done, the month, and the rotas."""
    today = clock.day(request.at)
    context = {
        "unwritten": list(queries.unwritten(request.at)),
        "unpaired": list(queries.unpaired(today)),
        "rotas": list(queries.rotas(today)),
        "plans": list(queries.plans_for_rotas()),
        **_month(request, None),
        "may_plan": may_plan(request),
        "may_visit": may_visit(request),
    }
    return render(request, "reach/mobile/rotas.html", context)


def _month(request: Request, rota: Rota | None) -> dict[str, Any]:
    """The month asked for (`?month=2026-11`), or this one: for a rota that is not running, its first or last."""
    today = clock.day(request.at)
    near = max(min(today, rota.last), rota.first) if rota else today
    month = Month.parse(request.GET.get("month", "")) or Month.of(near)
    found = queries.visits(month.first, month.last, rota)
    return {
        "month": month,
        "weeks": queries.calendar(month, today, found),
        "before": month.plus(-1),
        "after": month.plus(1),
        "empty": not found.exists(),
    }


@doors.desk
@reading
@require_safe
def rota(request: Request, public_id: str) -> HttpResponse:
    """One rota as a month or as a list, and everything one does with it."""
    found, today = _find(public_id), clock.day(request.at)
    as_list = request.GET.get("as") != "month"
    visits = list(queries.visits(found.first, found.last, found))
    here = reverse("reach:rota", args=[public_id])
    context = {
        "rota": found, "as_list": as_list, "today": today,
        "coming": [one for one in visits if one.day >= today], "past": [one for one in visits if one.day < today],
        "unpaired": sum(one.state == "planned" and one.day >= today and not one.second_staff for one in visits),
        "events": actions.announced(found),
        "unannounced": sum(one.event_id is None and one.state == "planned" and one.day >= today for one in visits),
        "tabs": [(_("一覧"), here, as_list), (_("カレンダー"), f"{here}?as=month", not as_list)],
        **({} if as_list else _month(request, found)),
        "may_plan": may_plan(request), "may_visit": may_visit(request),
        "removable": all(one.state == "planned" and one.event_id is None for one in visits),
        "crumbs": _crumbs(found.title),
    }  # fmt: skip
    return render(request, "reach/mobile/rota.html", context)


@doors.desk
@planning
@require_http_methods(["GET", "HEAD", "POST"])
def rota_new(request: Request) -> HttpResponse:
    """By hand: one hall and its rhythm; first looked at, then made."""
    form = RotaForm(request.POST or None, today=clock.day(request.at))
    title = _("出張の予定を つくる")

    def make() -> HttpResponse:
        made = actions.make(
            title=form.cleaned_data["title"],
            turns=[form.turn],
            **_span(form),
            by=request.actor,
            at=request.at,
        )
        return _made(request, made)

    return _looked_at(request, form, lambda: [form.turn], make, title, _crumbs(title))


@doors.desk
@planning
@require_http_methods(["GET", "HEAD", "POST"])
def rota_add(request: Request, public_id: str) -> HttpResponse:
    """Another hall or rhythm for a rota that stands."""
    found = _find(public_id)
    form = RhythmForm(request.POST or None, today=clock.day(request.at))
    title = _("会場と 日を たす")

    def make() -> HttpResponse:
        made = actions.extend(rota=found, turns=[form.turn], **_span(form), by=request.actor, at=request.at)
        return _made(request, made)

    crumbs = [*_crumbs(found.title, reverse("reach:rota", args=[public_id])), (title, "")]
    return _looked_at(request, form, lambda: [form.turn], make, title, crumbs)


@doors.desk
@planning
@require_http_methods(["GET", "HEAD", "POST"])
def rota_from_plan(request: Request, public_id: str) -> HttpResponse:
    """From what a mobile plan chose."""
    plan = get_object_or_404(Plan, public_id=public_id, kind=Plan.Kind.MOBILE)
    initial = {"title": plan.title, "every": queries.cycle_of(plan)}
    form = FromPlanForm(request.POST or None, today=clock.day(request.at), initial=initial)
    title = _("計画から 出張の予定を つくる")

    def make() -> HttpResponse:
        given = form.cleaned_data
        made = actions.make_from_plan(
            plan=plan,
            title=given["title"],
            every=given["every"],
            **_span(form),
            by=request.actor,
            at=request.at,
        )
        return _made(request, made)

    def turns() -> list[Turn]:
        return queries.turns_of(plan, form.cleaned_data["every"])

    return _looked_at(request, form, turns, make, title, _crumbs(title), plan=plan)


def _span(form: SpanForm) -> dict[str, Any]:
    return {"first": form.cleaned_data["first"], "last": form.cleaned_data["last"]}


def _looked_at(
    request: Request,
    form: SpanForm,
    turns: Callable[[], list[Turn]],
    make: Callable[[], HttpResponse],
    title: str,
    crumbs: Crumbs,
    **more: Any,
) -> HttpResponse:
    """The days are shown before anything is written; the second button makes them."""
    laid: Laid | None = None
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("step") == "make":
                return make()
            laid = queries.looked_at(turns(), **_span(form))
        except DomainError as error:
            form.refuse(error)
    halls = (
        dict(Candidate.objects.filter(pk__in={one.hall for one in laid.visits}).values_list("pk", "name"))
        if laid
        else {}
    )
    context = {
        "form": form, "title": title, "crumbs": crumbs, "laid": laid,
        "days": [(one, halls.get(one.hall, "")) for one in laid.visits] if laid else [],
        "skipped": rules.skipped_words(laid.skipped, shown=40) if laid else "", **more,
    }  # fmt: skip
    return render(request, "reach/mobile/make.html", context)


def _made(request: Request, made: actions.Made) -> HttpResponse:
    words = _("%(n)s回の 予定を つくりました。") % {"n": len(made.laid.visits)}
    if made.laid.skipped:
        words += _("ぬけた日：%(days)s。") % {"days": rules.skipped_words(made.laid.skipped)}
    messages.success(request, words)
    return redirect("reach:rota", public_id=made.rota.public_id)


@doors.desk
@visiting
@require_http_methods(["GET", "HEAD", "POST"])
def rota_edit(request: Request, public_id: str) -> HttpResponse:
    found = _find(public_id)
    form = RotaWordsForm(request.POST or None, rota=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(rota=found, **form.cleaned_data, by=request.actor, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("書きこみました。"))
            return redirect("reach:rota", public_id=public_id)
    here = reverse("reach:rota", args=[public_id])
    context = {
        "form": form,
        "rota": found,
        "usual": news.DESCRIPTION,
        "crumbs": [*_crumbs(found.title, here), (_("直す"), "")],
    }
    return render(request, "reach/mobile/rota_edit.html", context)


@doors.desk
@reading
@require_safe
def rota_news(request: Request, public_id: str) -> HttpResponse:
    """Texts to copy for 広報 and LINE, the posters, and how far the announcement is."""
    found, today = _find(public_id), clock.day(request.at)
    stands, events = queries.stands(found, today), actions.announced(found)
    shown = [event for event in events if event.state == Event.State.PUBLISHED]
    address = (
        _public(shown[0])
        if len(shown) == 1
        else settings.PUBLIC_URL + reverse("places:events")
        if shown
        else ""
    )
    context = {
        "rota": found, "stands": stands, "events": events, "shown": shown,
        "drafts": [event for event in events if event.state != Event.State.PUBLISHED],
        "paper": news.for_paper(found.title, found.announcement, stands, _sender()) if stands else "",
        "line": news.for_line(found.title, stands, _sender(), address) if stands else "",
        "unannounced": queries.coming(found, today).filter(event__isnull=True).count(),
        "may_visit": may_visit(request),
        "may_publish": people.may(request.actor, Permission.PLACES_APPROVE, day=today),
        "crumbs": [*_crumbs(found.title, reverse("reach:rota", args=[public_id])), (_("お知らせ"), "")],
    }  # fmt: skip
    return render(request, "reach/mobile/news.html", context)


def _sender() -> news.Sender:
    city = settings.IBASHO_CITY
    return news.Sender(city.get("name", ""), city.get("department", ""), city.get("phone", ""))


def _public(event: Event) -> str:
    return str(settings.PUBLIC_URL + reverse("places:event", args=[event.public_id]))


@doors.desk
@reading
@require_safe
def rota_poster(request: Request, public_id: str) -> HttpResponse:
    """One sheet of A4 for each hall, with a QR to its page where it is published."""
    found, today = _find(public_id), clock.day(request.at)
    coming = list(queries.coming(found, today))
    sheets = []
    for hall in dict.fromkeys(one.hall_id for one in coming):
        rows = [one for one in coming if one.hall_id == hall]
        event = next(
            (one.event for one in rows if one.event and one.event.state == Event.State.PUBLISHED), None
        )
        stand = queries.stands_of(rows)[0]
        sheets.append({
            "hall": rows[0].hall, "lines": news.days_words(stand.days), "next": rows[0],
            "qr": _qr(_public(event)) if event else "", "address": _public(event) if event else "",
        })  # fmt: skip
    context = {
        "rota": found,
        "sheets": sheets,
        "words": found.announcement or news.DESCRIPTION,
        "back": reverse("reach:rota_news", args=[public_id]),
    }
    return render(request, "reach/mobile/poster.html", context)


def _qr(address: str) -> str:
    code = segno.make(address, error="q", micro=False, boost_error=False)
    svg = code.svg_inline(scale=1, border=2, omitsize=True, svgclass="poster__code", lineclass=None)
    return mark_safe(svg)  # noqa: S308 - made by segno from our own address


@doors.desk
@visiting
@require_POST
def rota_announce(request: Request, public_id: str) -> HttpResponse:
    found, city = _find(public_id), _sender()
    return _done(
        request,
        lambda: actions.announce(
            rota=found,
            organiser=f"{city.city} {city.department}",
            phone=city.phone,
            by=request.actor,
            at=request.at,
        ),
        _("「もよおし」に 下書きを つくりました。公開すると こどものページと カレンダーに のります。"),
        public_id,
    )


@doors.desk
@visiting
@require_POST
def rota_publish(request: Request, public_id: str) -> HttpResponse:
    found = _find(public_id)
    people.require_seen(request.actor, Permission.PLACES_APPROVE, day=clock.day(request.at))
    return _done(
        request,
        lambda: actions.publish(rota=found, by=request.actor, at=request.at),
        _("公開しました。"),
        public_id,
    )


def _done(request: Request, deed: Callable[[], object], words: str, public_id: str) -> HttpResponse:
    try:
        deed()
    except DomainError as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, words)
    return redirect("reach:rota_news", public_id=public_id)


@doors.desk
@planning
@require_http_methods(["GET", "HEAD", "POST"])
def rota_remove(request: Request, public_id: str) -> HttpResponse:
    found = _find(public_id)
    if request.method == "POST":
        try:
            actions.remove(rota=found, by=request.actor, at=request.at)
        except DomainError as error:
            messages.warning(request, error.message)
            return redirect("reach:rota", public_id=public_id)
        messages.success(request, _("「%(title)s」を 消しました。") % {"title": found.title})
        return redirect("reach:rotas")
    context = {
        "heading": _("「%(title)s」を 消しますか") % {"title": found.title}, "tone": "danger", "submit": _("消す"),
        "text": _("%(n)s回の 予定も いっしょに 消えます。お知らせは まだ していません。") % {"n": found.visits.count()},
        "cancel": reverse("reach:rota", args=[public_id]),
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


def _find(public_id: str) -> Rota:
    return get_object_or_404(Rota.objects.select_related("plan"), public_id=public_id)


def _crumbs(title: str, href: str = "") -> Crumbs:
    return [(_("出張開設"), reverse("reach:rotas")), (title, href)]
