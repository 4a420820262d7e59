"""A group's own places: what is shown, still the same, closed today, paused, sent in."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.town.places.actions import changes, claims, openings, states, verification
from ibasho.town.places.forms.closing import REASONS, ClaimForm, CloseForm, PauseForm
from ibasho.town.places.models import ClosedDays, Place, PlaceChange
from ibasho.town.places.queries import changes as change_queries
from ibasho.town.places.queries import desk, ops
from ibasho.town.places.rules.states import Step
from ibasho.town.places.views.where import DESK, OPS, Where, find, find_own

STEPS = {Step.SUBMIT: states.submit, Step.TAKE_BACK: states.take_back, Step.RESUME: states.resume}
THANKS = {
    Step.SUBMIT: gettext_lazy("市に おくりました。読んでから のせます。"),
    Step.TAKE_BACK: gettext_lazy("下書きに もどしました。"),
    Step.RESUME: gettext_lazy("再開しました。"),
}


@doors.operator
def ops_place(request: Request, public_id: str) -> HttpResponse:
    """One place: everything a group can do with it, and what waits."""
    place = find_own(request, public_id)
    own = ops.described([place], request.at)[0]
    proposed = change_queries.split(own.change.proposed) if own.change else None
    differences = change_queries.differences(place, *proposed) if proposed else []
    context = {
        "own": own, "place": place, "where": OPS, "reasons": REASONS, "differences": differences,
        "hours": change_queries.opening_words(change_queries.openings_of(place)),
    }  # fmt: skip
    return render(request, "places/ops/place.html", context)


@doors.operator
@require_POST
def ops_same(request: Request, public_id: str) -> HttpResponse:
    place = find_own(request, public_id)
    thanks = _("ありがとうございます。きょう 確かめたことを のせました。")
    done(request, lambda: verification.confirm(place=place, by=request.actor, at=request.at), thanks=thanks)
    return redirect(_back(request, OPS, place))


@doors.operator
def ops_close(request: Request, public_id: str) -> HttpResponse:
    return _close(request, public_id, OPS)


@doors.desk
def desk_close(request: Request, public_id: str) -> HttpResponse:
    return _close(request, public_id, DESK)


def _close(request: Request, public_id: str, where: Where) -> HttpResponse:
    """「きょう お休みにする」 (`today=1`) at once, with undo; or days ahead by form."""
    place, today = find_own(request, public_id), clock.day(request.at)
    if request.method == "POST" and request.POST.get("today"):
        _close_today(request, place)
        return redirect(_back(request, where, place))
    form = CloseForm(request.POST or None, initial={"first": request.GET.get("day", "")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        row = done(
            request,
            lambda: openings.close_days(
                place=place, first=given["first"], last=given["last"], reason=given["reason"],
                sudden=given["first"] <= today, by=request.actor, at=request.at,
            ),
            thanks=_("お休みの日を 入れました。"),
        )  # fmt: skip
        if row is not None:  # back to where it stands with its とりけす
            return redirect(where.url("close", place.public_id))
    own = ops.described([place], request.at)[0]
    context = {"place": place, "own": own, "form": form, "where": where, "reasons": REASONS}
    return render(request, "places/ops/close.html", context)


def _close_today(request: Request, place: Place) -> None:
    today = clock.day(request.at)
    closed = ops.described([place], request.at)[0].today
    if closed is not None:
        messages.info(request, _("きょうは もう お休みになっています。"))
        return
    done(
        request,
        lambda: openings.close_days(
            place=place, first=today, last=today, reason=request.POST.get("reason", "")[:200], sudden=True,
            by=request.actor, at=request.at,
        ),
        thanks=_("きょうを お休みにしました。まちがえたときは「とりけす」を 押してください。"),
    )  # fmt: skip


@doors.operator
@require_POST
def ops_reopen(request: Request, public_id: str, closed: int) -> HttpResponse:
    return _reopen(request, public_id, closed, OPS)


@doors.desk
@require_POST
def desk_reopen(request: Request, public_id: str, closed: int) -> HttpResponse:
    return _reopen(request, public_id, closed, DESK)


def _reopen(request: Request, public_id: str, closed: int, where: Where) -> HttpResponse:
    place = find_own(request, public_id)
    row = get_object_or_404(ClosedDays.objects.select_related("place"), pk=closed, place=place)
    done(
        request, lambda: _reopened(row, request), thanks=_("お休みを とりけしました。いつもどおり あきます。")
    )
    return redirect(_back(request, where, place))


def _reopened(row: ClosedDays, request: Request) -> bool:
    openings.reopen(closed=row, by=request.actor, at=request.at)
    return True


@doors.operator
def ops_pause(request: Request, public_id: str) -> HttpResponse:
    return _pause(request, public_id, OPS)


@doors.desk
def desk_pause(request: Request, public_id: str) -> HttpResponse:
    return _pause(request, public_id, DESK)


def _pause(request: Request, public_id: str, where: Where) -> HttpResponse:
    place = find_own(request, public_id)
    form = PauseForm(request.POST or None, today=clock.day(request.at))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        thanks = _("休止にしました。「きょう 行けるところ」には 出ません。一覧には 休止中と 出ます。")
        paused = done(
            request,
            lambda: states.pause(place=place, by=request.actor, at=request.at, **given),
            thanks=thanks,
        )
        if paused is not None:
            return redirect(where.url("place", place.public_id))
    return render(request, "places/ops/pause.html", {"place": place, "form": form, "where": where})


@doors.operator
@require_POST
def ops_step(request: Request, public_id: str, step: str) -> HttpResponse:
    """Sent in, taken back, resumed: one press each."""
    place = find_own(request, public_id)
    if step not in set(STEPS):
        raise Http404
    found = Step(step)
    done(request, lambda: STEPS[found](place=place, by=request.actor, at=request.at), thanks=THANKS[found])
    return redirect(_back(request, OPS, place))


@doors.operator
@require_POST
def ops_withdraw(request: Request, public_id: str) -> HttpResponse:
    """Takes the waiting change back."""
    place = find_own(request, public_id)
    change = change_queries.waiting(place)
    if change is None:
        raise Http404
    done(request, lambda: _withdrawn(request, change), thanks=_("変更の願いを とりさげました。"))
    return redirect(OPS.url("place", place.public_id))


def _withdrawn(request: Request, change: PlaceChange) -> bool:
    changes.withdraw(change=change, by=request.actor, at=request.at)
    return True


@doors.operator
def ops_claim(request: Request, public_id: str) -> HttpResponse:
    """「この場所の 運営の方へ」: a group says that a public entry is its own."""
    place = find(public_id)
    groups = ops.organisations(request.actor, request.at)
    if place.state not in desk.PUBLIC or not groups.exists():
        raise Http404
    form = ClaimForm(request.POST or None)
    form.fields["organisation"].queryset = groups  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        asked = done(
            request,
            lambda: claims.ask(place=place, by=request.actor, at=request.at, **given),
            thanks=_("市に おくりました。確かめてから お返事します。"),
        )
        if asked is not None:
            return redirect(OPS.home)
    return render(request, "places/ops/claim.html", {"place": place, "form": form, "where": OPS})


def _back(request: Request, where: Where, place: Place) -> str:
    """To the door's home if the button stood there, else to the page of the place."""
    return where.home if request.POST.get("back") == "home" else where.url("place", place.public_id)
