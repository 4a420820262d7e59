"""The city's desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.town.places.views import desk, editing, hours, ops, photos, queue

_ONE = "desk/places/<str:public_id>/"
urlpatterns: list[URLPattern] = [
    path("desk/places/", desk.desk_places, name="desk_places"),
    path("desk/places/new/", editing.desk_new, name="desk_new"),
    path(_ONE, desk.desk_place, name="desk_place"),
    path(f"{_ONE}edit/", editing.desk_edit, name="desk_edit"),
    path(f"{_ONE}edit/confirm/", editing.desk_edit, name="desk_edit_confirm"),
    path(f"{_ONE}hours/", hours.desk_hours, name="desk_hours"),
    path(f"{_ONE}hours/words/", hours.desk_hours_words, name="desk_hours_words"),
    path(f"{_ONE}close/", ops.desk_close, name="desk_close"),
    path(f"{_ONE}reopen/<int:closed>/", ops.desk_reopen, name="desk_reopen"),
    path(f"{_ONE}pause/", ops.desk_pause, name="desk_pause"),
    path(f"{_ONE}step/<slug:step>/", desk.desk_step, name="desk_step"),
    path(f"{_ONE}called/", desk.desk_called, name="desk_called"),
    path(f"{_ONE}ask/", desk.desk_ask, name="desk_ask"),
    path(f"{_ONE}sheet/", desk.desk_sheet, name="desk_sheet"),
    path(f"{_ONE}photos/", photos.desk_photos, name="desk_photos"),
    path("desk/photos/<str:public_id>/remove/", photos.desk_photo_remove, name="desk_photo_remove"),
    path("desk/photos/<str:public_id>/", queue.desk_photo, name="desk_photo"),
    path("desk/calls/", desk.desk_calls, name="desk_calls"),
    path("desk/queue/", queue.desk_queue, name="desk_queue"),
    path("desk/changes/<str:public_id>/", queue.desk_change, name="desk_change"),
    path("desk/claims/<str:public_id>/", queue.desk_claim, name="desk_claim"),
    path("desk/notes/<str:public_id>/", queue.desk_note, name="desk_note"),
    path("desk/mistakes/<str:public_id>/", queue.desk_mistake, name="desk_mistake"),
]
