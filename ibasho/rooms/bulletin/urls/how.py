"""Addresses of bulletin: how."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.bulletin.views import how

urlpatterns: list[URLPattern] = [
    path("how/", how.how, name="how"),
    path("how/<slug:audience>/", how.how_for, name="how_for"),
    path("how/<slug:audience>/paper/", how.how_paper, name="how_paper"),
]
