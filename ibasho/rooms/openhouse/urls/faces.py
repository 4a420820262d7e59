"""Addresses of openhouse: rooms, their versions, what gets better. Each twice: a group's own, the city's all."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.openhouse.views import (
    faces_compare,
    faces_public,
    faces_rooms,
    faces_versions,
    improvements_pages,
)

_PAGES = (
    ("", faces_rooms, "open"),
    ("first/", faces_rooms, "first"),
    ("places/<str:public_id>/", faces_rooms, "faces"),
    ("places/<str:public_id>/compare/", faces_compare, "compare"),
    ("places/<str:public_id>/rooms/new/", faces_rooms, "space_new"),
    ("rooms/<str:public_id>/", faces_rooms, "space_edit"),
    ("rooms/<str:public_id>/versions/new/", faces_versions, "version_new"),
    ("versions/<str:public_id>/", faces_versions, "version"),
    ("versions/<str:public_id>/edit/", faces_versions, "version_head"),
    ("versions/<str:public_id>/publish/", faces_versions, "version_publish"),
    ("versions/<str:public_id>/withdraw/", faces_versions, "version_withdraw"),
    ("versions/<str:public_id>/discard/", faces_versions, "version_discard"),
    ("versions/<str:public_id>/faces/new/", faces_versions, "face_new"),
    ("versions/<str:public_id>/faces/<int:face>/", faces_versions, "face"),
    ("versions/<str:public_id>/faces/<int:face>/wipe/", faces_versions, "face_wipe"),
    ("improvements/", improvements_pages, "improvements"),
    ("improvements/new/", improvements_pages, "improvement_new"),
    ("improvements/<str:public_id>/", improvements_pages, "improvement"),
    ("improvements/<str:public_id>/step/<slug:to>/", improvements_pages, "improvement_step"),
)
urlpatterns: list[URLPattern] = [
    path("spaces/<str:public_id>/", faces_public.space, name="space"),
    path("improvements/", improvements_pages.improvements, name="improvements"),
    *(
        path(f"{door}/open/{way}", getattr(views, f"{door}_{name}"), name=f"{door}_{name}")
        for door in ("ops", "desk")
        for way, views, name in _PAGES
    ),
]
