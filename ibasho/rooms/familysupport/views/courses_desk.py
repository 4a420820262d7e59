"""講習: what is planned, who was there, whose courses run out."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors, exports
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.familysupport.actions import courses as actions
from ibasho.rooms.familysupport.forms.courses import AttendanceForm, CourseForm
from ibasho.rooms.familysupport.models import Course
from ibasho.rooms.familysupport.queries import centre as centres
from ibasho.rooms.familysupport.queries import courses as queries
from ibasho.rooms.familysupport.queries.courses import Listed
from ibasho.rooms.familysupport.rules.courses import spent
from ibasho.rooms.familysupport.views.members_answers import (
    FORMS,
    answered,
    found_centre,
    no_centre,
    require,
    shown,
)

CURRENT = "desk_courses"


@doors.desk
@require_safe
def desk_courses(request: Request) -> HttpResponse:
    require(request)
    centre, today = centres.centre(), clock.day(request.at)
    if centre is None:
        return no_centre(request, CURRENT)
    rows = queries.listed(centre)
    table = _table(rows)
    if exports.wanted(request):
        return exports.answer(request, table, "koushuu")
    context = {
        "table": table, "total": len(rows), "wanting": queries.wanting(centre, today), "today": today,
        "to_write": [one.course for one in rows if one.is_unwritten(today)],
    }  # fmt: skip
    return shown(request, "courses.html", CURRENT, context, (_("講習"), ""))


def _table(rows: list[Listed]) -> Table:
    columns = [
        Column(_("題"), lambda row: row.course.title, href=lambda row: _address(row.course)),
        Column(_("日"), lambda row: row.course.held_on),
        Column(_("種類"), lambda row: row.course.get_kind_display()),
        Column(_("時間"), lambda row: spent(row.course.minutes)),
        Column(_("場所"), lambda row: row.course.where),
        Column(_("出席"), lambda row: _("とりやめ") if row.course.cancelled_at else row.heads, number=True),
    ]
    return Table(_("講習"), columns, rows)


@doors.desk
@require_http_methods(FORMS)
def desk_course_new(request: Request) -> HttpResponse:
    centre = found_centre(request)
    form = CourseForm(request.POST or None)
    words = {
        "heading": _("講習を 入れる"), "submit": _("入れる"),
        "text": _("これからの 講習も、すんだ 講習（消防署の 救命講習など）も 入れられます。"),
    }  # fmt: skip
    return answered(
        request, form, lambda: actions.plan(centre=centre, terms=form.terms(), by=request.actor, at=request.at),
        thanks=_("講習を 入れました。"), back=reverse("familysupport:desk_courses"), current=CURRENT, words=words,
        way=_to(),
    )  # fmt: skip


@doors.desk
@require_http_methods(FORMS)
def desk_course(request: Request, public_id: str) -> HttpResponse:
    """One course with its list to tick, from its day on."""
    course = _find(request, public_id)
    members = queries.attendants(course)
    form = AttendanceForm(
        request.POST or None, course=course, members=members, written=queries.minutes_of(course)
    )
    if request.method == "POST" and form.is_valid():
        thanks = _("出席を 入れました。")
        done(
            request,
            lambda: actions.attend(
                course=course, minutes=form.minutes(), shown=form.shown(), by=request.actor, at=request.at
            ),
            thanks=thanks, form=form,
        )  # fmt: skip
        if form.is_valid():
            return redirect(_address(course))
    context = {
        "course": course, "form": form, "rows": form.rows(), "spent": spent(course.minutes),
        "begun": course.held_on <= clock.day(request.at), "heads": course.taken.count(),
    }  # fmt: skip
    return shown(request, "course.html", CURRENT, context, *_to(), (course.title, ""))


@doors.desk
@require_http_methods(FORMS)
def desk_course_edit(request: Request, public_id: str) -> HttpResponse:
    course = _find(request, public_id)
    form = CourseForm(request.POST or None, course=course)
    return answered(
        request, form, lambda: actions.change(course=course, terms=form.terms(), by=request.actor, at=request.at),
        thanks=_("なおしました。"), back=_address(course), current=CURRENT,
        words={"heading": _("講習を なおす"), "submit": _("ほぞんする")},
        way=(*_to(), (course.title, _address(course))),
    )  # fmt: skip


@doors.desk
@require_POST
def desk_course_cancel(request: Request, public_id: str) -> HttpResponse:
    """Calls off, or takes that back."""
    course = _find(request, public_id)
    back = course.cancelled_at is not None
    deed = actions.reopen if back else actions.cancel
    thanks = (
        _("また ひらくことに しました。") if back else _("とりやめました。「もどす」で もとに もどせます。")
    )
    done(request, lambda: deed(course=course, by=request.actor, at=request.at), thanks=thanks)
    return redirect(_address(course))


def _find(request: Request, public_id: str) -> Course:
    require(request)
    found = queries.find(public_id)
    if found is None:
        raise Http404
    return found


def _address(course: Course) -> str:
    return reverse("familysupport:desk_course", args=[course.public_id])


def _to() -> tuple[tuple[str, str], ...]:
    return ((_("講習"), reverse("familysupport:desk_courses")),)
