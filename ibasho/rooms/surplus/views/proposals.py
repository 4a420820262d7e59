"""One proposal at the desk: who gets how much and why, who nothing and why, and a person's yes."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.surplus.actions import proposing
from ibasho.rooms.surplus.forms.receiving import DeclineForm
from ibasho.rooms.surplus.forms.sharing import ByHandForm
from ibasho.rooms.surplus.models import Proposal
from ibasho.rooms.surplus.queries import receivers, takers
from ibasho.rooms.surplus.queries import sharing as queries
from ibasho.rooms.surplus.rules.kinds import ProposalState, Refusal
from ibasho.rooms.surplus.views import calls_desk, desk_pages
from ibasho.town.people.permissions import Permission

BAR = 400  # units of the drawing that all of an offer is long


@doors.desk
@require_safe
def one(request: Request, public_id: str) -> HttpResponse:
    desk_pages.require(request, Permission.SURPLUS_READ)
    return _page(request, _find(public_id), None)


@doors.desk
@require_POST
def confirm(request: Request, public_id: str) -> HttpResponse:
    """As proposed, or with `by_hand` as the form says. What was typed stands again where it is refused."""
    desk_pages.require(request, Permission.SURPLUS_MANAGE)
    row, form, given = _find(public_id), None, {}
    if "by_hand" in request.POST:
        shares, passed = queries.lines(row, request.at)
        form = ByHandForm(request.POST, lines=[*shares, *passed], step_grams=row.offer.step_grams)
        if not form.is_valid():
            return _page(request, row, form)
        given = {"grams": form.grams(), "words": form.cleaned_data["words"]}
    made = done(
        request, lambda: proposing.confirm(proposal=row, by=request.actor, at=request.at, **given), form=form
    )  # fmt: skip
    if made is not None:
        calls_desk.say(request, row.offer, _("きめました。"), _("うけとる所と 出した人に 知らせました。"))
    if made is None and form is not None:
        return _page(request, _find(public_id), form)
    return redirect("surplus:desk_proposal", public_id)


@doors.desk
@require_POST
def drop(request: Request, public_id: str) -> HttpResponse:
    desk_pages.require(request, Permission.SURPLUS_MANAGE)
    row = _find(public_id)
    thanks = _("案を やめました。「案を 作る」で また 作れます。")
    done(request, lambda: proposing.drop(proposal=row, by=request.actor, at=request.at), thanks=thanks)
    return redirect("surplus:desk_board")


@doors.desk
@require_POST
def decline(request: Request, public_id: str) -> HttpResponse:
    """`public_id`: of the share. Somebody said it on the telephone."""
    desk_pages.require(request, Permission.SURPLUS_WRITE)
    share, form = receivers.share(public_id), DeclineForm(request.POST)
    if share is None:
        raise Http404
    if form.is_valid():
        refusal = Refusal(form.cleaned_data["refusal"])
        done(
            request, lambda: proposing.decline(share=share, refusal=refusal, by=request.actor, at=request.at),
            thanks=_("「うけとれない」と 入れました。のこりの 案を 作りなおしています。"),
        )  # fmt: skip
    return redirect("surplus:desk_proposal", share.proposal.public_id)


@doors.desk
@require_POST
def take_back(request: Request, public_id: str) -> HttpResponse:
    """`public_id`: of the share. They can take it after all, or it was typed into the wrong line."""
    desk_pages.require(request, Permission.SURPLUS_WRITE)
    share = receivers.share(public_id)
    if share is None:
        raise Http404
    done(
        request, lambda: proposing.take_back_decline(share=share, by=request.actor, at=request.at),
        thanks=_("「うけとる」に もどしました。"),
    )  # fmt: skip
    return redirect("surplus:desk_proposal", share.proposal.public_id)


def _find(public_id: str) -> Proposal:
    found = queries.proposal(public_id)
    if found is None:
        raise Http404
    return found


def _page(request: Request, row: Proposal, form: ByHandForm | None) -> HttpResponse:
    shares, passed = queries.lines(row, request.at)
    offer, is_open = row.offer, row.state == ProposalState.PROPOSED
    manages = desk_pages.may(request, Permission.SURPLUS_MANAGE)
    newest = queries.newest(offer)
    context: dict[str, Any] = {
        "proposal": row, "offer": offer, "is_open": is_open, "may_confirm": manages and is_open and bool(shares),
        "may_change": manages and is_open, "may_recall": manages, "may_write": desk_pages.may(request, Permission.SURPLUS_WRITE),
        "shares": [(line, round(BAR * line.grams / offer.grams, 1)) for line in shares], "passed": passed,
        "left_bar": round(BAR * row.left_grams / offer.grams, 1), "before": queries.before(row),
        "days": (offer.use_until - clock.day(request.at)).days, "left_now": takers.left_grams(offer),
        "newest": newest if newest and newest != row else None, "decline_form": DeclineForm(),
        "form": form or ByHandForm(lines=[*shares, *passed], step_grams=offer.step_grams), "refused": form is not None,
        "pages": desk_pages.pages("desk_board"), "crumbs": desk_pages.crumbs((offer.name, "")),
    }  # fmt: skip
    return render(request, "surplus/sharing/proposal.html", context)
