"""Photos of a place: sent in by the group, looked at by the city, shown to everybody once approved."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel.errors import DomainError, NotFound
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies
from ibasho.town.places.actions import photos
from ibasho.town.places.forms.closing import PhotoForm
from ibasho.town.places.models import Photo, Place
from ibasho.town.places.queries.desk import PUBLIC
from ibasho.town.places.rules.photos import BYTES_MAX, CONTENT_TYPE
from ibasho.town.places.views.where import DESK, OPS, Where, find_own


@doors.operator
@limited("places.photos", times=60, seconds=3600)
def ops_photos(request: Request, public_id: str) -> HttpResponse:
    return _photos(request, public_id, OPS)


@doors.desk
def desk_photos(request: Request, public_id: str) -> HttpResponse:
    return _photos(request, public_id, DESK)


def _photos(request: Request, public_id: str, where: Where) -> HttpResponse:
    place = find_own(request, public_id)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _added(request, place, form):
        return redirect(where.url("photos", place.public_id))
    context = {"place": place, "form": form, "where": where, "photos": place.photos.order_by("added_at")}
    return render(request, "places/editing/photos.html", context)


def _added(request: Request, place: Place, form: PhotoForm) -> bool:
    given = form.cleaned_data
    data = given.pop("file").read(BYTES_MAX + 1)
    try:
        photos.add(place=place, data=data, by=request.actor, at=request.at, **given)
    except NotFound as refusal:
        raise Http404 from refusal
    except DomainError as refusal:
        for name, sentence in refusal.fields.items():
            form.add_error(name, sentence)
        return False
    return True


@doors.operator
@require_POST
def ops_photo_remove(request: Request, public_id: str) -> HttpResponse:
    return _remove(request, public_id, OPS)


@doors.desk
@require_POST
def desk_photo_remove(request: Request, public_id: str) -> HttpResponse:
    return _remove(request, public_id, DESK)


def _remove(request: Request, public_id: str, where: Where) -> HttpResponse:
    photo = _find(public_id)
    place = find_own(request, photo.place.public_id)
    done(request, lambda: _removed(request, photo), thanks=_("写真を はずしました。"))
    return redirect(where.url("photos", place.public_id))


def _removed(request: Request, photo: Photo) -> bool:
    photos.remove(photo=photo, by=request.actor, at=request.at)
    return True


@doors.child
@require_safe
def photo(request: Request, public_id: str) -> HttpResponseBase:
    """The picture itself: to everybody once approved, before that to those who may write the entry."""
    found = _find(public_id)
    shown = found.approved_at is not None and found.place.state in PUBLIC
    if not shown and not policies.may(request.actor, Permission.PLACES_EDIT, found.place, at=request.at):
        raise Http404
    response = FileResponse(found.file.open("rb"), content_type=CONTENT_TYPE)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = f'inline; filename="{found.public_id}.webp"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "public, max-age=3600" if shown else "private, no-store"
    return response


def _find(public_id: str) -> Photo:
    found = Photo.objects.select_related("place__organisation").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
