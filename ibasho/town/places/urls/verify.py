"""Without an account: the signed link, a report of a mistake, a child's note, a photo."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.town.places.views import mistakes, notes, photos, verify

urlpatterns: list[URLPattern] = [
    path("v/", verify.verify, name="verify"),
    path("v/different/", verify.different, name="verify_different"),
    path("places/<str:public_id>/mistake/", mistakes.mistake, name="tell_mistake"),
    path("places/<str:public_id>/note/", notes.note, name="tell_note"),
    path("photos/<str:public_id>/", photos.photo, name="photo"),
]
