"""要対協の構成員: which groups are bound to secrecy, from when until when. Read by the centre, kept by its lead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.forms import Form
from ibasho.base.ui.request import Request
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions import council as actions
from ibasho.rooms.care.forms.council import EndForm, JoinForm, TermsForm
from ibasho.rooms.care.models import CouncilMember
from ibasho.rooms.care.queries import council as queries
from ibasho.rooms.care.views.desk_pages import crumbs, pages
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]
LEADS = Permission.CARE_LEAD


@doors.desk
@require_safe
def desk_council(request: Request) -> HttpResponse:
    policies.require(request.actor, Permission.CARE_HANDLE, at=request.at)
    today = clock.day(request.at)
    rows = list(queries.every())
    soon = set(queries.ending_soon(today).values_list("pk", flat=True))
    context = {
        **_frame(request, (_("要対協の 構成員"), "")), "today": today,
        "now": [(one, one.pk in soon) for one in rows if one.is_running(today)],
        "coming": [one for one in rows if one.starts_on > today],
        "past": [one for one in rows if not one.is_running(today) and one.starts_on <= today],
        "may_lead": policies.may(request.actor, LEADS, at=request.at),
    }  # fmt: skip
    return render(request, "care/council/list.html", context)


@doors.desk
@require_http_methods(FORMS)
def desk_council_new(request: Request) -> HttpResponse:
    policies.require(request.actor, LEADS, at=request.at)
    form = JoinForm(request.POST or None)
    words = {
        "heading": _("構成員を 入れる"), "submit": _("入れる"),
        "text": _("決定の 通知などを 見ながら 入れてください。この日から、センターは その団体の 気づきに ことばを 返せます。"),
    }  # fmt: skip
    return _answered(
        request, form,
        lambda: actions.join(organisation=form.organisation_chosen, terms=form.terms(), by=request.actor, at=request.at),
        _("入れました。"), words,
    )  # fmt: skip


@doors.desk
@require_http_methods(FORMS)
def desk_council_member(request: Request, key: int) -> HttpResponse:
    """What was typed wrong is mended here; a membership that is over is ended, not mended."""
    member = _found(request, key)
    form = TermsForm(request.POST or None, member=member)
    words = {
        "heading": _("{name}の 構成員の 記録を なおす").format(name=member.organisation.name), "submit": _("なおす"),
        "text": _("入れまちがいを なおすところです。構成員で なくなったときは「おわりに する」を つかってください。"), "member": member,
        "may_drop": not queries.words_sent(member),
    }  # fmt: skip
    return _answered(
        request, form, lambda: actions.correct(member=member, terms=form.terms(), by=request.actor, at=request.at),
        _("なおしました。"), words,
    )  # fmt: skip


@doors.desk
@require_http_methods(FORMS)
def desk_council_end(request: Request, key: int) -> HttpResponse:
    member = _found(request, key)
    form = EndForm(request.POST or None, initial={"ends_on": member.ends_on or clock.day(request.at)})
    words = {
        "heading": _("{name}を おわりに する").format(name=member.organisation.name), "submit": _("おわりに する"),
        "text": _("消すのでは ありません。いつまで 構成員だったかが のこります。"),
    }  # fmt: skip
    return _answered(
        request, form,
        lambda: actions.end(member=member, ends_on=form.cleaned_data["ends_on"], by=request.actor, at=request.at),
        _("さいごの日を 入れました。まちがえたときは「なおす」で もどせます。"), words,
    )  # fmt: skip


@doors.desk
@require_POST
def desk_council_drop(request: Request, key: int) -> HttpResponse:
    member = _found(request, key)
    done(
        request, lambda: actions.drop(member=member, by=request.actor, at=request.at),
        thanks=_("入れまちがいを 消しました。"),
    )  # fmt: skip
    return redirect("care:desk_council")


def _found(request: Request, key: int) -> CouncilMember:
    policies.require(request.actor, LEADS, at=request.at)
    member = CouncilMember.objects.select_related("organisation").filter(pk=key).first()
    if member is None:
        raise Http404
    return member


def _answered(
    request: Request, form: Form, deed: Callable[[], Any], thanks: str, words: dict[str, Any]
) -> HttpResponse:
    back = reverse("care:desk_council")
    if request.method == "POST" and form.is_valid():
        done(request, deed, thanks=thanks, form=form)
        if form.is_valid():
            return redirect(back)
    way = ((_("要対協の 構成員"), back), (words["heading"], ""))
    return render(
        request, "care/settings/form.html", {**_frame(request, *way), "form": form, "back": back, **words}
    )


def _frame(request: Request, *way: tuple[str, str]) -> dict[str, Any]:
    path = crumbs((_("設定"), reverse("care:desk_settings")), *way)
    return {"pages": pages("desk_settings", request), "crumbs": path}
