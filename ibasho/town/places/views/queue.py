"""What waits for the city: new places, changes, claims, photos, children's notes, reports of mistakes."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies
from ibasho.town.places.actions import changes, claims, mistakes, notes, photos
from ibasho.town.places.forms.closing import AnswerForm
from ibasho.town.places.models import Claim, MistakeReport, Photo, PlaceChange, PlaceNote
from ibasho.town.places.queries import changes as change_queries
from ibasho.town.places.queries import desk
from ibasho.town.places.rules.moderation import may_be_shown


@doors.desk
@require_safe
def desk_queue(request: Request) -> HttpResponse:
    """Only what this person may decide is shown at all."""
    approve = policies.in_city(request.actor, Permission.PLACES_APPROVE, at=request.at)
    moderate = policies.in_city(request.actor, Permission.PLACES_MODERATE, at=request.at)
    today = clock.day(request.at)
    context: dict[str, Any] = {"may_approve": approve, "may_moderate": moderate}
    if approve:
        context |= {
            "places": desk.new_places(), "changes": desk.changes(today), "claims": desk.claims(today),
            "photos": desk.photos(),
        }  # fmt: skip
    if moderate:
        waiting = [(note, may_be_shown(note.words)) for note in desk.notes()]
        context |= {"notes": waiting, "mistakes": desk.mistakes()}
    return render(request, "places/desk/queue.html", context)


@doors.desk
def desk_change(request: Request, public_id: str) -> HttpResponse:
    """One wished change: old → new in words, taken over whole or not at all, with words for who asked."""
    _require(request, Permission.PLACES_APPROVE)
    rows = PlaceChange.objects.select_related("place").prefetch_related(desk.asker(clock.day(request.at)))
    change = get_object_or_404(rows, public_id=public_id)
    if request.method == "POST" and _decided(request, change):
        return redirect("places:desk_queue")
    context = {
        "change": change,
        "place": change.place,
        "differences": change_queries.differences(change.place, *change_queries.split(change.proposed)),
        "moved": change.base_version != change.place.version,
        "seen": change_queries.seen(change.place, change),
        "form": AnswerForm(request.POST or None),
        "waits": change.state == PlaceChange.State.WAITING,
    }
    return render(request, "places/desk/change.html", context)


def _decided(request: Request, change: PlaceChange) -> bool:
    answer, by, at = request.POST.get("answer", ""), request.actor, request.at
    if request.POST.get("do") == "refuse":
        refused = done(
            request, lambda: changes.refuse(change=change, answer=answer, by=by, at=at),
            thanks=_("変更を 見送りました。わけを 知らせました。"),
        )  # fmt: skip
        return refused is not None
    seen = request.POST.get("seen", "")
    written = done(
        request, lambda: changes.accept(change=change, seen=seen, answer=answer, by=by, at=at),
        thanks=_("変更を 承認しました。もう のっています。"),
    )  # fmt: skip
    return written is not None


@doors.desk
@require_POST
def desk_claim(request: Request, public_id: str) -> HttpResponse:
    _require(request, Permission.PLACES_APPROVE)
    claim = get_object_or_404(Claim, public_id=public_id)
    answer, by, at = request.POST.get("answer", ""), request.actor, request.at
    if request.POST.get("do") == "accept":
        done(
            request, lambda: claims.accept(claim=claim, answer=answer, by=by, at=at),
            thanks=_("運営の団体を 登録しました。"),
        )  # fmt: skip
    else:
        done(
            request,
            lambda: _refused(claim, answer, request),
            thanks=_("登録を 見送りました。わけを 知らせました。"),
        )
    return _to_queue("claims")


def _refused(claim: Claim, answer: str, request: Request) -> bool:
    claims.refuse(claim=claim, answer=answer, by=request.actor, at=request.at)
    return True


@doors.desk
@require_POST
def desk_note(request: Request, public_id: str) -> HttpResponse:
    _require(request, Permission.PLACES_MODERATE)
    note = get_object_or_404(PlaceNote, public_id=public_id)
    deed = notes.publish if request.POST.get("do") == "publish" else notes.refuse
    done(request, lambda: deed(note=note, by=request.actor, at=request.at), thanks=_("きまりました。"))
    return _to_queue("notes")


@doors.desk
@require_POST
def desk_mistake(request: Request, public_id: str) -> HttpResponse:
    _require(request, Permission.PLACES_MODERATE)
    mistake = get_object_or_404(MistakeReport, public_id=public_id)
    answer = request.POST.get("answer", "")
    done(
        request, lambda: mistakes.settle(mistake=mistake, answer=answer, by=request.actor, at=request.at),
        thanks=_("片づけました。"),
    )  # fmt: skip
    return _to_queue("mistakes")


@doors.desk
@require_POST
def desk_photo(request: Request, public_id: str) -> HttpResponse:
    _require(request, Permission.PLACES_APPROVE)
    photo = get_object_or_404(Photo.objects.select_related("place"), public_id=public_id)
    if request.POST.get("do") == "approve":
        done(
            request,
            lambda: photos.approve(photo=photo, by=request.actor, at=request.at),
            thanks=_("写真を のせました。"),
        )
    else:
        done(request, lambda: _removed(photo, request), thanks=_("写真を はずしました。"))
    return _to_queue("photos")


def _removed(photo: Photo, request: Request) -> bool:
    photos.remove(photo=photo, by=request.actor, at=request.at)
    return True


def _require(request: Request, permission: Permission) -> None:
    if not policies.in_city(request.actor, permission, at=request.at):
        raise Http404


def _to_queue(part: str) -> HttpResponse:
    return redirect(f"{reverse('places:desk_queue')}#{part}")
