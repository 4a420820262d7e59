"""Addresses of voices, one short list per noun."""

from __future__ import annotations

from django.urls import URLPattern

from ibasho.rooms.voices.urls import answering, doors, heard, hearings, moderation, results, themes

app_name = "voices"
urlpatterns: list[URLPattern] = [
    *hearings.urlpatterns,
    *doors.urlpatterns,
    *moderation.urlpatterns,
    *themes.urlpatterns,
    *results.urlpatterns,
    *heard.urlpatterns,
    *answering.urlpatterns,
]
