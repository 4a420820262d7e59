"""Addresses of care: where notes never come from; members of the 要対協; the centre's settings."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.care.views import council_desk, coverage_desk, posters, settings_desk

_DESK = "desk/care"
_MEMBER = f"{_DESK}/council/<int:key>"

urlpatterns: list[URLPattern] = [
    path(f"{_DESK}/coverage/", coverage_desk.desk_coverage, name="desk_coverage"),
    path(f"{_DESK}/coverage/places/", coverage_desk.desk_coverage_places, name="desk_coverage_places"),
    path(f"{_DESK}/poster/", posters.desk_poster, name="desk_poster"),
    path("ops/care/poster/", posters.ops_poster, name="ops_poster"),
    path(f"{_DESK}/settings/", settings_desk.desk_settings, name="desk_settings"),
    path(f"{_DESK}/settings/edit/", settings_desk.desk_settings_edit, name="desk_settings_edit"),
    path(f"{_DESK}/council/", council_desk.desk_council, name="desk_council"),
    path(f"{_DESK}/council/new/", council_desk.desk_council_new, name="desk_council_new"),
    path(f"{_MEMBER}/", council_desk.desk_council_member, name="desk_council_member"),
    path(f"{_MEMBER}/end/", council_desk.desk_council_end, name="desk_council_end"),
    path(f"{_MEMBER}/drop/", council_desk.desk_council_drop, name="desk_council_drop"),
]
