"""応援 behind the groups' door: one's own wants and offers, whom one was brought together with, one's page as a supporter."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.network import policies
from ibasho.rooms.network.actions import notices
from ibasho.rooms.network.actions import supporting as actions
from ibasho.rooms.network.forms.supporting import NoticeForm, SupporterForm
from ibasho.rooms.network.models import Supporter
from ibasho.rooms.network.queries import supporting as queries
from ibasho.rooms.network.rules.goals import labelled
from ibasho.rooms.network.rules.kinds import NoticeState
from ibasho.rooms.network.views.supporting_desk import MATCH_DEEDS, MATCH_THANKS, NOTICE_THANKS, NOTICE_VERBS
from ibasho.rooms.network.views.supporting_pages import keeps, ops_page, own_group, own_row, sent
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission as P

HOME = "ops_supporting"


@doors.operator
@require_safe
def ops_supporting(request: Request) -> HttpResponse:
    group = own_group(request)
    page = Supporter.objects.filter(organisation=group).first()
    context = {
        **ops_page(request, group, HOME, _("求める・提供する")), "notices": queries.own_notices(group),
        "matches": queries.own_matches(group), "supporter": page, "goals": labelled(page.goals) if page else [],
    }  # fmt: skip
    return render(request, "network/supporting/ops.html", context)


@doors.operator
@require_http_methods(["GET", "HEAD", "POST"])
def ops_notice_new(request: Request) -> HttpResponse:
    """`?direction=` and `?resource=` are chosen beforehand: one tap from the page before."""
    group = own_group(request)
    kept = {name: request.GET.get(name, "") for name in ("direction", "resource")}
    form = NoticeForm(
        sent(request), today=clock.day(request.at), heard=_heard(request, group.pk), initial=kept
    )
    if request.method == "POST" and form.is_valid():
        made = done(
            request, lambda: notices.post(
                organisation=group, told=form.told(), agrees=form.agreed, by=request.actor, at=request.at
            ),
            form=form, thanks=_("市に おくりました。見てから のせます。"),
        )  # fmt: skip
        if made is not None:
            return redirect(_home(group))
    context = {**ops_page(request, group, HOME, _("求める・提供する"), _("新しく 入れる")), "form": form}
    return render(request, "network/supporting/ops_form.html", context)


@doors.operator
@require_http_methods(["GET", "HEAD", "POST"])
def ops_notice(request: Request, public_id: str) -> HttpResponse:
    row = own_row(request, queries.find(public_id))
    heard = _heard(request, row.organisation_id)
    form = NoticeForm(sent(request), today=clock.day(request.at), heard=heard, initial=NoticeForm.of(row))
    if request.method == "POST" and form.is_valid():
        made = done(
            request, lambda: notices.change(
                notice=row, told=form.told(), agrees=form.agreed, by=request.actor, at=request.at
            ),
            form=form, thanks=_("直しました。市が 見てから のせます。"),
        )  # fmt: skip
        if made is not None:
            return redirect(_home(row.organisation))
    context = {
        **ops_page(request, row.organisation, HOME, _("求める・提供する"), row.title), "form": form, "notice": row
    }  # fmt: skip
    return render(request, "network/supporting/ops_form.html", context)


@doors.operator
@require_POST
def ops_notice_do(request: Request, public_id: str, verb: str) -> HttpResponse:
    row = own_row(request, queries.find(public_id))
    if verb not in NOTICE_VERBS:
        raise Http404
    done(
        request,
        lambda: NOTICE_VERBS[verb](notice=row, by=request.actor, at=request.at),
        thanks=NOTICE_THANKS[verb],
    )
    return redirect(_home(row.organisation))


@doors.operator
@require_POST
def ops_match_do(request: Request, public_id: str, verb: str) -> HttpResponse:
    """Yes, no, or the yes taken back: by a side one belongs to; who leads both says which."""
    row = queries.find_match(public_id)
    sides = {"want": row.want.organisation_id, "offer": row.offer.organisation_id}
    own = [side for side, of in sides.items() if keeps(request, of)]
    side = request.POST.get("side") or next(iter(own), "")
    if side not in own or verb not in MATCH_DEEDS:
        raise Http404
    done(
        request, lambda: MATCH_DEEDS[verb](match=row, side=side, by=request.actor, at=request.at), thanks=MATCH_THANKS[verb]
    )  # fmt: skip
    return redirect(_home(row.want.organisation if side == "want" else row.offer.organisation))


@doors.operator
@require_http_methods(["GET", "HEAD", "POST"])
def ops_supporter(request: Request) -> HttpResponse:
    """What stands on one's page, and whether it may be shown."""
    group = own_group(request)
    row = Supporter.objects.filter(organisation=group).first()
    form = SupporterForm(sent(request), initial=SupporterForm.of(row) if row else {})
    if request.method == "POST" and form.is_valid():
        made = done(
            request, lambda: actions.tell(organisation=group, **form.cleaned_data, by=request.actor, at=request.at),
            form=form, thanks=_("書きました。市が 見てから のせます。"),
        )  # fmt: skip
        if made is not None:
            return redirect(_home(group))
    context = {
        **ops_page(request, group, HOME, _("求める・提供する"), _("応援の ページ")), "form": form, "supporter": row
    }  # fmt: skip
    return render(request, "network/supporting/ops_form.html", context)


def part(request: Request, organisation: Organisation) -> str:
    """What stands of it on the group's own page of つながり."""
    rows = queries.own_notices(organisation)
    context = {
        "group": organisation, "shown": [one for one in rows if one.state == NoticeState.OPEN],
        "back": [one for one in rows if one.state == NoticeState.WAITING and one.back_words],
        "unanswered": queries.unanswered([organisation.pk]).count(),
    }  # fmt: skip
    return render_to_string("network/supporting/_part.html", context, request=request)


def _home(group: Organisation) -> str:
    return f"{reverse(f'network:{HOME}')}?group={group.public_id}"


def _heard(request: Request, organisation_id: int) -> bool:
    """Whether staff type in what the group said."""
    return not policies.is_of(request.actor, P.NETWORK_OWN, organisation_id, at=request.at)
