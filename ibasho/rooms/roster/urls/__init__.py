"""Addresses of roster, one short list per noun."""

from __future__ import annotations

from django.urls import URLPattern

from ibasho.rooms.roster.urls import hours, joining, shifts, taking

app_name = "roster"
urlpatterns: list[URLPattern] = [
    *joining.urlpatterns,
    *hours.urlpatterns,
    *taking.urlpatterns,
    *shifts.urlpatterns,  # last: a board's address is its place's code, which would swallow the words of the others
]
