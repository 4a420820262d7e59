"""会員: the list, who is typed in, and the numbers the subsidy asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock, nendo
from ibasho.base.ui import doors, exports
from ibasho.base.ui.charts import Bar, bars
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.actions import applying
from ibasho.rooms.familysupport.forms.members import COURSES_WANTING, DayForm, MembersFilter, TypeInForm
from ibasho.rooms.familysupport.models import Centre, CentreRules, Member
from ibasho.rooms.familysupport.queries import centre as centres
from ibasho.rooms.familysupport.queries import courses
from ibasho.rooms.familysupport.queries import members as queries
from ibasho.rooms.familysupport.rules.courses import CourseStanding
from ibasho.rooms.familysupport.rules.kinds import MemberState
from ibasho.rooms.familysupport.rules.members import SUBSIDY_MEMBERS_MIN
from ibasho.rooms.familysupport.views.members_answers import (
    FORMS,
    answered,
    found_centre,
    no_centre,
    require,
    shown,
)
from ibasho.town.areas import queries as areas
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.people.views import letters

SHOWN = (MemberState.APPLIED, MemberState.INTERVIEWED, MemberState.ACTIVE, MemberState.PAUSED)
Standings = dict[int, CourseStanding]


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_members(request: Request) -> HttpResponse:
    require(request)
    centre, today = centres.centre(), clock.day(request.at)
    if centre is None:
        return no_centre(request, "desk_members")
    then = centres.rules_on(centre, today)
    labels = centres.labels(then)
    form = MembersFilter(request.GET, labels=labels, today=today)
    whole = bool(exports.wanted(request))
    rows, standings = _rows(centre, today, then, form.wanted(), leaves=whole)
    if whole:
        taken = letters.taken_out(
            request, key="familysupport.members", title=_("会員の ファイル"), ids=[one.pk for one in rows],
            back=reverse("familysupport:desk_members"),
        )  # fmt: skip
        return taken or exports.answer(request, _table(rows, standings, labels, today, whole=True), "kaiin")
    counts = queries.by_state(centre)
    context = {
        "form": form, "table": _table(rows, standings, labels, today), "total": len(rows), "any": any(counts.values()),
        "counts": [(state, counts[state]) for state in SHOWN],
    }  # fmt: skip
    return shown(request, "list.html", "desk_members", context, (_("会員"), ""))


def _rows(
    centre: Centre, today: date, then: CentreRules | None, wanted: dict[str, str], *, leaves: bool
) -> tuple[list[Member], Standings]:
    only = wanted.pop("only", "")
    rows = list(queries.listed(centre, today, **wanted, leaves=leaves))
    standings = courses.standings([one.pk for one in rows if one.helps], today, then)
    if only == COURSES_WANTING:
        rows = [one for one in rows if one.pk in standings and courses.runs_out(standings[one.pk], today)]
    return rows, standings


def _table(
    rows: list[Member], standings: Standings, labels: dict[str, str], today: date, *, whole: bool = False
) -> Table:
    districts = {one.code: one.name for one in areas.named_districts(today)}

    def address(row: Member) -> str:
        return reverse("familysupport:desk_member", args=[row.public_id])

    columns = [
        Column(_("名前"), lambda row: row.name, href=address),
        Column(_("番号"), lambda row: row.number, number=True),
        Column(_("区分"), lambda row: labels[row.kind]),
        Column(_("段階"), lambda row: row.get_state_display()),
        Column(_("小学校区"), lambda row: districts.get(row.district_code, "")),
        Column(_("入会した日"), lambda row: row.joined_on),
        Column(_("講習"), lambda row: _course_words(standings.get(row.pk), today)),
    ]
    if whole:
        columns += [
            Column(_("よみ"), lambda row: row.kana),
            Column(_("電話"), lambda row: row.phone),
            Column(_("メール"), lambda row: row.email),
            Column(_("住所"), lambda row: row.address),
            Column(_("申しこんだ日"), lambda row: clock.day(row.applied_at).isoformat()),
        ]
    return Table(_("会員"), columns, rows)


def _course_words(standing: CourseStanding | None, today: date) -> str:
    if standing is None:
        return ""
    if standing.why:
        return standing.why
    mark = _("（もうすぐ）") if courses.runs_out(standing, today) else ""
    return f"{standing.until}{mark}"


@doors.desk
@require_http_methods(FORMS)
def desk_member_new(request: Request) -> HttpResponse:
    centre = found_centre(request)
    then = centres.rules_on(centre, clock.day(request.at)) or CentreRules()
    form = TypeInForm(
        request.POST or None, centre=centre, labels=centres.labels(then), age_min=then.provider_age_min,
        today=clock.day(request.at),
    )  # fmt: skip
    back = reverse("familysupport:desk_members")
    words = {
        "heading": _("紙や電話の 申込みを 入れる"),
        "text": _("聞いたことだけを 入れます。こどものことや できることは、面談のあとで 入れられます。"),
    }

    def deed() -> None:
        applying.type_in(centre=centre, told=form.told(), via=form.via_told, by=request.actor, at=request.at)

    return answered(
        request, form, deed, thanks=_("申込みを 入れました。"), back=back, current="desk_members", words=words,
        way=((_("会員"), back),),
    )  # fmt: skip


@doors.desk
@require_safe
def desk_active(request: Request) -> HttpResponse:
    """Members on a day and at each month's end: numbers alone, for everybody who reads figures."""
    require(request, Permission.SUPPORT_FIGURES)
    centre = centres.centre()
    if centre is None:
        return no_centre(request, "desk_figures")
    form, day = _day_asked(request)
    labels = centres.labels(centres.rules_on(centre, day))
    year = nendo.nendo(day)
    months = queries.month_ends(centre, year, min(day, clock.day(request.at)))
    table = _months_table(months, labels, year)
    if exports.wanted(request):
        return exports.answer(request, table, f"kaiinsu-{year}")
    now = queries.counts(centre, day)
    rows = [Bar(f"{one.day.month}月", one.total) for one in months]
    context = {
        "form": form, "day": day, "now": [(labels[kind], n) for kind, n in now.items()], "all": sum(now.values()),
        "least": SUBSIDY_MEMBERS_MIN, "table": table, "total": len(months), "year": nendo.label(year),
        "chart": bars(_("月の おわりの 会員数"), rows, unit=_("人"), label_head=_("月")),
        "advises": policies.may(request.actor, Permission.SUPPORT_ADVISE, at=request.at),
    }  # fmt: skip
    return shown(request, "active.html", "desk_figures", context, (_("会員数"), ""))


def _months_table(months: list[queries.MonthEnd], labels: dict[str, str], year: int) -> Table:
    def of(kind: str) -> Column:
        return Column(labels[kind], lambda row: row.by_kind[kind], number=True)

    columns = [
        Column(_("日"), lambda row: row.day.isoformat()),
        *(of(kind) for kind in labels),
        Column(_("あわせて"), lambda row: row.total, number=True),
    ]
    return Table(_("会員数 {year}").format(year=nendo.label(year)), columns, months)


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_active_list(request: Request) -> HttpResponse:
    """名簿 of a day, behind the numbers: for the adviser alone."""
    centre = found_centre(request)
    _form, day = _day_asked(request)
    labels = centres.labels(centres.rules_on(centre, day))
    rows = list(queries.active_on(centre, day).order_by("number"))
    open_to_all = people.without_protected(
        queries.active_on(centre, day), "person", day=clock.day(request.at)
    )
    named = set(open_to_all.values_list("pk", flat=True))
    columns = [
        Column(_("番号"), lambda row: row.number),
        Column(_("名前"), lambda row: row.name if row.pk in named else ""),
        Column(_("区分"), lambda row: labels[row.kind]),
        Column(_("入会した日"), lambda row: row.joined_on),
        Column(_("おわった日"), lambda row: row.ended_on),
    ]
    table = Table(_("会員名簿"), columns, rows)
    if exports.wanted(request):
        taken = letters.taken_out(
            request, key="familysupport.active", title=_("会員名簿の ファイル"), ids=list(named),
            back=reverse("familysupport:desk_active"),
        )  # fmt: skip
        return taken or exports.answer(request, table, f"meibo-{day.isoformat()}")
    back = reverse("familysupport:desk_active")
    context: dict[str, Any] = {"table": table, "total": len(rows), "day": day}
    return shown(request, "active_list.html", "desk_figures", context, (_("会員数"), back), (_("名簿"), ""))


def _day_asked(request: Request) -> tuple[DayForm, date]:
    today = clock.day(request.at)
    form = DayForm(request.GET if "day" in request.GET else {"day": today.isoformat()})
    asked = form.cleaned_data["day"] if form.is_valid() else None
    return form, asked or today
