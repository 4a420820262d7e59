"""センター: who answers, which rules hold from when, and the insurance. Read with the figures, settled by the city."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.actions import centre as actions
from ibasho.rooms.familysupport.forms.centre import CentreForm, PolicyForm, RulesForm
from ibasho.rooms.familysupport.models import Centre, CentreRules, Policy
from ibasho.rooms.familysupport.queries import centre as queries
from ibasho.rooms.familysupport.rules import centre as rules
from ibasho.rooms.familysupport.rules.courses import spent
from ibasho.rooms.familysupport.rules.kinds import Cover
from ibasho.rooms.familysupport.views.members_answers import (
    FORMS,
    answered,
    found_centre,
    no_centre,
    require,
    shown,
)
from ibasho.town.people.permissions import Permission

CURRENT = "desk_centre"
SETTLES = Permission.SUPPORT_SETTINGS


@doors.desk
@require_safe
def desk_centre(request: Request) -> HttpResponse:
    require(request, Permission.SUPPORT_FIGURES)
    centre, today = queries.centre(), clock.day(request.at)
    if centre is None:
        return no_centre(request, CURRENT)
    now = queries.rules_on(centre, today)
    covers = {one.value: one.label for one in Cover}
    insured = list(Policy.objects.filter(centre=centre).order_by("-valid_from", "-pk"))
    until = rules.insured_until([(one.valid_from, one.valid_until) for one in insured], today)
    context = {
        "centre": centre, "now": now, "facts": _facts(now) if now else [], "today": today,
        "rules": list(centre.rules.order_by("-valid_from")), "until": until,
        "soon": until is not None and (until - today).days <= rules.POLICY_SOON_DAYS,
        "insured": [(one, "、".join(covers[cover] for cover in one.covers)) for one in insured],
        "may_settle": policies.may(request.actor, SETTLES, at=request.at),
    }  # fmt: skip
    return shown(request, "centre.html", CURRENT, context, (_("センター"), ""))


def _facts(now: CentreRules) -> list[tuple[str, str]]:
    sick = _("うけます") if now.sick_child else _("うけません")
    return [
        (_("よび方"), f"{now.user_label}・{now.provider_label}・{now.both_label}"),
        (_("こども"), _("生後{days}日から {years}歳になる年度の おわりまで").format(days=now.child_days_min, years=now.child_years_max)),
        (_("預かる人"), _("{age}歳から。一度に {n}人まで").format(age=now.provider_age_min, n=now.children_at_once_max)),
        (_("時間"), f"{clock.time_label(now.day_starts)}～{clock.time_label(now.day_ends)}"),
        (_("講習"), _("基礎 {hours}、救命・事故防止は {years}年ごと").format(hours=spent(now.course_minutes_min), years=now.refresher_years)),
        (_("病児・病後児"), sick),
        (_("報告書"), _("翌月 {day}日まで").format(day=now.report_due_day)),
        (_("入会金"), f"{now.joining_fee_yen:,}円" if now.joining_fee_yen else _("なし")),
    ]  # fmt: skip


@doors.desk
@require_http_methods(FORMS)
def desk_centre_edit(request: Request) -> HttpResponse:
    """Sets the centre up, or mends what is said of it."""
    require(request, SETTLES)
    centre = queries.centre()
    form = CentreForm(request.POST or None, centre=centre)

    def deed() -> Centre:
        given: dict[str, Any] = {"values": form.cleaned_data, "by": request.actor, "at": request.at}
        if centre is None:
            return actions.set_up(organisation=form.chosen, **given)
        return actions.change(centre=centre, organisation=form.chosen, **given)

    words = {"heading": _("センターのこと"), "submit": _("ほぞんする")}
    return _form(request, form, deed, _("ほぞんしました。"), words)


@doors.desk
@require_http_methods(FORMS)
def desk_rules_new(request: Request) -> HttpResponse:
    centre = found_centre(request, SETTLES)
    latest = centre.rules.order_by("-valid_from").first() or CentreRules()
    form = RulesForm(request.POST or None, now=latest)
    words = {
        "heading": _("きまりを かえる"), "submit": _("この日から かえる"),
        "text": _("いまの きまりが 入っています。かえるところだけ 書きなおし、いつからかを 入れてください。前の きまりは 前の日で おわります。"),
    }  # fmt: skip

    def deed() -> CentreRules:
        return actions.set_rules(
            centre=centre,
            valid_from=form.cleaned_data["valid_from"],
            terms=form.terms(),
            by=request.actor,
            at=request.at,
        )

    return _form(request, form, deed, _("きまりを 入れました。"), words)


@doors.desk
@require_POST
def desk_rules_remove(request: Request, key: int) -> HttpResponse:
    require(request, SETTLES)
    row = get_object_or_404(CentreRules.objects.select_related("centre"), pk=key)
    done(
        request, lambda: actions.remove_rules(row=row, by=request.actor, at=request.at),
        thanks=_("とりけしました。前の きまりが つづきます。"),
    )  # fmt: skip
    return redirect("familysupport:desk_centre")


@doors.desk
@require_http_methods(FORMS)
def desk_policy_new(request: Request) -> HttpResponse:
    return _policy(request, found_centre(request, SETTLES), None)


@doors.desk
@require_http_methods(FORMS)
def desk_policy(request: Request, key: int) -> HttpResponse:
    require(request, SETTLES)
    row = get_object_or_404(Policy.objects.select_related("centre"), pk=key)
    return _policy(request, row.centre, row)


def _policy(request: Request, centre: Centre, row: Policy | None) -> HttpResponse:
    form = PolicyForm(request.POST or None, policy=row)
    words = {
        "heading": _("保険を なおす") if row else _("保険を 入れる"), "submit": _("ほぞんする"),
        "text": _("センターが 決めた 活動だけが 対象です。期限の 45日前に お知らせします。"),
    }  # fmt: skip

    def deed() -> Policy:
        return actions.insure(centre=centre, terms=form.terms(), policy=row, by=request.actor, at=request.at)

    return _form(request, form, deed, _("保険を ほぞんしました。"), words)


@doors.desk
@require_POST
def desk_policy_remove(request: Request, key: int) -> HttpResponse:
    require(request, SETTLES)
    row = get_object_or_404(Policy.objects.select_related("centre"), pk=key)
    done(
        request,
        lambda: actions.remove_policy(policy=row, by=request.actor, at=request.at),
        thanks=_("消しました。"),
    )
    return redirect("familysupport:desk_centre")


def _form(request: Request, form: Any, deed: Any, thanks: str, words: dict[str, Any]) -> HttpResponse:
    back = reverse("familysupport:desk_centre")
    way = ((_("センター"), back),)
    return answered(request, form, deed, thanks=thanks, back=back, current=CURRENT, words=words, way=way)
