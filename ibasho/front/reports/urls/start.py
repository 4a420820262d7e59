"""Addresses of reports: where to begin, handing on."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.front.reports.views import handing, start

urlpatterns: list[URLPattern] = [
    path("desk/start/", start.desk_start, name="desk_start"),
    path("desk/start/choose/", start.desk_start_choose, name="desk_start_choose"),
    path("desk/start/hand-on/", handing.desk_hand_on, name="desk_hand_on"),
    path("desk/start/hand-on/new/", handing.desk_hand_on_new, name="desk_hand_on_new"),
]
