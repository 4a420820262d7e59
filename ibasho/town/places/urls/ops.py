"""The groups' door."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.town.places.views import editing, hours, ops, photos

_ONE = "ops/places/<str:public_id>/"
urlpatterns: list[URLPattern] = [
    path("ops/places/new/", editing.ops_new, name="ops_new"),
    path(_ONE, ops.ops_place, name="ops_place"),
    path(f"{_ONE}edit/", editing.ops_edit, name="ops_edit"),
    path(f"{_ONE}edit/confirm/", editing.ops_edit, name="ops_edit_confirm"),
    path(f"{_ONE}hours/", hours.ops_hours, name="ops_hours"),
    path(f"{_ONE}hours/words/", hours.ops_hours_words, name="ops_hours_words"),
    path(f"{_ONE}same/", ops.ops_same, name="ops_same"),
    path(f"{_ONE}close/", ops.ops_close, name="ops_close"),
    path(f"{_ONE}reopen/<int:closed>/", ops.ops_reopen, name="ops_reopen"),
    path(f"{_ONE}pause/", ops.ops_pause, name="ops_pause"),
    path(f"{_ONE}step/<slug:step>/", ops.ops_step, name="ops_step"),
    path(f"{_ONE}withdraw/", ops.ops_withdraw, name="ops_withdraw"),
    path(f"{_ONE}claim/", ops.ops_claim, name="ops_claim"),
    path(f"{_ONE}photos/", photos.ops_photos, name="ops_photos"),
    path("ops/photos/<str:public_id>/remove/", photos.ops_photo_remove, name="ops_photo_remove"),
]
