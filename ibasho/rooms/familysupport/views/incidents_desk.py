"""できごと at the adviser's desk: what waits, both sides' words, whom it was told, the end."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.errors import DomainError, Invalid
from ibasho.base.ports import pdf
from ibasho.base.ui import doors, exports, papers
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.actions import incidents as actions
from ibasho.rooms.familysupport.forms import figures as forms
from ibasho.rooms.familysupport.models import Incident, Member, Visit
from ibasho.rooms.familysupport.queries import centre as centres
from ibasho.rooms.familysupport.queries import incident_paper as paper
from ibasho.rooms.familysupport.queries import incidents as queries
from ibasho.rooms.familysupport.queries.months import unprotected
from ibasho.rooms.familysupport.rules import incidents as rules
from ibasho.rooms.familysupport.rules.incidents import Told
from ibasho.rooms.familysupport.rules.kinds import Side
from ibasho.rooms.familysupport.views.desk_pages import crumbs, pages
from ibasho.rooms.familysupport.views.looking import noted
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]


@doors.desk
@require_safe
def incidents(request: Request) -> HttpResponse:
    policies.require(request.actor, Permission.SUPPORT_ADVISE, at=request.at)
    form = forms.IncidentFilter(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = list(queries.listed(open_only=asked.get("state") != "all", kind=asked.get("kind", "")))
    if exports.wanted(request):
        people = [
            one for row in rows if row.visit for one in (row.visit.request.member, row.visit.provider) if one
        ]
        open_to_all = unprotected(people, day=clock.day(request.at))
        return exports.answer(request, _table(rows, open_to_all), f"dekigoto-{clock.day(request.at):%Y%m%d}")
    context = {
        "pages": pages("desk_incidents", request), "crumbs": crumbs((_("できごと"), "")), "form": form,
        "table": _table(rows), "total": len(rows), "due": _waits(request, list(queries.listed(open_only=True))),
    }  # fmt: skip
    return render(request, "familysupport/figures/incidents.html", context)


def _waits(request: Request, rows: list[Incident]) -> list[tuple[Incident, rules.Due, bool]]:
    today = clock.day(request.at)
    found = [(row, waits, waits.is_late(today)) for row, many in queries.due_of(rows) for waits in many]
    return sorted(found, key=lambda one: (one[1].by is None, one[1].by or today))


def _table(rows: list[Incident], seen: Collection[int] | None = None) -> Table:
    """`seen`: in a file, which leaves the house, members whose name may stand; the name of who is protected stays blank."""

    def name(member: Member | None) -> str:
        return member.name if member and (seen is None or member.pk in seen) else ""

    columns = [
        Column(_("おきた日"), lambda one: f"{clock.day(one.happened_at):%Y-%m-%d}", href=lambda one: address(one)),
        Column(_("種類"), lambda one: one.get_kind_display()),
        Column(_("依頼会員"), lambda one: name(one.visit.request.member) if one.visit else ""),
        Column(_("提供会員"), lambda one: name(one.visit.provider) if one.visit else ""),
        Column(_("ことば"), lambda one: one.heard, number=True),
        Column(_("のこり"), lambda one: left(one)),
    ]  # fmt: skip
    return Table(gettext_lazy("できごと"), columns, rows)


def left(one: Incident) -> str:
    """What is still to do, in words."""
    if one.closed_at is not None:
        return _("おわり")
    return "、".join(waits.words for waits in rules.due(queries.standing(one))) or _("確かめて おわりに する")


def address(one: Incident) -> str:
    return f"/desk/support/incidents/{one.public_id}/"


@doors.desk
@require_http_methods(FORMS)
def incident_new(request: Request) -> HttpResponse:
    """`?visit=` where it is about one activity."""
    policies.require(request.actor, Permission.SUPPORT_ADVISE, at=request.at)
    centre = centres.centre()
    if centre is None:
        messages.error(request, _("さきに センターを 設定してください。"))
        return redirect("familysupport:desk_incidents")
    recent = queries.recent_visits(request.at)
    choices = [(one.public_id, visit_words(one)) for one in recent]
    start = {"visit": request.GET.get("visit", ""), "day": clock.day(request.at)}
    form = forms.IncidentForm(request.POST or None, initial=start, visits=choices)
    if request.method == "POST" and form.is_valid():
        about = next((one for one in recent if one.public_id == form.cleaned_data.get("visit")), None)
        made = done(
            request,
            lambda: actions.write(centre=centre, visit=about, told=form.told(), by=request.actor, at=request.at),
            thanks=_("書きました。両方の ことばを 聞いて 書きたしてください。"), form=form,
        )  # fmt: skip
        if made is not None:
            return redirect(address(made))
    context = {
        "form": form, "back": "/desk/support/incidents/", "heading": _("できごとを 書く"),
        "crumbs": crumbs((_("できごと"), "/desk/support/incidents/"), (_("書く"), "")),
    }  # fmt: skip
    return render(request, "familysupport/figures/form.html", context)


def visit_words(visit: Visit) -> str:
    helper = visit.provider.name if visit.provider else "－"
    return f"{wareki.day_label(visit.day)} {clock.time_label(clock.jst(visit.starts_at).time())} {visit.request.member.name} → {helper}"


def find(request: Request, public_id: str, *, about_centre: bool = False) -> Incident:
    """An incident that this person reads; 404 for everybody else, and behind the other list's address."""
    found = queries.one(public_id)
    if found is None or found.about_centre != about_centre:
        raise Http404
    policies.require(request.actor, queries.reader(found), at=request.at)
    if found.visit is not None:
        noted(request, found.visit.request.member, found.visit.provider)
    return found


@doors.desk
@require_safe
def incident(request: Request, public_id: str) -> HttpResponse:
    found = find(request, public_id)
    today, here = clock.day(request.at), address(found)
    context = {
        "incident": found, "here": here, "do": f"{here}do/", "sides": _sides(found), "today": today,
        "due": [(one, one.is_late(today)) for one in rules.due(queries.standing(found))],
        "told": _told(found), "heard_form": forms.HeardForm(auto_id="heard-%s"),
        "told_form": forms.ToldForm(initial={"day": today}), "visit": visit_words(found.visit) if found.visit else "",
        "policy": centres.policy_on(found.centre, clock.day(found.happened_at)),
        "crumbs": crumbs((_("できごと"), "/desk/support/incidents/"), (wareki.day_label(clock.day(found.happened_at)), "")),
    }  # fmt: skip
    return render(request, "familysupport/figures/incident.html", context)


def _sides(found: Incident) -> list[tuple[str, list[object]]]:
    """What each side said, the silent ones too: whoever has not been heard is seen at once."""
    notes = list(queries.notes(found))
    return [(side.label, [one for one in notes if one.side == side.value]) for side in Side]


def _told(found: Incident) -> list[tuple[str, str, object]]:
    """(who, words, day) of what was told already."""
    named = {
        Told.INSURER: _("保険会社に 知らせた日"), Told.STATE: _("国に 報告した日（第1報）"),
        Told.STATE_SECOND: _("国に 報告した日（第2報）"),
    }  # fmt: skip
    rows = [(who.value, words, getattr(found, rules.FIELD[who])) for who, words in named.items()]
    return [row for row in rows if row[2] is not None]


@doors.desk
@require_http_methods(FORMS)
def incident_change(request: Request, public_id: str) -> HttpResponse:
    found = find(request, public_id)
    form = forms.IncidentForm(request.POST or None, initial=forms.known(found))
    if request.method == "POST" and form.is_valid():
        made = done(
            request,
            lambda: actions.change(incident=found, told=form.told(), by=request.actor, at=request.at),
            thanks=_("直しました。"),
            form=form,
        )
        if made is not None:
            return redirect(address(found))
    context = {
        "form": form, "back": address(found), "heading": _("できごとを 直す"),
        "crumbs": crumbs((_("できごと"), "/desk/support/incidents/"), (_("直す"), "")),
    }  # fmt: skip
    return render(request, "familysupport/figures/form.html", context)


@doors.desk
@require_POST
def incident_do(request: Request, public_id: str) -> HttpResponse:
    """聞いた, 知らせた, もどす, おわりに する, 開きなおす."""
    found = find(request, public_id)
    try:
        words = _deed(request, found)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, words)
    return redirect(address(found))


def _deed(request: Request, found: Incident) -> str:
    """Does what was asked and gives the words of thanks."""
    asked, by, at = request.POST.get("do", ""), request.actor, request.at
    if asked == "hear":
        return _hear(request, found)
    if asked in ("told", "untold"):
        return _mark(request, found, told=asked == "told")
    if asked == "close":
        actions.close(incident=found, by=by, at=at)
        return _("おわりに しました。開きなおすことも できます。")
    if asked == "reopen":
        actions.reopen(incident=found, by=by, at=at)
        return _("開きなおしました。")
    raise Http404


def _hear(request: Request, found: Incident) -> str:
    form = forms.HeardForm(request.POST)
    if not form.is_valid():
        raise Invalid("familysupport.incident_heard", _("だれの ことばかと、ことばを 入れてください。"))
    side, words = Side(form.cleaned_data["side"]), form.cleaned_data["words"]
    actions.hear(incident=found, side=side, words=words, by=request.actor, at=request.at)
    return _("書きたしました。")


def _mark(request: Request, found: Incident, *, told: bool) -> str:
    form = forms.ToldForm(request.POST)
    if request.POST.get("who") not in {one.value for one in Told}:
        raise Http404
    if told and not form.is_valid():
        raise Invalid("familysupport.told_day", _("知らせた日を 入れてください。"))
    day = form.cleaned_data["day"] if told else None
    who = Told(request.POST["who"])
    actions.mark_told(incident=found, who=who, day=day, by=request.actor, at=request.at)
    return _("知らせた日を 書きました。") if told else _("もどしました。")


@doors.desk
@require_safe
def incident_paper(request: Request, public_id: str) -> HttpResponse:
    """A4 for the report: facts, both sides' words, what was done."""
    found = find(request, public_id)
    made = pdf.render("familysupport/pdf/incident.typ", paper.report(found, clock.day(request.at)))
    return papers.answer(made, f"jiko-{clock.day(found.happened_at):%Y%m%d}")
