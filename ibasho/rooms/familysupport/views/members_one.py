"""One member: what comes next, what is missing, their children, courses and visits; and every step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.forms import Form
from ibasho.base.ui.papers import answer as pdf_file
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport.actions import members as actions
from ibasho.rooms.familysupport.forms.members import InterviewForm, KindForm, ParticularsForm, PauseForm
from ibasho.rooms.familysupport.models import CentreRules, Child, Member, Visit
from ibasho.rooms.familysupport.queries import centre as centres
from ibasho.rooms.familysupport.queries import courses, member_papers
from ibasho.rooms.familysupport.queries import members as queries
from ibasho.rooms.familysupport.queries.called import is_hidden
from ibasho.rooms.familysupport.rules import ages
from ibasho.rooms.familysupport.rules.courses import spent
from ibasho.rooms.familysupport.rules.kinds import MemberState
from ibasho.rooms.familysupport.rules.members import ENDED, JOINED, WAY, Step, possible
from ibasho.rooms.familysupport.views.members_answers import FORMS, answered, found_member, shown
from ibasho.town.areas import queries as areas

CURRENT = "desk_members"


@dataclass(frozen=True, slots=True)
class ChildLine:
    """`age` in words today; `why_not` today, `until`: the last day on which the child may be looked after."""

    child: Child
    age: str
    why_not: str
    until: date


@dataclass(frozen=True, slots=True)
class PastLine:
    visit: Visit
    helped: bool
    with_whom: str


@doors.desk
@require_safe
def desk_member(request: Request, public_id: str) -> HttpResponse:
    member, today = found_member(request, public_id), clock.day(request.at)
    then = centres.rules_on(member.centre, today) or CentreRules()
    there = queries.ready(member, today)
    checks = queries.checklist(member, there)
    context = {
        "member": member, "kind": centres.labels(then)[member.kind], "steps": possible(member.state),
        "way": _way(member.state), "ended": member.state in ENDED, "waits": member.state in ENDED and queries.is_unsettled(member), "joined": member.state in JOINED,
        "checks": checks, "complete": all(one.is_there for one in checks), "standing": there.standing,
        "spent": spent(there.standing.minutes) if there.standing else "", "today": today,
        "wanting": there.standing is not None and courses.runs_out(there.standing, today),
        "taken": [(one, spent(one.minutes)) for one in courses.of_member(member)], "children": _children(member, then, today),
        "provider": getattr(member, "provider", None) if member.helps else None,
        "ahead": queries.ahead(member, request.at), "past": _past(member),
        "protected": is_hidden(member, today),
        "district": areas.district(member.district_code, today) if member.district_code else None,
    }  # fmt: skip
    return shown(request, "one.html", CURRENT, context, *_to(member), (member.name, ""))


def _way(state: str) -> list[tuple[str, str]]:
    """Each step with "done", "now" or nothing."""
    order = [one.value for one in WAY]
    standing = MemberState.ACTIVE.value if state == MemberState.PAUSED else state
    place = order.index(standing) if standing in order else -1
    return [(one.label, "done" if at < place else "now" if at == place else "") for at, one in enumerate(WAY)]


def _children(member: Member, then: CentreRules, today: date) -> list[ChildLine]:
    return [
        ChildLine(
            one, ages.age_words(one.born_on, today),
            ages.allowed(one.born_on, today, days_min=then.child_days_min, years_max=then.child_years_max),
            ages.last_day(one.born_on, then.child_years_max),
        )
        for one in member.children.order_by("born_on", "pk")
    ]  # fmt: skip


def _past(member: Member) -> list[PastLine]:
    found = []
    for visit in queries.history(member):
        helped = visit.provider_id == member.pk
        other = visit.request.member if helped else visit.provider
        found.append(PastLine(visit, helped, other.name if other else ""))
    return found


@doors.desk
@require_http_methods(FORMS)
def desk_member_edit(request: Request, public_id: str) -> HttpResponse:
    member = found_member(request, public_id)
    form = ParticularsForm(request.POST or None, member=member, today=clock.day(request.at))
    words = {"heading": _("連絡先を なおす"), "submit": _("ほぞんする")}
    return _form(
        request, member, form, lambda: actions.change(member=member, values=form.values(), by=request.actor, at=request.at),
        _("なおしました。"), words,
    )  # fmt: skip


@doors.desk
@require_http_methods(FORMS)
def desk_member_interview(request: Request, public_id: str) -> HttpResponse:
    member = found_member(request, public_id)
    form = InterviewForm(request.POST or None, member=member, today=clock.day(request.at))
    words = {
        "heading": _("面談を 記録する"), "submit": _("ほぞんする"),
        "text": _("すんだことの 日だけを 入れます。まだのものは 空のままに してください。"),
    }  # fmt: skip
    return _form(
        request, member, form, lambda: actions.interview(member=member, **form.cleaned_data, by=request.actor, at=request.at),
        _("面談を 記録しました。"), words,
    )  # fmt: skip


@doors.desk
@require_http_methods(FORMS)
def desk_member_kind(request: Request, public_id: str) -> HttpResponse:
    member = found_member(request, public_id)
    labels = centres.labels(centres.rules_on(member.centre, clock.day(request.at)))
    form = KindForm(request.POST or None, member=member, labels=labels)
    words = {
        "heading": _("区分を かえる"), "submit": _("かえる"),
        "text": _("助ける側に なるには 講習が いります。会員番号は かわりません。"),
    }  # fmt: skip
    return _form(
        request, member, form, lambda: actions.change_kind(member=member, kind=form.chosen, by=request.actor, at=request.at),
        _("区分を かえました。"), words,
    )  # fmt: skip


@doors.desk
@require_http_methods(FORMS)
def desk_member_pause(request: Request, public_id: str) -> HttpResponse:
    member = found_member(request, public_id)
    ahead = queries.ahead(member, request.at)
    form = PauseForm(request.POST or None, member=member)
    kept = _("決まっている 活動が {n}件 あります。休みに しても のこります。").format(
        n=ahead.helping + ahead.asking
    )
    words = {
        "heading": _("しばらく 休む"), "submit": _("休みに する"),
        "text": kept if ahead.helping + ahead.asking else _("休みの あいだは、おねがいも 依頼も ありません。"),
    }  # fmt: skip
    return _form(
        request, member, form, lambda: actions.pause(member=member, **form.cleaned_data, by=request.actor, at=request.at),
        _("休みに しました。いつでも「また はじめる」で もどせます。"), words,
    )  # fmt: skip


def _form(
    request: Request, member: Member, form: Form, deed: Callable[[], Any], thanks: str, words: dict[str, Any]
) -> HttpResponse:
    back = _address(member)
    return answered(
        request, form, deed, thanks=thanks, back=back, current=CURRENT, words=words,
        way=(*_to(member), (member.name, back)),
    )  # fmt: skip


_STEPS: dict[str, tuple[Callable[..., Any], Any]] = {
    Step.JOIN: (actions.join, gettext_lazy("入会しました。会員番号が つきました。")),
    Step.BACK: (actions.step_back, gettext_lazy("ひとつ もどしました。")),
    Step.COME_BACK: (actions.come_back, gettext_lazy("また はじめました。")),
    Step.RETURN: (actions.take_back, gettext_lazy("とりけしました。もとの段階に もどりました。")),
}


@doors.desk
@require_POST
def desk_member_step(request: Request, public_id: str, step: str) -> HttpResponse:
    member = found_member(request, public_id)
    if step not in _STEPS:
        raise Http404
    deed, thanks = _STEPS[step]
    done(request, lambda: deed(member=member, by=request.actor, at=request.at), thanks=thanks)
    return redirect(_address(member))


@doors.desk
@require_http_methods(FORMS)
def desk_member_end(request: Request, public_id: str) -> HttpResponse:
    """A page first: what goes when. No reason is asked."""
    member = found_member(request, public_id)
    leaves = member.state in JOINED
    if request.method == "POST":
        deed = actions.leave if leaves else actions.decline
        thanks = _("おわりに しました。30日の あいだは とりけせます。")
        done(request, lambda: deed(member=member, by=request.actor, at=request.at), thanks=thanks)
        return redirect(_address(member))
    context = {
        "member": member,
        "leaves": leaves,
        "ahead": queries.ahead(member, request.at),
        "back": _address(member),
    }
    return shown(
        request,
        "end.html",
        CURRENT,
        context,
        *_to(member),
        (member.name, _address(member)),
        (_("おわりにする"), ""),
    )


@doors.desk
@require_safe
def desk_member_certificate(request: Request, public_id: str) -> HttpResponse:
    """修了証 as A4; back with a word while a course is missing."""
    member = found_member(request, public_id)
    made = done(request, lambda: member_papers.certificate(member, day=clock.day(request.at)))
    return redirect(_address(member)) if made is None else pdf_file(made, _("修了証"))


def _address(member: Member) -> str:
    return reverse("familysupport:desk_member", args=[member.public_id])


def _to(member: Member) -> tuple[tuple[str, str], ...]:
    return ((_("会員"), reverse("familysupport:desk_members")),)
