"""Addresses of reports: rehearsals."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.front.reports.views import rehearsals_desk as views

urlpatterns: list[URLPattern] = [
    path("desk/rehearsals/", views.desk_rehearsals, name="desk_rehearsals"),
    path("desk/rehearsals/new/", views.desk_rehearsal_new, name="desk_rehearsal_new"),
    path("desk/rehearsals/<slug:public_id>/", views.desk_rehearsal, name="desk_rehearsal"),
    path("desk/rehearsals/<slug:public_id>/drop/", views.desk_rehearsal_drop, name="desk_rehearsal_drop"),
]
