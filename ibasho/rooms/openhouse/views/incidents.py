"""けが・ヒヤリハット・苦情: the register of a place behind its own door, and the city's behind the desk."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ports import pdf
from ibasho.base.ui import doors, exports
from ibasho.base.ui.deeds import done
from ibasho.base.ui.papers import answer as pdf_file
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.openhouse.actions import incidents as actions
from ibasho.rooms.openhouse.forms.safety import DeskIncidentForm, IncidentForm
from ibasho.rooms.openhouse.models import Incident
from ibasho.rooms.openhouse.queries import incidents as queries
from ibasho.rooms.openhouse.views.safety_sides import DESK, FORMS, OPS, Side, place_of, require_city
from ibasho.town.areas.stages import Stage
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

SAFETY = Permission.OPENHOUSE_SAFETY


@doors.operator
@require_safe
def ops_incidents(request: Request, public_id: str) -> HttpResponse:
    place = place_of(request, public_id, SAFETY)
    rows = queries.seen(request.actor, request.at).filter(place=place, about_staff=False)
    table = _table(list(rows), OPS)
    if exports.wanted(request):
        return exports.answer(request, table, _("けが・ヒヤリハット・苦情"))
    context = {
        "layout": OPS.layout, "table": table, "place": place, "new": OPS.url("incident_new", place.public_id),
        "crumbs": OPS.crumbs((place.name, "")),
    }  # fmt: skip
    return render(request, "openhouse/safety/incidents.html", context)


@doors.operator
@require_http_methods(FORMS)
def ops_incident_new(request: Request, public_id: str) -> HttpResponse:
    place = place_of(request, public_id, SAFETY)
    form = IncidentForm(request.POST or None, initial={"happened_at": clock.jst(request.at)})
    if request.method == "POST" and form.is_valid() and (row := _written(request, place, form)):
        if row.about_staff:
            messages.info(
                request, _("スタッフのことは 市に とどきました。市だけが 読むので、ここには のりません。")
            )
            return redirect(OPS.url("incidents", place.public_id))
        return redirect(OPS.url("incident", row.public_id))
    back = OPS.url("incidents", place.public_id)
    context = {
        "layout": OPS.layout, "form": form, "heading": _("書く"), "place": place, "back": back,
        "crumbs": OPS.crumbs((place.name, back), (_("書く"), "")),
    }  # fmt: skip
    return render(request, "openhouse/safety/incident_form.html", context)


def _written(request: Request, place: Place, form: IncidentForm) -> Incident | None:
    told = {name: form.cleaned_data[name] for name in actions.TOLD}
    return done(
        request,
        lambda: actions.write(place=place, told=told, by=request.actor, at=request.at),
        thanks=_("書きました。"),
        form=form,
    )


@doors.operator
@require_http_methods(FORMS)
def ops_incident(request: Request, public_id: str) -> HttpResponse:
    return _incident(request, public_id, OPS)


@doors.desk
@require_http_methods(FORMS)
def desk_incident(request: Request, public_id: str) -> HttpResponse:
    return _incident(request, public_id, DESK)


def _incident(request: Request, public_id: str, side: Side) -> HttpResponse:
    """One entry; `do` = close or reopen."""
    row = queries.find(public_id, request.actor, request.at)
    if request.method == "POST":
        deed, thanks = {
            "close": (actions.close, _("おわりにしました。「もどす」で とりけせます。")),
        }.get(request.POST.get("do", ""), (actions.reopen, _("もどしました。")))
        done(request, lambda: deed(incident=row, by=request.actor, at=request.at), thanks=thanks)
        return redirect(side.url("incident", row.public_id))
    facts = [(name, said) for name, said in queries.facts_of(row) if said]
    if exports.wanted(request):
        return exports.answer(request, _one_as_table(row), f"保険の紙_{row.public_id}")
    context = {
        "layout": side.layout, "row": row, "facts": facts, "edit": side.url("incident_edit", row.public_id),
        "paper": side.url("incident_paper", row.public_id), "crumbs": _crumbs(row, side),
    }  # fmt: skip
    return render(request, "openhouse/safety/incident.html", context)


@doors.operator
@require_http_methods(FORMS)
def ops_incident_edit(request: Request, public_id: str) -> HttpResponse:
    return _edit(request, public_id, OPS)


@doors.desk
@require_http_methods(FORMS)
def desk_incident_edit(request: Request, public_id: str) -> HttpResponse:
    return _edit(request, public_id, DESK)


def _edit(request: Request, public_id: str, side: Side) -> HttpResponse:
    row = queries.find(public_id, request.actor, request.at)
    form = IncidentForm(request.POST or None, instance=row)
    back = side.url("incident", row.public_id)
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in actions.TOLD}
        changed = done(
            request,
            lambda: actions.change(incident=row, told=told, by=request.actor, at=request.at),
            thanks=_("なおしました。"),
            form=form,
        )
        if changed is not None:
            hidden = changed.about_staff and side is OPS
            return redirect(side.url("safety") if hidden else back)
    context = {
        "layout": side.layout, "form": form, "heading": _("なおす"), "place": row.place, "back": back,
        "crumbs": [*_crumbs(row, side)[:-1], (row.public_id, back), (_("なおす"), "")],
    }  # fmt: skip
    return render(request, "openhouse/safety/incident_form.html", context)


@doors.operator
@require_safe
def ops_incident_paper(request: Request, public_id: str) -> HttpResponse:
    return _paper(request, public_id, OPS)


@doors.desk
@require_safe
def desk_incident_paper(request: Request, public_id: str) -> HttpResponse:
    return _paper(request, public_id, DESK)


def _paper(request: Request, public_id: str, side: Side) -> HttpResponse:
    """For the insurer: what we know, and lines for what is written by hand."""
    row = queries.find(public_id, request.actor, request.at)
    data = {"day": clock.day(request.at).isoformat(), "number": row.public_id, "place": row.place.name,
            "facts": [list(pair) for pair in queries.facts_of(row)]}  # fmt: skip
    try:
        made = pdf.render("openhouse/pdf/incident.typ", data)
    except DomainError as error:  # a letter the fonts lack
        messages.error(request, error.message)
        return redirect(side.url("incident", row.public_id))
    return pdf_file(made, f"保険の紙_{row.public_id}")


@doors.desk
@require_safe
def desk_incidents(request: Request) -> HttpResponse:
    """`?kind=`, `?open=1`."""
    require_city(request, SAFETY)
    rows, kind = queries.seen(request.actor, request.at), request.GET.get("kind", "")
    rows = rows.filter(kind=kind) if kind else rows
    only_open = request.GET.get("open") == "1"
    table = _table(list(rows.filter(closed_at__isnull=True) if only_open else rows), DESK)
    if exports.wanted(request):
        return exports.answer(request, table, _("けが・ヒヤリハット・苦情"))
    tabs = [(_("すべて"), "?", not only_open), (_("おわっていない"), "?open=1", only_open)]
    context = {
        "layout": DESK.layout, "table": table, "new": DESK.url("incident_new"), "tabs": tabs,
        "numbers": DESK.url("incident_numbers"), "crumbs": DESK.crumbs((_("けが・ヒヤリハット・苦情"), "")),
    }  # fmt: skip
    return render(request, "openhouse/safety/incidents.html", context)


@doors.desk
@require_http_methods(FORMS)
def desk_incident_new(request: Request) -> HttpResponse:
    """A complaint that reached the city by telephone."""
    require_city(request, SAFETY)
    form = DeskIncidentForm(request.POST or None, initial={"happened_at": clock.jst(request.at)})
    if (
        request.method == "POST"
        and form.is_valid()
        and (row := _written(request, form.cleaned_data["place"], form))
    ):
        return redirect(DESK.url("incident", row.public_id))
    back = DESK.url("incidents")
    context = {
        "layout": DESK.layout, "form": form, "heading": _("書く"), "back": back,
        "crumbs": DESK.crumbs((_("けが・ヒヤリハット・苦情"), back), (_("書く"), "")),
    }  # fmt: skip
    return render(request, "openhouse/safety/incident_form.html", context)


def _crumbs(row: Incident, side: Side) -> list[tuple[str, str]]:
    if side is OPS:
        return side.crumbs((row.place.name, side.url("incidents", row.place.public_id)), (row.public_id, ""))
    return side.crumbs((_("けが・ヒヤリハット・苦情"), side.url("incidents")), (row.public_id, ""))


def _table(rows: list[Incident], side: Side) -> Table:
    """Words of what happened stay on the entry's own page: a list is printed and carried about."""
    columns = [
        Column(_("番号"), lambda row: row.public_id, href=lambda row: side.url("incident", row.public_id)),
        Column(_("起きた時"), lambda row: f"{clock.jst(row.happened_at):%Y-%m-%d %H:%M}"),
        Column(_("種類"), lambda row: row.get_kind_display()),
        Column(_("場所"), lambda row: row.place.name),
        Column(_("どこで"), lambda row: row.where),
        Column(_("年代"), lambda row: Stage(row.stage).label if row.stage else ""),
        Column(_("ようす"), lambda row: _("おわった") if row.closed_at else _("まだ")),
    ]
    if side is DESK:
        columns.append(Column(_("だれが読むか"), lambda row: _("市だけ") if row.about_staff else ""))
    return Table(_("けが・ヒヤリハット・苦情"), columns, rows)


def _one_as_table(row: Incident) -> Table:
    columns = [Column(_("項目"), lambda pair: pair[0]), Column(_("内容"), lambda pair: pair[1])]
    return Table(_("保険の紙"), columns, list(queries.facts_of(row)))
