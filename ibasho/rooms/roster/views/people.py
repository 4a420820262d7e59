"""手伝う人: the list, one person with what comes next, and every step. Each view stands behind both doors (urls)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import exports, presses
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.roster import policies
from ibasho.rooms.roster.actions import applying, leaving, registering, trainings
from ibasho.rooms.roster.forms.applying import TypeInForm
from ibasho.rooms.roster.forms.joining import InterviewForm, ParticularsForm, PeopleFilter, TrainingForm
from ibasho.rooms.roster.models import Safeguard
from ibasho.rooms.roster.queries import people as queries
from ibasho.rooms.roster.queries import vacancies
from ibasho.rooms.roster.rules.kinds import HelperState
from ibasho.rooms.roster.rules.registering import ENDED, WAY, Step, possible
from ibasho.rooms.roster.views.joining_doors import answered, find_helper, here, kept_organisations, shown
from ibasho.town.areas import queries as areas
from ibasho.town.people import policies as people_policies
from ibasho.town.people.views import letters


def people(request: Request) -> HttpResponse:
    organisations = kept_organisations(request)
    form = PeopleFilter(request.GET, organisations=organisations)
    found = list(queries.listed(request.actor, request.at, **form.wanted()))
    if exports.wanted(request):
        return _taken_out(request, found) or exports.answer(
            request, _table(request, found, whole=True), "helpers"
        )
    counts = queries.counts(request.actor, request.at)
    context = {
        "form": form, "table": _table(request, found, many=len(organisations) > 1), "total": len(found),
        "counts": [(state, counts[state]) for state in WAY], "organisations": organisations,
        "any": any(counts.values()),
    }  # fmt: skip
    return shown(request, "roster/people/list.html", context)


def _taken_out(request: Request, found: list[Any]) -> HttpResponse | None:
    """The city's file holds helpers of every group; a group's own holds its own."""
    if not people_policies.city_wide(request.actor, day=clock.day(request.at)):
        return None
    back = here(request).url("people")
    ids = [row.pk for row in found]
    return letters.taken_out(
        request, key="roster.helpers", title=_("手伝う人の ファイル"), ids=ids, back=back
    )


def _table(request: Request, rows: list[Any], *, many: bool = False, whole: bool = False) -> Table:
    at = here(request)
    columns = [
        Column(_("よび名"), lambda row: row.call_name, href=lambda row: at.url("person", row.public_id)),
        Column(_("名前"), lambda row: row.name),
        Column(_("段階"), lambda row: row.get_state_display()),
        Column(_("応募した日"), lambda row: clock.day(row.applied_at).isoformat()),
        Column(_("登録した日"), lambda row: row.registered_on),
        Column(_("お礼の区分"), lambda row: row.get_pay_kind_display()),
        Column(_("おしえられる科目"), lambda row: "、".join(row.subjects)),
    ]
    if many or whole:
        columns.insert(2, Column(_("団体"), lambda row: row.organisation.name))
    if whole:
        columns += [
            Column(_("年齢"), lambda row: row.get_age_band_display()),
            Column(_("できること"), lambda row: "、".join(row.skills)),
            Column(_("電話"), lambda row: row.phone),
            Column(_("メール"), lambda row: row.email),
        ]
    return Table(_("手伝う人"), columns, rows)


def person(request: Request, public_id: str) -> HttpResponse:
    helper, today = find_helper(request, public_id), clock.day(request.at)
    named = policies.is_named(request.actor, helper.organisation, at=request.at)
    checks = queries.checklist(helper, today, named=named)
    context = {
        "helper": helper, "steps": possible(helper.state), "checks": checks, "named": named,
        "complete": all(one.is_there for one in checks), "ended": helper.state in ENDED,
        "way": _way(helper.state), "trainings": list(helper.trainings.order_by("-taken_on")),
        "safeguard": Safeguard.objects.filter(helper=helper).first() if named else None,
        "district": areas.district(helper.district_code, today) if helper.district_code else None, "today": today,
    }  # fmt: skip
    return shown(request, "roster/people/person.html", context, (helper.call_name, ""))


def _way(state: str) -> list[tuple[str, str]]:
    """Each step with "done", "now" or nothing."""
    order = [one.value for one in WAY]
    place = order.index(state) if state in order else -1
    return [(one.label, "done" if at < place else "now" if at == place else "") for at, one in enumerate(WAY)]


def person_new(request: Request) -> HttpResponse:
    organisations = kept_organisations(request)
    form = TypeInForm(
        request.POST or None, organisations=organisations, today=clock.day(request.at),
        vacancies=vacancies.own(request.actor, request.at), initial={"vacancy": request.GET.get("vacancy", "")},
    )  # fmt: skip

    def deed() -> None:
        applying.type_in(
            organisation=form.organisation_chosen, vacancy=form.vacancy_chosen, told=form.told(),
            via=form.via_told, by=request.actor, at=request.at,
        )  # fmt: skip

    words = {
        "heading": _("紙や電話の 応募を 入れる"),
        "text": _("聞いたことだけを 入れます。年齢は 区分だけ、誕生日は 聞きません。"),
    }
    back = here(request).url("people")
    return answered(
        request,
        form,
        deed,
        done=_("応募を 入れました。"),
        back=back,
        words=words,
        crumbs=((words["heading"], ""),),
    )


def person_edit(request: Request, public_id: str) -> HttpResponse:
    helper = find_helper(request, public_id)
    form = ParticularsForm(request.POST or None, helper=helper, today=clock.day(request.at))

    def deed() -> None:
        registering.change(helper=helper, values=form.cleaned_data, by=request.actor, at=request.at)

    words = {"heading": _("{name}さんのこと").format(name=helper.call_name), "submit": _("ほぞんする")}
    return _form(request, helper, form, deed, _("なおしました。"), words)


def person_interview(request: Request, public_id: str) -> HttpResponse:
    helper = find_helper(request, public_id)
    form = InterviewForm(request.POST or None)

    def deed() -> None:
        registering.interview(helper=helper, when=form.when(), by=request.actor, at=request.at)

    words = {
        "heading": _("面談の日を 決める"),
        "submit": _("決める"),
        "text": _("電話やメールで 相談してから 入れてください。"),
    }
    return _form(request, helper, form, deed, _("面談の日を 入れました。"), words)


def training(request: Request, public_id: str) -> HttpResponse:
    helper = find_helper(request, public_id)
    form = TrainingForm(request.POST or None)

    def deed() -> None:
        presses.once(
            request,
            lambda: trainings.add(helper=helper, **form.cleaned_data, by=request.actor, at=request.at),
        )

    words = {"heading": _("うけた研修を 入れる"), "submit": _("入れる")}
    return _form(request, helper, form, deed, _("研修を 入れました。"), words)


def _form(
    request: Request, helper: Any, form: Any, deed: Any, done: str, words: dict[str, Any]
) -> HttpResponse:
    back = here(request).url("person", helper.public_id)
    crumbs = ((helper.call_name, back), (words["heading"], ""))
    return answered(request, form, deed, done=done, back=back, words=words, crumbs=crumbs)


def training_remove(request: Request, public_id: str, training: int) -> HttpResponse:
    helper = find_helper(request, public_id)
    row = get_object_or_404(helper.trainings.select_related("helper"), pk=training)
    trainings.remove(training=row, by=request.actor, at=request.at)
    messages.success(request, _("研修を けしました。"))
    return redirect(here(request).url("person", public_id))


_STEPS = {
    Step.OFFER: (registering.offer, gettext_lazy("お願いしました。つぎは 誓約書と 研修です。")),
    Step.REGISTER: (registering.register, gettext_lazy("登録しました。きょうから 枠を 引きうけられます。")),
    Step.BACK: (registering.step_back, gettext_lazy("ひとつ もどしました。")),
    Step.RETURN: (leaving.come_back, gettext_lazy("とりけしました。もとの段階に もどりました。")),
}


def person_step(request: Request, public_id: str, step: str) -> HttpResponse:
    helper = find_helper(request, public_id)
    if step not in _STEPS:
        raise Http404
    deed, done = _STEPS[Step(step)]
    try:
        deed(helper=helper, by=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, str(done))
    return redirect(here(request).url("person", public_id))


def person_end(request: Request, public_id: str) -> HttpResponse:
    """A page first: what goes when. No reason is asked."""
    helper = find_helper(request, public_id)
    leaves = helper.state == HelperState.REGISTERED
    back = here(request).url("person", public_id)
    if request.method == "POST":
        deed = leaving.leave if leaves else leaving.decline
        try:
            deed(helper=helper, by=request.actor, at=request.at)
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("おわりに しました。30日までは とりけせます。"))
        return redirect(back)
    context = {
        "helper": helper, "leaves": leaves, "back": back,
        "coming": helper.taken.filter(state="taken", held_from__gt=request.at).count(),
    }  # fmt: skip
    return shown(
        request, "roster/people/end.html", context, (helper.call_name, back), (_("おわりにする"), "")
    )
