"""うけわたし: what comes, a big page to note it, and the way back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.actions import handing as actions
from ibasho.rooms.surplus.actions import no_shows
from ibasho.rooms.surplus.forms.handing import HandForm, NoShowForm
from ibasho.rooms.surplus.models import Driver, Share
from ibasho.rooms.surplus.queries import handing as queries
from ibasho.rooms.surplus.queries import recalls, uses
from ibasho.rooms.surplus.rules import allergens
from ibasho.rooms.surplus.rules import handing as rules
from ibasho.rooms.surplus.rules.kinds import Band, ShareState
from ibasho.rooms.surplus.views.desk_pages import require
from ibasho.rooms.surplus.views.sides import DESK, OPS, Side, find_share
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]


@doors.operator
@require_safe
def ops_handing(request: Request) -> HttpResponse:
    """What comes to one's own places, and of what nobody told yet what it became."""
    policies.require(request.actor, Permission.SURPLUS_HAND, at=request.at)
    context = {
        "coming": queries.coming(request.actor, request.at), "untold": [(one, queries.eat_by(one)) for one in uses.untold(request.actor, request.at)],
        "recalled": recalls.unanswered(request.actor, request.at), "crumbs": OPS.crumbs((_("うけとる・使う"), "")),
    }  # fmt: skip
    return render(request, "surplus/carrying/handing.html", context)


@doors.operator
@require_http_methods(FORMS)
def ops_hand(request: Request, public_id: str) -> HttpResponse:
    return _hand(request, public_id, OPS)


@doors.desk
@require_http_methods(FORMS)
def desk_hand(request: Request, public_id: str) -> HttpResponse:
    require(request, Permission.SURPLUS_READ)
    return _hand(request, public_id, DESK)


def _hand(request: Request, public_id: str, side: Side) -> HttpResponse:
    share = find_share(request, public_id)
    form = HandForm(request.POST or None, share=share, at=request.at)
    if request.method == "POST" and noted(request, share, form):
        return redirect(side.url("hand", public_id))
    context = {
        **page(share, form), "side": side, "layout": side.layout, "may_undo": may_undo(request, share),
        "run": queries.run_of(share), "no_show_form": NoShowForm(), "back": side.url("hand_back", public_id),
        "may_recall": side.is_desk and policies.may(request.actor, Permission.SURPLUS_MANAGE, at=request.at),
        "may_decline": not side.is_desk and policies.may_of(
            request.actor, Permission.SURPLUS_OWN, share.receiver.place.organisation_id, at=request.at
        ),
        "late": share.proposal.offer.ready_until < request.at,
        "crumbs": side.crumbs((_("うけわたし"), side.url("carrying" if side.is_desk else "handing")), (share.proposal.offer.name, "")),
    }  # fmt: skip
    return render(request, "surplus/carrying/hand.html", context)


def noted(request: Request, share: Share, form: HandForm, driver: Driver | None = None) -> bool:
    """Whether the hand-over stands now; else the form says why not."""
    if not form.is_valid():
        return False
    words = form.told()
    made = done(
        request,
        lambda: actions.hand(share=share, words=words, driver=driver, by=request.actor, at=request.at),
        thanks=_("書きました。まちがえたときは 1日の あいだ もどせます。"), form=form,
    )  # fmt: skip
    return made is not None


def page(share: Share, form: HandForm) -> dict[str, object]:
    offer = share.proposal.offer
    handed = getattr(share, "handover", None)
    return {
        "share": share, "offer": offer, "form": form, "place": share.receiver.place, "handed": handed,
        "band": Band(offer.band), "state": ShareState(share.state), "open": share.state == ShareState.CONFIRMED,
        "recall": getattr(offer, "recall", None), "allergen_words": allergens.words(offer.allergens),
        "eat_by": queries.eat_by(share),
        "degrees": rules.degrees(handed.temperature_tenths) if handed and handed.temperature_tenths is not None else "",
    }  # fmt: skip


def may_undo(request: Request, share: Share) -> bool:
    handed, missed = getattr(share, "handover", None), getattr(share, "no_show", None)
    since = handed.noted_at if handed else missed.noted_at if missed else None
    return since is not None and rules.may_undo(since, request.at)


@doors.operator
@require_POST
def ops_hand_back(request: Request, public_id: str) -> HttpResponse:
    return _back(request, public_id, OPS)


@doors.desk
@require_POST
def desk_hand_back(request: Request, public_id: str) -> HttpResponse:
    require(request, Permission.SURPLUS_READ)
    return _back(request, public_id, DESK)


def _back(request: Request, public_id: str, side: Side) -> HttpResponse:
    share = find_share(request, public_id)
    deed = no_shows.take_back if share.state == ShareState.NO_SHOW else actions.take_back
    done(
        request, lambda: deed(share=share, by=request.actor, at=request.at), thanks=_("もとに もどしました。")
    )
    return redirect(side.url("hand", public_id))


@doors.desk
@require_POST
def desk_no_show(request: Request, public_id: str) -> HttpResponse:
    require(request, Permission.SURPLUS_WRITE)
    share = find_share(request, public_id)
    form = NoShowForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    done(
        request, lambda: no_shows.note(share=share, words=words, by=request.actor, at=request.at),
        thanks=_("「とりに来なかった」と 書きました。のこった分は、ほかの ところを さがします。"),
    )  # fmt: skip
    return redirect("surplus:desk_hand", public_id)
