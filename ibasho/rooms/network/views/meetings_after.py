"""当日, まとめ, 資料 and アンケート at the desk."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import deeds, doors
from ibasho.base.ui.charts import Bar, Chart, bars
from ibasho.base.ui.request import Request
from ibasho.rooms.network import policies
from ibasho.rooms.network.actions import attending, materials, minutes, surveying
from ibasho.rooms.network.forms.meetings import MaterialForm, MinutesForm, SurveyForm
from ibasho.rooms.network.models import Invitation, Meeting
from ibasho.rooms.network.queries import meetings as queries
from ibasho.rooms.network.queries.surveying import questions_of
from ibasho.rooms.network.rules import meetings as rules
from ibasho.rooms.network.rules import survey
from ibasho.rooms.network.views.material_files import answer
from ibasho.rooms.network.views.meetings_desk import FORMS, crumbs
from ibasho.town.people.permissions import Permission


@doors.desk
@require_http_methods(FORMS)
def attendance(request: Request, public_id: str) -> HttpResponse:
    """One big row a group: ticked, and how many came."""
    policies.require(request.actor, Permission.NETWORK_WRITE, at=request.at)
    meeting = queries.one(public_id)
    invited = queries.invitations(meeting)
    if request.method == "POST":
        came = {one.pk: _came(request, one.pk) for one in invited if _is_changed(request, one.pk)}
        done = deeds.done(
            request, lambda: attending.mark(meeting=meeting, came=came, by=request.actor, at=request.at),
            thanks=_("来た団体を 保存しました。"),
        )  # fmt: skip
        if done is not None:
            return redirect("network:desk_meeting", public_id)
    rows = [_row(request, one) for one in invited]
    page = {"meeting": meeting, "rows": rows, "crumbs": crumbs(meeting, (_("当日"), ""))}
    return render(request, "network/meetings/attendance.html", page)


def _row(request: Request, one: Invitation) -> tuple[Invitation, int, str]:
    """(invitation as it is shown, heads, what stood there when the page was opened)."""
    was = "" if one.came_heads is None else str(one.came_heads)
    if request.method == "POST":
        was = request.POST.get(f"was-{one.pk}", "")
        one.came_heads = _came(request, one.pk)
    return one, one.came_heads or one.heads or 1, was


def _is_changed(request: Request, key: int) -> bool:
    """Against what stood there when the page was opened: what somebody else ticked meanwhile is left alone."""
    was = request.POST.get(f"was-{key}", "")
    return _came(request, key) != (int(was) if was.isascii() and was.isdigit() and len(was) < 4 else 0)


def _came(request: Request, key: int) -> int:
    """Not ticked: nobody came. Ticked without a number that can be read: one."""
    if not request.POST.get(f"here-{key}"):
        return 0
    told = request.POST.get(f"heads-{key}", "")
    return int(told) if told.isascii() and told.isdigit() and 0 < len(told) < 4 else 1


@doors.desk
@require_http_methods(FORMS)
def minutes_page(request: Request, public_id: str) -> HttpResponse:
    policies.require(request.actor, Permission.NETWORK_WRITE, at=request.at)
    meeting = queries.one(public_id)
    lines = "\n".join(one.words for one in meeting.decisions.all())
    form = MinutesForm(request.POST or None, initial={"minutes": meeting.minutes, "decisions": lines})
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        done = deeds.done(
            request, lambda: _write(request, meeting, told), form=form, thanks=_("まとめを 保存しました。")
        )
        if done is not None:
            return redirect("network:desk_meeting", public_id)
    page = {"meeting": meeting, "form": form, "crumbs": crumbs(meeting, (_("まとめ"), ""))}
    return render(request, "network/meetings/minutes.html", page)


def _write(request: Request, meeting: Meeting, told: dict[str, str]) -> Meeting:
    decisions = rules.decisions_of(told["decisions"])
    return minutes.write(
        meeting=meeting, minutes=told["minutes"], decisions=decisions, by=request.actor, at=request.at
    )


@doors.desk
@require_http_methods(FORMS)
def materials_page(request: Request, public_id: str) -> HttpResponse:
    policies.require(request.actor, Permission.NETWORK_WRITE, at=request.at)
    meeting = queries.one(public_id)
    form = MaterialForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        made = deeds.done(
            request, lambda: _add(request, meeting, form), form=form, thanks=_("資料を のせました。")
        )
        if made is not None:
            return redirect("network:desk_meeting_materials", public_id)
    page = {"meeting": meeting, "form": form, "materials": meeting.materials.order_by("added_at", "pk")}
    return render(
        request, "network/meetings/materials.html", {**page, "crumbs": crumbs(meeting, (_("資料"), ""))}
    )


def _add(request: Request, meeting: Meeting, form: MaterialForm) -> object:
    told, by, at = form.cleaned_data, request.actor, request.at
    if told["url"]:
        return materials.add_link(meeting=meeting, title=told["title"], url=told["url"], by=by, at=at)
    data = told["file"].read(materials.BYTES_MAX + 1)
    return materials.add_file(meeting=meeting, title=told["title"], data=data, by=by, at=at)


@doors.desk
@require_safe
def material(request: Request, public_id: str, material_id: str) -> HttpResponse:
    policies.require(request.actor, Permission.NETWORK_READ, at=request.at)
    return answer(queries.one(public_id), material_id)


@doors.desk
@require_POST
def material_remove(request: Request, public_id: str, material_id: str) -> HttpResponse:
    policies.require(request.actor, Permission.NETWORK_WRITE, at=request.at)
    found = get_object_or_404(
        queries.one(public_id).materials.select_related("meeting"), public_id=material_id
    )
    deeds.done(
        request,
        lambda: materials.remove(material=found, by=request.actor, at=request.at),
        thanks=_("資料を 消しました。"),
    )
    return redirect("network:desk_meeting_materials", public_id)


@doors.desk
@require_http_methods(FORMS)
def survey_page(request: Request, public_id: str) -> HttpResponse:
    """The questions as long as nobody has answered; then the counts."""
    policies.require(request.actor, Permission.NETWORK_READ, at=request.at)
    meeting = queries.one(public_id)
    asked = questions_of(meeting)
    form = SurveyForm(request.POST or None, initial={"questions": survey.written(asked or survey.DEFAULT)})
    if form.is_bound:
        policies.require(request.actor, Permission.NETWORK_MANAGE, at=request.at)
        if form.is_valid() and deeds.done(
            request, lambda: _ask(request, meeting, form), form=form, thanks=_("アンケートを 保存しました。")
        ):
            return redirect("network:desk_meeting_survey", public_id)
    today = clock.day(request.at)
    results = queries.results(meeting, today)
    context = {
        "meeting": meeting, "form": form, "asked": asked, "replies": meeting.replies.count(), "least": survey.REPLIES_LEAST,
        "running": survey.is_running(meeting.day, today), "until": survey.open_until(meeting.day) if meeting.day else None,
        "results": [(one, _chart(one)) for one in results],
        "may_ask": policies.may(request.actor, Permission.NETWORK_MANAGE, at=request.at) and not meeting.replies.exists(),
        "crumbs": crumbs(meeting, (_("アンケート"), "")),
    }  # fmt: skip
    return render(request, "network/meetings/survey.html", context)


def _ask(request: Request, meeting: Meeting, form: SurveyForm) -> bool:
    surveying.ask(meeting=meeting, questions=form.asked(), by=request.actor, at=request.at)
    return True


def _chart(one: survey.Result) -> Chart | None:
    if not one.counts:
        return None
    return bars(
        one.question.text,
        [Bar(said, count) for said, count in one.counts],
        unit=_("団体"),
        label_head=_("こたえ"),
    )
