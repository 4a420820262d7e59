"""Addresses of voices: reading what was written."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.voices.views import reading_desk, reading_public

urlpatterns: list[URLPattern] = [
    path("voices/rules/", reading_public.rules, name="rules"),
    path("desk/voices/reading/", reading_desk.reading, name="desk_reading"),
    path("desk/voices/reading/log/", reading_desk.log, name="desk_reading_log"),
    path("desk/voices/reading/<uuid:opinion>/", reading_desk.voice, name="desk_voice"),
]
